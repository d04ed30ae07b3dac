"""A disk of a few megabytes under a folder, as root or in a namespace of one's own, removed at the end."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KILO = 1024


class NoSmallDisk(Exception):
    """This machine lets us mount nothing, neither as root nor in a namespace."""


@contextmanager
def small_disk(folder: Path, *, kilobytes: int) -> Iterator[tuple[str, ...]]:
    """Yields what a command must begin with to see the disk: nothing where everybody does. Raises NoSmallDisk."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0755", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield ()
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    with _namespace(mount) as prefix:
        yield prefix


@contextmanager
def _namespace(mount: list[str]) -> Iterator[tuple[str, ...]]:
    """A user who may not mount may in a world of their own, where others are then sent to work."""
    script = '"$@" && echo mounted && exec sleep infinity'
    holder = subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *mount],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout
    try:
        if holder.stdout.readline().strip() != "mounted":
            raise NoSmallDisk(holder.communicate(timeout=10)[1].strip())
        yield ("nsenter", "--target", str(holder.pid), "--user", "--mount", "--preserve-credentials", "--")
    finally:
        holder.kill()
        holder.communicate()
