"""Where the house stands, for the tests that walk through its files."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("community", "practices", "search", "home")
ROOMS = ("config", *APPS)
TOOLS = "tools"  # what makes files that are kept; no part of a site that runs


def sources(*rooms: str) -> Iterator[Path]:
    """Every Python file of the rooms given (all, the tools and the tests, by default), migrations apart."""
    for room in rooms or (*ROOMS, TOOLS, "tests"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in parts(path):
                yield path


def parts(path: Path) -> tuple[str, ...]:
    """The folders of a file below the root, and its name: those above it belong to the machine."""
    return path.relative_to(ROOT).parts


def place(path: Path) -> str:
    """The file's path as it is written from the root."""
    return str(path.relative_to(ROOT))
