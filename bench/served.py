"""A site served by the gunicorn of this project, as deployed: one process of eight threads, and its processor time."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.apart import HOST
from bench.processes import serving

SHAPE = ("--worker-class", "gthread", "--workers", "1", "--threads", "8", "--no-control-socket")
WITHIN = 60.0  # seconds to the first page
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
THROUGH_THE_PROXY = {"X-Forwarded-Proto": "https", "User-Agent": BROWSER}


@contextmanager
def served(**variables: str) -> Iterator[int]:
    """Serve the site that this process's environment describes, changed by `variables`; gives the port."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", *SHAPE]
    process = subprocess.Popen([*command, "--log-level", "error"], env=os.environ | variables)  # noqa: S603 of our own
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until the front page answers. Raises RuntimeError when the server has ended, or takes too long."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            Asking(host=HOST, port=port, headers=THROUGH_THE_PROXY).ask("/")
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site has not answered")


@dataclass
class Asking:
    """Somebody who asks one server, on a connection that stays open."""

    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def ask(self, path: str, /) -> bytes:
        """The bytes of a page. Raises RuntimeError when it is not a page: an error would be quick, and not count."""
        try:
            status, content = self._answer(path)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):  # left idle for too long
            self._line = None
            status, content = self._answer(path)
        if status != 200:
            raise RuntimeError(f"{self.host}:{self.port}{path} answers {status}")
        return content

    def processes(self) -> set[int]:
        """Those that answer."""
        return serving(port=self.port)

    def _answer(self, path: str) -> tuple[int, bytes]:
        self._line = self._line or http.client.HTTPConnection(self.host, self.port, timeout=60)
        self._line.request("GET", path, headers=dict(self.headers))
        response = self._line.getresponse()
        return response.status, response.read()
