"""What processes of this machine have cost, as Linux counts it: processor time, and the memory they hold."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
"""Seconds: processor time is counted in steps of this, so what is measured must last many of them."""

_LISTENING = "0A"


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of one process: its own with its share of what several hold (PSS), and all that it maps (RSS)."""

    pss: float
    rss: float


def serving(*, port: int) -> set[int]:
    """The processes that listen on this port of this machine, and their children. Raises LookupError without any."""
    sockets = {f"socket:[{number}]" for number in _listening_on(port)}
    found = {pid for pid in _every() if sockets & _opened(pid)}
    if not found:
        raise LookupError(f"no process that may be looked at listens on port {port} of this machine")
    return with_children(found)


def with_children(pids: Iterable[int], /) -> set[int]:
    """These processes and all that they have started."""
    above = {pid: _parent(pid) for pid in _every()}
    family, grown = set(pids), True
    while grown:
        more = {pid for pid, parent in above.items() if parent in family} - family
        family, grown = family | more, bool(more)
    return family


def processor_seconds(pids: Iterable[int], /) -> float:
    """What these have used since they began, in their own code and in the kernel's."""
    return sum(int(time) for pid in pids for time in _stat(pid)[11:13]) * TICK


def memory(pid: int, /) -> Memory:
    """What a process holds now."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    held = {name: int(value.split()[0]) / 1024 for name, _, value in (line.partition(":") for line in lines)}
    return Memory(pss=held["Pss"], rss=held["Rss"])


def _listening_on(port: int) -> set[str]:
    """The numbers of the sockets, of both families."""
    rows = [row.split() for name in ("tcp", "tcp6") for row in _lines(Path(f"/proc/net/{name}"))[1:]]
    return {row[9] for row in rows if row[3] == _LISTENING and int(row[1].rpartition(":")[2], 16) == port}


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _every() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _opened(pid: int) -> set[str]:
    """What the open files of a process are; nothing of one that is somebody else's, or gone."""
    found = set()
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # closed meanwhile: the reading of this very folder is one
                found.add(os.readlink(file))
    return found


def _parent(pid: int) -> int:
    try:
        return int(_stat(pid)[1])
    except OSError:  # it has ended meanwhile
        return 0


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold anything: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
