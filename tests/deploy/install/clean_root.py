"""A Debian 12 with nothing in it, in a folder: its own processes and network, and a root shell. Removed at the end.

Made by debootstrap from the mirror that this machine uses, then kept with the packages of the document, so that the
next run needs a few seconds for it. What stands in for a machine that boots is in stand_ins/.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RELEASE = "bookworm"
KEPT = Path("/var/cache/faire-avec-clean-root")
KEPT_FOR = 7 * 24 * 3600  # seconds: then what Debian has mended since is taken again
STAND_INS = Path(__file__).parent / "stand_ins"
COMMAND_WITHIN = 600  # seconds
MEMORY = 6  # gigabytes; the root takes two
# What leads to the machine's own mirrors and package indexes, whatever they are.
WAYS = (
    "PIP_",
    "UV_",
    "SSL_CERT_FILE",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)
LOOPBACK_UP = """
import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh14x", b"lo", 1 | 64))  # SIOCSIFFLAGS: up, running
"""
HOLD = """
mount --bind "$1" "$1" && mount -t proc proc "$1/proc" && mount -t tmpfs -o mode=0755 tmpfs "$1/run"
mkdir -p "$1/run/lock" "$1/run/emulated" "$1/dev/shm" && mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
"$2" -c "$3" && touch "$1/run/emulated/net" && mount --bind /proc/self/ns/net "$1/run/emulated/net"
echo held && exec chroot "$1" bash -c 'sleep infinity & wait'
"""


class CommandFailed(AssertionError):
    """A command of the document did not do what it says."""


class CleanRoot:
    """The folder, the process that holds its world, and its shell."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._started: list[subprocess.Popen[str]] = []
        self.path = folder / "root"

    def prepare(self, *, packages: list[str]) -> None:
        """The system with these packages (commands of the document), or the one kept from a run that had the same."""
        key = hashlib.sha256("\n".join([RELEASE, *packages]).encode()).hexdigest()[:12]
        kept = KEPT / f"{key}.tar"
        self.path.mkdir()
        if kept.exists() and time.time() - kept.stat().st_mtime < KEPT_FOR:
            _do("tar", "-xpf", str(kept), "-C", str(self.path), "--numeric-owner")
            self._lead_out()
        else:
            self._bootstrap()
            self._lead_out()
            script = [
                'mount -t proc proc "$1/proc"',
                *(f'chroot "$1" {line}' for line in ["apt-get update", *packages]),
            ]
            _do("unshare", "--mount", "sh", "-ec", "\n".join(script), "sh", str(self.path))
            self._keep(kept)
        for stand_in in STAND_INS.iterdir():
            for name in ("systemctl", "systemd-run") if stand_in.name == "systemd.py" else (stand_in.name,):
                shutil.copy(stand_in, self.path / "usr/local/bin" / name)

    def _bootstrap(self) -> None:
        mirrors = _mirrors()
        include = "--include=ca-certificates,systemd"
        _do("debootstrap", "--variant=minbase", include, RELEASE, str(self.path), mirrors[0].split()[1])
        self._write("etc/apt/sources.list", "\n".join(mirrors))
        self._write("etc/apt/apt.conf.d/90test", 'APT::Get::Assume-Yes "true";\nAcquire::Retries "3";')
        self._write("etc/dpkg/dpkg.cfg.d/test", "force-unsafe-io")
        self._write("usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101").chmod(0o755)  # packages start nothing: we do

    def _lead_out(self) -> None:
        """The machine's own way to its mirrors: names, authorities, proxies. None of them is ours to know."""
        for name in ("etc/resolv.conf", "etc/hosts", "etc/pip.conf", "etc/apt/apt.conf"):
            if Path(f"/{name}").exists():
                shutil.copy(f"/{name}", self.path / name)
        ours = Path("/usr/local/share/ca-certificates")
        shutil.copytree(ours, self.path / ours.relative_to("/"), dirs_exist_ok=True)
        _do("chroot", str(self.path), "update-ca-certificates")

    def _write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.write_text(f"{text}\n")
        return path

    def _keep(self, kept: Path) -> None:
        """For the next runs: nothing of the site is in it."""
        KEPT.mkdir(mode=0o700, exist_ok=True)
        new = kept.with_suffix(f".{os.getpid()}")
        _do("tar", "-cpf", str(new), "-C", str(self.path), "--numeric-owner", "--exclude=./var/cache/apt/*", ".")
        new.rename(kept)

    def enter(self) -> None:
        """Hold its world, and open the shell in which the document's commands are typed."""
        apart = ["unshare", "--mount", "--pid", "--net", "--uts", "--fork", "--kill-child", "--propagation", "private"]
        self._holder = subprocess.Popen(
            [*apart, "sh", "-ec", HOLD, "sh", str(self.path), sys.executable, LOOPBACK_UP],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._started.append(self._holder)
        assert self._holder.stdout
        assert self._holder.stdout.readline() == "held\n", "the clean root cannot be entered"
        number = self._holder.pid
        inside = Path(f"/proc/{number}/task/{number}/children").read_text().strip()
        ways = [f"{name}={value}" for name, value in os.environ.items() if name.startswith(WAYS)]
        plain = ["HOME=/root", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"]
        there = ["nsenter", "--target", inside, "--mount", "--pid", "--uts", "chroot", str(self.path)]
        self._shell = subprocess.Popen(  # the network stays the machine's: packages come from there
            [*there, "env", "-i", *plain, "DEBIAN_FRONTEND=noninteractive", *ways, "bash", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self._started.insert(0, self._shell)

    def type(self, command: str, *, answers: str = "") -> str:
        """One command, as an administrator types it; what it said. Raises CommandFailed unless it ends well."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._write("run-answers", answers)
        self._shell.stdin.write(f"{{ {command}\n}} </run-answers\nended=$?; echo; echo END $ended\n")
        self._shell.stdin.flush()
        said: list[str] = []
        with _patience(command):
            for line in self._shell.stdout:
                if line.startswith("END "):
                    break
                said.append(line)
        if line != "END 0\n":
            raise CommandFailed(f"{command}\n{''.join(said)[-3000:]}")
        return "".join(said)

    def leave(self) -> None:
        """End every process that was started in it; its mounts leave with the last one."""
        for process in self._started:
            process.kill()
            process.wait()


@contextmanager
def _patience(command: str) -> Iterator[None]:
    """Give a command up when it takes too long: it waits for an answer that nobody types."""

    def give_up(*_signal: object) -> None:
        raise CommandFailed(f"{command}\nnot within {COMMAND_WITHIN} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(COMMAND_WITHIN)
    try:
        yield
    finally:
        signal.alarm(0)


def _mirrors() -> list[str]:
    """Lines of sources for Debian 12, from those that this machine uses for its own."""
    wanted = "deb $(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN) $(CREATED_BY)"
    for _time in ("as it is", "once its lists are there"):
        said = subprocess.run(["apt-get", "indextargets", "--format", wanted], capture_output=True, text=True).stdout
        lines = [line.split() for line in said.splitlines()]
        debian = [line[:4] for line in lines if line[4:] == ["Debian", "Packages"] and line[2].startswith(RELEASE)]
        if debian:
            return [" ".join(line) for line in sorted(debian, key=lambda line: line[2])]
        _do("apt-get", "-qq", "update")
    raise AssertionError(f"this machine has no source of Debian {RELEASE} packages")


def _do(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-3000:]}"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder removed at the end: in memory where there is enough of it, else on the disk."""
    folder = Path(tempfile.mkdtemp(prefix="faire-avec-install-", dir="/var/tmp"))
    available = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text())
    in_memory = available is not None and int(available[1]) > MEMORY * 1024 * 1024
    if in_memory:
        _do("mount", "-t", "tmpfs", "-o", "mode=0700", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        if in_memory:
            _do("umount", "--lazy", str(folder))
        _do("rm", "-rf", str(folder))
