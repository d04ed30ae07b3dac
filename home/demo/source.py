"""Reading the demonstration's source files: one readable TOML file an item, under home/demo/content/."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
MEDIA = Path(__file__).parent / "media"


def items(section: str) -> list[dict[str, Any]]:
    """Every item of a section, in the order of the files' names, texts without the blank ends of TOML's strings.

    Raises ValueError, naming the file, when one cannot be read.
    """
    return [_read(path) for path in sorted((CONTENT / section).glob("*.toml"))]


def discussions() -> dict[str, list[dict[str, Any]]]:
    """The comments under each item, by its key in capitals for sheets (« T01 ») and as it is for testimonials."""
    return {
        path.stem.upper() if path.stem.startswith("t") else path.stem: _read(path)["comments"]
        for path in sorted((CONTENT / "comments").glob("*.toml"))
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content: dict[str, Any] = _stripped(tomllib.load(file))
    except tomllib.TOMLDecodeError as fault:
        raise ValueError(f"{path.name}: {fault}") from fault
    return content


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [_stripped(item) for item in value]
    if isinstance(value, dict):
        return {key: _stripped(item) for key, item in value.items()}
    return value
