"""The two checkers that npm brings, and what they find: axe-core inside the page, the Nu checker on its HTML."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
BROUGHT = ROOT / "tools" / "proof" / "node_modules"
AXE = BROUGHT / "axe-core" / "axe.min.js"
NU = BROUGHT / "vnu-jar" / "build" / "dist" / "vnu.jar"
HOW = "make test installs it (npm and Java are needed; Debian: apt install npm openjdk-17-jre-headless)"
NODES_SHOWN = 3

RUN = """rules => axe.run(document, {
  resultTypes: ["violations"], preload: {assets: ["media"]}, ...(rules ? {runOnly: {type: "rule", values: rules}} : {}),
}).then(found => found.violations.map(({id, impact, help, nodes}) => ({id, impact, help, nodes: nodes.map(
  node => `${node.target.join(" ")} ${node.failureSummary.split("\\n").slice(1).join(" ").trim()}`)})))"""
"""Every rule of axe-core that is on by default: WCAG 2.0 to 2.2, A and AA, and its best practices.

None of them asks for the style sheets beforehand (one would, an experiment, which is off): half the time is theirs.
"""

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours, among these."""

OF_ROOM = ("scrollable-region-focusable",)
"""The rules that look at how much room things have."""

JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # a process of three seconds compiles little


def are_there() -> None:
    """Raise, with how to install them, when one is missing: a proof that is skipped proves nothing."""
    for path in (AXE, NU):
        assert path.is_file(), f"{path.relative_to(ROOT)} is not there: {HOW}"
    assert shutil.which("java"), f"the Nu HTML checker needs Java: {HOW}"


def faults_seen_by_axe(page: Page, *, only: Sequence[str] = ()) -> list[str]:
    """One sentence for each rule that the page breaks as it is shown now; `only` some rules, by their names."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(RUN, list(only) or None)
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']} — {len(fault['nodes'])} × "
        + " | ".join(fault["nodes"][:NODES_SHOWN])
        for fault in found
    ]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def faults_seen_by_nu(folder: Path) -> list[str]:
    """One line for each error in the HTML files of a folder, all read by one process."""
    done = subprocess.run(
        [*JAVA, "-jar", str(NU), "--errors-only", "--format", "json", "--exit-zero-always", "--stdout", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [_line(message) for message in json.loads(done.stdout)["messages"] if message["type"] != "info"]


def _line(message: dict[str, Any]) -> str:
    name = Path(message.get("url", "?")).name
    extract = " ".join(message.get("extract", "").split())[:120]
    return f"{name}:{message.get('lastLine')}: {message['message']} « {extract} »"
