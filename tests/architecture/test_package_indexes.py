"""No file names the host of a package index: which one is asked is for each machine's own configuration to say."""

import re

from tests.architecture.house import ROOT, parts, place

# Cut in two, so that this file names none either.
HOSTS = re.compile(r"py" r"pi\b|python" r"hosted|(?:index|extra|registry)[-_]" r"url\b|npm" r"js\.(?:org|com)", re.I)
MADE = {".git", ".venv", "var", "node_modules", "__pycache__"}  # by tools, on the machine
NOT_TEXT = {".mo", ".png", ".jpg", ".jpeg", ".ico", ".webm", ".mp3", ".mp4", ".pdf", ".webp", ".gif", ".zip"}


def test_no_file_names_a_package_index() -> None:
    """A house that names an index sends whoever has another one, or a mirror, to the wrong door."""
    naming = [
        f"{place(path)}:{number}"
        for path in ROOT.rglob("*")
        if not MADE & set(parts(path)) and path.suffix not in NOT_TEXT and path.is_file()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1)
        if HOSTS.search(line)
    ]
    assert naming == [], "write « the public Python index »"
