"""A Chromium for the journeys: the one that is there, else one installed where that is possible, else a plain word."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "install Chromium (Debian: apt install chromium), then run: make test TESTS=tests/journeys"


@cache
def find() -> str | None:
    """The path of a Chromium that starts: the one CHROMIUM names, the machine's, Playwright's own; None without one."""
    chosen = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else []
    on_path = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in [*chosen, *on_path, *_of_playwright()] if _starts(path)), None)


def is_required() -> bool:
    """Whether a missing browser is a failure: on a build server (CI=true), nothing is left out in silence."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def provide() -> str | None:
    """Find a Chromium, or install one: with apt as root, else Playwright's own for this account."""
    if found := find():
        return found
    for command in _installations():
        _say(f"No Chromium here; trying: {' '.join(command[-3:])}")
        quiet = subprocess.DEVNULL if command[0] == "apt-get" else None  # a hundred lines of unpacking; errors stay
        subprocess.run(command, check=False, stdout=quiet, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})  # noqa: S603
        find.cache_clear()
        if found := find():
            return found
    return None


def _installations() -> list[list[str]]:
    commands = []
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        commands += [[*quiet, "update"], [*quiet, "install", "--yes", "--no-install-recommends", "chromium"]]
    return [*commands, [sys.executable, "-m", "playwright", "install", "chromium"]]


def _of_playwright() -> list[str]:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    return sorted(map(str, folder.glob("chromium-*/chrome-linux*/chrome")), reverse=True)


def _starts(path: str) -> bool:
    """A browser whose system libraries are missing is on the disk, and does not start."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main() -> int:
    """Say which browser the journeys will use; 1 where there is none and there must be one."""
    if found := provide():
        _say(f"Journeys: {found}")
        return 0
    _say(f"Journeys: no browser here, so tests/journeys is left out. To walk them, {HOW}")
    return 1 if is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
