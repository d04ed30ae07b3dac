"""`make lighthouse`: six pages on a telephone, through nginx and the settings of production; a table.

Not one of `make test`: it takes minutes, and its first figure depends on how busy the machine is.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from config.checks.browser import find
from tests.deploy.front import NAME, Front
from tests.journeys.conftest import BROWSER_ARGUMENTS
from tests.proof.expected import FILM, SHEET
from tests.proof.front import front

__all__ = ["front"]

PAGES = {
    "front": "/",
    "search": "/recherche/?q=accueillir+les+nouveaux",
    "sheet": SHEET,
    "testimonial": FILM,
    "structure": "/structures/cafe-la-bascule/",
    "glossary": "/glossaire/",
}
ON_PURPOSE_FOR_PEOPLE_ONLY = PAGES["search"]  # answers to words are kept out of other search engines (noindex)
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
TIMES = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
TRIES = 3  # a machine that is busy elsewhere gives less than it can: the best of three


def test_six_pages_on_a_telephone(front: Front, tmp_path: Path) -> None:
    rows = {name: _best(front, address, tmp_path) for name, address in PAGES.items()}
    head = [*LEAST, "LCP", "TBT", "CLS"]
    lines = [f"{'':<12}" + "".join(f"{title:>16}" for title in head)]
    lines += [f"{name:<12}" + "".join(f"{value:>16}" for value in row) for name, row in rows.items()]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    low = [name for name, row in rows.items() if any(int(row[at]) < least for at, least in enumerate(LEAST.values()))]
    assert low == [], f"less than {'/'.join(map(str, LEAST.values()))}: {', '.join(low)}"


def _best(front: Front, address: str, folder: Path) -> list[str]:
    """Of a few tries; one that Lighthouse itself gives up, which a busy machine makes it do, is tried again."""
    best = ["0"] * (len(LEAST) + len(TIMES))
    for _try in range(TRIES):
        best = max(best, _measured(front, address, folder), key=lambda row: [int(value) for value in row[: len(LEAST)]])
        if int(best[0]) >= LEAST["performance"]:
            break
    return best


def _measured(front: Front, address: str, folder: Path) -> list[str]:
    """The four figures, and the three times, of one try."""
    flags = [
        *("--headless=new", "--ignore-certificate-errors", *BROWSER_ARGUMENTS),
        f"--host-resolver-rules='MAP {NAME}:443 127.0.0.1:{front.port}'",
    ]
    program = Path(os.environ["LIGHTHOUSE"]).parent / "lighthouse" / "cli" / "index.js"
    command = ["node", str(program), f"https://{NAME}{address}", f"--chrome-flags={' '.join(flags)}"]
    options = [
        "--quiet",
        "--output=json",
        f"--output-path={folder}/report.json",
        f"--only-categories={','.join(LEAST)}",
    ]
    if address == ON_PURPOSE_FOR_PEOPLE_ONLY:
        options.append("--skip-audits=is-crawlable")
    environment = os.environ | {"CHROME_PATH": find(is_whole=True) or "", "CI": "true"}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.stdout.write(f"\n{address}: {done.stderr[-400:].strip()}\n")
        return ["0"] * (len(LEAST) + len(TIMES))
    report = json.loads((folder / "report.json").read_text())
    scores = [str(round(100 * (report["categories"][name]["score"] or 0))) for name in LEAST]
    _say_what_is_low(report)
    return [*scores, *(report["audits"][name]["displayValue"] for name in TIMES)]


def _say_what_is_low(report: dict) -> None:
    for name in list(LEAST)[1:]:
        for audit in report["categories"][name]["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 1:
                sys.stdout.write(f"\n{report['finalDisplayedUrl']}: {name}: {found['title']}\n")
