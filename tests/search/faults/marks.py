"""Marks that a child makes on its way, for the test that watches it: « here I am », with the time."""

import time
from pathlib import Path

_paths: list[Path] = []


def marked_in(path: Path, /) -> None:
    """Where this process makes its marks."""
    _paths[:] = [path]


def mark(name: str, /) -> None:
    """Say that this point is reached; read by `moments`."""
    with _paths[0].open("a", encoding="utf-8") as file:
        file.write(f"{name} {time.monotonic()}\n")


def moments(path: Path, /) -> dict[str, float]:
    """Each mark made so far and when, on the clock that all processes of a machine share."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {name: float(moment) for name, moment in (line.split() for line in lines)}
