"""The units of deploy/, read as systemd reads them."""

from functools import cache
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVICES = tuple(sorted(path.name for path in DEPLOY.glob("*.service")))


@cache
def unit(name: str) -> dict[str, str]:
    """What the [Service] part of a unit says; a name said several times keeps all its values, one a line."""
    said: dict[str, str] = {}
    section = ""
    for line in (DEPLOY / name).read_text().splitlines():
        if line.startswith("["):
            section = line
        elif section == "[Service]" and line and not line.startswith("#"):
            key, _equals, value = line.partition("=")
            said[key] = f"{said[key]}\n{value}" if key in said else value
    return said
