"""One host: gunicorn with its own folder and its own search index, on the database that all share."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from django.test import override_settings

from config import env
from search.indexing.rebuild import rebuild
from tests.attacks.kept_pages.environment import environment
from tests.search.faults.scratch_site import free_port

START_WITHIN = 90.0  # seconds, for the first page that is kept: its index is built meanwhile


class Host:
    """`names`: the indexes of all hosts; this one keeps `name`. `is_loaded_first`: before its workers are forked."""

    def __init__(
        self, name: str, *, names: Sequence[str], folder: Path, workers: int = 2, is_loaded_first: bool = False
    ) -> None:
        self.name, self.names, self.folder = name, names, folder / name
        self.port = free_port()
        self._environment = environment(
            folder=self.folder,
            FAIRE_AVEC_SEARCH_EMBEDDED_HERE=name,
            FAIRE_AVEC_SEARCH_EMBEDDED_INDEXES=",".join(names),
        )
        self._command = [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{self.port}"]
        self._command += ["-k", "gthread", "--workers", str(workers), "--threads", "6"]
        self._command += ["--keep-alive", "30", "--no-control-socket", *(["--preload"] if is_loaded_first else [])]

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """Until the block is left, its index built first."""
        self.folder.mkdir(parents=True)
        with override_settings(
            SEARCH_INDEX_DIR=self.folder / "search",
            SEARCH_EMBEDDED_HERE=self.name,
            SEARCH_EMBEDDED_INDEXES=tuple(self.names),
        ):
            rebuild(target=self.name)
        with (self.folder / "gunicorn.log").open("wb") as log:
            server = subprocess.Popen(
                self._command, cwd=env.ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait(server)
            yield self
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=40)

    def get(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One answer, on a connection of its own."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = asked.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            asked.close()

    def log(self) -> str:
        return (self.folder / "gunicorn.log").read_text(errors="replace")

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            assert server.poll() is None, self.log()[-3000:]
            try:
                if self.get("/structures/")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"no page within {START_WITHIN:.0f} s: {self.log()[-3000:]}")
