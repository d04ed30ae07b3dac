"""A Chromium for the journeys: the one that is there, else one installed where that is possible, else a plain word."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = ("chromium-headless-shell", *WHOLE)
"""The same Chromium without its windows comes first: a fresh visitor costs the machine a third."""

HOW = "install Chromium (Debian: apt install chromium-headless-shell), then run: make test TESTS=tests/journeys"
# Debian's, which needs root; else Playwright's own, for this account alone.
INSTALLATIONS = {
    "apt install chromium-headless-shell": (
        "apt-get -qq update && apt-get -qq -y install --no-install-recommends chromium-headless-shell >/dev/null"
    ),
    "playwright install chromium": f"'{sys.executable}' -m playwright install chromium",
}


@cache
def find(*, is_whole: bool = False) -> str | None:
    """The path of a Chromium that starts: the one CHROMIUM names, the machine's, Playwright's own; None without one.

    `is_whole`: with its windows.
    """
    installed = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    downloaded = sorted(map(str, installed.glob("chromium-*/chrome-linux*/chrome")), reverse=True)
    known = (os.environ.get("CHROMIUM"), *map(shutil.which, WHOLE if is_whole else NAMES), *downloaded)
    return next((path for path in known if path and _starts(path)), None)


def is_required() -> bool:
    """Whether a missing browser is a failure: on a build server (CI=true), nothing is left out in silence."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


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
    for name, command in INSTALLATIONS.items():
        if not find() and (os.geteuid() == 0 or not name.startswith("apt")):
            _say(f"No Chromium here; trying: {name}")
            subprocess.run(["sh", "-c", command], check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})  # noqa: S603, S607
            find.cache_clear()
    if found := find():
        _say(f"Journeys: {found}")
        return 0
    _say(f"Journeys: no browser here, so tests/journeys and tests/proof are left out. To walk them, {HOW}")
    return 1 if is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
