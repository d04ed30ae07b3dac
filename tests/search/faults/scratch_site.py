"""A site of its own for the tests of faults: a database, an index, a nursery of processes and a web server."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.search.faults.marks import moments

ROOT = Path(__file__).resolve().parents[3]
START_WITHIN = 60.0
ACT_WITHIN = 120.0
POLL = 0.0005
PATIENT_POLL = 0.05  # for what takes seconds: looking all the time would slow down what is awaited
BY_TITLE, STAND_IN = "momentanément indisponible", "copie de secours"
"""Words of the two notices that say that somebody else answers in the engine's place."""


@dataclass(frozen=True)
class Answer:
    """A page as a visitor got it."""

    status: int
    text: str
    seconds: float

    @property
    def is_plain(self) -> bool:
        """Whether the engine that was chosen answered."""
        return self.status == 200 and BY_TITLE not in self.text and STAND_IN not in self.text

    @property
    def is_from_stand_in(self) -> bool:
        """Whether this host's own index answered in the place of the server."""
        return self.status == 200 and STAND_IN in self.text

    def leads_to(self, slug: str) -> bool:
        """Whether a result of this page is the page that ends its address so."""
        return f'/{slug}/"' in self.text

    @property
    def hits(self) -> int:
        """Results shown on this page."""
        return self.text.count('class="result__title"')


@dataclass
class Child:
    """One act in a process of its own."""

    nursery: "Nursery"
    pid: int
    path: Path

    def kill(self) -> None:
        """-9: no clean-up of any kind. One that has just ended is left alone."""
        os.kill(self.pid, signal.SIGKILL)  # it stays a zombie until it is waited for: the number is still its own

    def wait(self) -> int:
        """How it ended: 0, 1 for an error, -9 when killed."""
        return int(self.nursery.order({"wait": self.pid}))

    def value(self) -> Any:
        """What the act gave back, once it has ended."""
        status = self.wait()
        answer = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
        assert status == 0, answer.get("error", f"ended with {status}")
        return answer["value"]

    @property
    def marks(self) -> dict[str, float]:
        return moments(self.path.with_suffix(".marks"))

    def reached(self, mark: str) -> float:
        """Wait for a mark; returns when it was made."""
        wait_until(lambda: {mark, "ended"} & self.marks.keys(), what=mark)
        assert mark in self.marks, self.path.read_text(encoding="utf-8")
        return self.marks[mark]


class Nursery:
    """The process that forks the children, in the environment of one site."""

    def __init__(self, *, environment: Mapping[str, str], folder: Path, prefix: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._number = 0
        self._errors = (folder / "nursery.log").open("wb")
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.search.faults.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
        )

    def start(self, act: str, **arguments: Any) -> Child:
        self._number += 1
        path = self._folder / f"act-{self._number}.json"
        pid = int(self.order({"act": act, "arguments": arguments, "answer": str(path)}))
        return Child(self, pid, path)

    def order(self, order: Mapping[str, Any]) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, (self._folder / "nursery.log").read_text()[-3000:]
        return answer

    def close(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        self._errors.close()


@dataclass
class ScratchSite:
    """`prefix` begins every command: another namespace, where the disk of the index is small."""

    folder: Path
    environment: dict[str, str]
    prefix: tuple[str, ...] = ()
    port: int = 0
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.nursery = Nursery(environment=self.environment, folder=self.folder, prefix=self.prefix)

    @property
    def index(self) -> Path:
        """Where every generation of the embedded index is."""
        return next(path.parent for path in (self.folder / "search").glob("*/write.lock"))

    @property
    def generation(self) -> Path:
        """The one in use."""
        return self.index / (self.index / "current").read_text().strip()

    def start(self, act: str, **arguments: Any) -> Child:
        """Begin an act of `tests.search.faults.acts` in a process of its own."""
        return self.nursery.start(act, **arguments)

    def run(self, act: str, **arguments: Any) -> Any:
        """An act from beginning to end; returns what it gives back."""
        return self.start(act, **arguments).value()

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`manage.py`, as an operator types it."""
        command = [*self.prefix, sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=ACT_WITHIN
        )

    def serve(self, *, background: bool = False, workers: int = 2) -> None:
        """Start gunicorn, the application loaded before it forks; `background`: whether it drains what is committed."""
        self.port = free_port()
        command = [*self.prefix, sys.executable, "-m", "gunicorn", "config.wsgi", "--preload", "-k", "gthread"]
        command += ["-c", "python:tests.search.faults.preloaded", "-w", str(workers), "--threads", "4"]
        command += ["-b", f"127.0.0.1:{self.port}"]
        environment = self.environment | {"FAIRE_AVEC_BACKGROUND": str(background).lower()}
        with (self.folder / f"gunicorn-{self.port}.log").open("wb") as log:
            server = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.servers.append(server)
        wait_until(self._answers, what="the web server", within=START_WITHIN, poll=PATIENT_POLL)

    def search(self, words: str = "", *, timeout: float = 30.0) -> Answer:
        """The results page, as a visitor gets it."""
        return self.get(f"/recherche/?q={quote(words)}", timeout=timeout)

    def get(self, address: str, *, timeout: float = 30.0) -> Answer:
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", address)
            response = connection.getresponse()
            text = response.read().decode()
        except TimeoutError as late:
            raise AssertionError(f"no answer in {timeout:.0f} s\n{self.stacks()}") from late
        finally:
            connection.close()
        return Answer(response.status, text, time.monotonic() - started)

    def log(self) -> str:
        """What the web server wrote."""
        return (self.folder / f"gunicorn-{self.port}.log").read_text(errors="replace")

    def stacks(self) -> str:
        """Where the threads of the web server stand, as its workers write it."""
        for server in self.servers:
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            for child in children:
                os.kill(int(child), signal.SIGUSR2)
        time.sleep(1)
        return self.log()[-30_000:]

    def close(self) -> None:
        """At once, and whoever they forked: nobody is being answered any more."""
        for server in self.servers:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        self.nursery.close()

    def _answers(self) -> bool:
        assert self.servers[-1].poll() is None, self.log()[-3000:]
        try:
            return self.get("/static/css/pages.css").status == 200
        except OSError:
            return False


def wait_until(is_true: Callable[[], Any], *, what: str, within: float = ACT_WITHIN, poll: float = POLL) -> None:
    """Look again and again; the patience is for a busy machine, not a promise."""
    deadline = time.monotonic() + within
    while not is_true():
        assert time.monotonic() < deadline, f"{what}: not within {within:.0f} s"
        time.sleep(poll)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
