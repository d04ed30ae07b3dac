"""What a newcomer types works as the README says: the commands exist, and each is explained in a sentence."""

import re
import subprocess

import pytest

from config.env import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
COMMANDS = re.findall(r"^([a-z-]+):.*## (.+)$", MAKEFILE, re.MULTILINE)


def test_make_alone_lists_every_command_with_a_sentence() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name, sentence in COMMANDS:
        assert re.search(rf"make {name}\s+{re.escape(sentence)}", listed)
        assert sentence.endswith(".")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/first-hour.md", "docs/operations.md"])
def test_the_documents_name_commands_that_exist(document: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / document).read_text(), re.MULTILINE))
    assert named <= {name for name, _sentence in COMMANDS}


def test_the_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text()):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert broken == []


def test_a_decision_fits_on_a_page() -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in (ROOT / "docs" / "decisions").glob("0*.md")}
    assert len(lengths) >= 6
    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_the_locks_hold_a_hash_for_every_package() -> None:
    for name in ("requirements-uv.txt", "requirements.txt", "requirements-dev.txt"):
        packages = re.split(r"^(?=[a-z0-9])", (ROOT / name).read_text(), flags=re.MULTILINE)[1:]
        assert packages
        assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
