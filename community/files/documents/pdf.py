"""A PDF without its notes, made by a process apart (pdf_apart.py), one at a time for each process of the site."""

import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from django.conf import settings

from community.files.documents.refusals import REASONS, Refused

APART = "community.files.documents.pdf_apart"
MEMORY = 512 * 1024 * 1024  # bytes: enough for 37 MB with two hundred thousand remarks, twice what is accepted
SECONDS = 30  # of work; those remarks take three
_one_at_a_time = threading.BoundedSemaphore()


def without_notes(file: IO[bytes]) -> IO[bytes] | None:
    """The same PDF without its notes, None where there are none. Raises Refused for what cannot be read."""
    with tempfile.TemporaryDirectory(prefix="pdf-") as folder, _one_at_a_time:
        source, target = Path(folder, "sent.pdf"), Path(folder, "clean.pdf")
        file.seek(0)
        with source.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        said = _apart(source=source, target=target)
        if said == "nothing":
            return None
        if said != "clean":
            raise Refused(said if said in REASONS else "damaged", name="…" if said == "inside" else "")
        clean = tempfile.TemporaryFile()  # noqa: SIM115 it is given to the caller
        with target.open("rb") as written:
            shutil.copyfileobj(written, clean)
    clean.seek(0)
    return clean


def _apart(*, source: Path, target: Path) -> str:
    command = [sys.executable, "-m", APART, str(source), str(target), str(MEMORY), str(SECONDS)]
    try:
        done = subprocess.run(  # noqa: S603 our own module, on files of our own naming
            command, cwd=settings.ROOT, env={}, capture_output=True, text=True, timeout=2 * SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "damaged"
    return done.stdout.strip() if done.returncode == 0 else "damaged"
