"""A real nginx with the configuration of deploy/, in front of a real gunicorn with the settings of production."""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from tests.deploy.units import unit
from tests.search.faults.scratch_site import PATIENT_POLL, free_port, wait_until

ROOT = Path(__file__).resolve().parents[2]
NAME = "faire-avec.example.org"
START_WITHIN = 30.0
# What our file is read by: as Debian's own nginx.conf, but without a daemon, and with nothing outside a folder.
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    sendfile on;
    tcp_nopush on;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What came back: `all_headers` in order, one line for each."""

    status: int
    body: bytes
    all_headers: list[tuple[str, str]]

    @property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.all_headers}

    @property
    def text(self) -> str:
        return self.body.decode()


def find_nginx() -> str | None:
    """The path of nginx, which Debian keeps out of an ordinary account's PATH."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass
class Front:
    """The site behind nginx. `environment` is the site's own, its data in `folder`."""

    folder: Path
    environment: Mapping[str, str]
    plain_port: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def socket(self) -> Path:
        return self.folder / "site.sock"

    def start(self) -> None:
        """Both servers, until a page has come through both."""
        _certify(self.folder)
        (self.folder / "site.conf").write_text(self._substituted())
        user = "user root;" if os.geteuid() == 0 else ""  # the folder is ours only
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, user=user))
        self.serve()
        self._run("nginx", find_nginx() or "nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"))
        wait_until(self._answers, what="nginx and the site", within=START_WITHIN, poll=PATIENT_POLL)

    def serve(self) -> None:
        """gunicorn, as the unit of deploy/ starts it."""
        command = unit("faire-avec.service")["ExecStart"].replace(
            "/srv/faire-avec/.venv/bin/gunicorn", f"{sys.executable} -m gunicorn"
        )
        self._run("gunicorn", *command.replace("/run/faire-avec/site.sock", str(self.socket)).split())

    def _substituted(self) -> str:
        """deploy/nginx.conf, with this list of replacements and nothing else; each must have something to replace."""
        written = (ROOT / "deploy" / "nginx.conf").read_text()
        for wanted, replacement in {
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "listen 443": f"listen 127.0.0.1:{self.port}",
            f"/etc/letsencrypt/live/{NAME}/": f"{self.folder}/",
            "/run/faire-avec/site.sock": str(self.socket),
            "/var/log/nginx/": f"{self.folder}/",
            "/var/lib/faire-avec/media/": f"{self.folder}/media/",
            "/srv/faire-avec/deploy/": f"{ROOT}/deploy/",
        }.items():
            assert wanted in written, f"deploy/nginx.conf does not say {wanted!r} any more"
            written = written.replace(wanted, replacement)
        return written

    def _run(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
            )

    def stored(self, kind: str) -> bytes:
        """The bytes of a file, as they lie in the folder."""
        return (self.folder / "media" / unquote(self.files[kind].removeprefix("/fichiers/"))).read_bytes()

    def stop_site(self) -> None:
        """gunicorn only: nginx stays."""
        site = self.processes.pop(0)
        os.killpg(site.pid, signal.SIGKILL)
        site.wait()
        self.socket.unlink(missing_ok=True)

    def serve_again(self) -> None:
        """gunicorn anew, until it answers."""
        self.serve()
        self.processes.reverse()
        wait_until(self._answers, what="the site", within=START_WITHIN, poll=PATIENT_POLL)

    def close(self) -> None:
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def ask(
        self,
        address: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        name: str = NAME,
    ) -> Answer:
        """By HTTPS, as a browser asks the site of this name."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30)
        connection.sock = self.connected(name=name)
        return self._answer(connection, method, address, body, {"Host": name} | dict(headers or {}))

    def ask_plainly(self, address: str, *, name: str = NAME) -> Answer:
        """By HTTP, without encryption."""
        connection = http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=30)
        return self._answer(connection, "GET", address, None, {"Host": name})

    def ask_gunicorn(self, address: str) -> Answer:
        """The site itself, nginx left aside, as nginx asks it."""
        connection = http.client.HTTPConnection("site", timeout=30)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.socket))
        return self._answer(connection, "GET", address, None, {"Host": NAME, "X-Forwarded-Proto": "https"})

    def connected(self, *, name: str = NAME, protocol: ssl.TLSVersion | None = None) -> ssl.SSLSocket:
        """An encrypted line, its certificate checked, for the site of this name."""
        trusted = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        if protocol:
            trusted.minimum_version, trusted.maximum_version = ssl.TLSVersion.TLSv1, protocol
            trusted.set_ciphers("DEFAULT:@SECLEVEL=0")
        line = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return trusted.wrap_socket(line, server_hostname=name)

    @staticmethod
    def _answer(
        connection: http.client.HTTPConnection,
        method: str,
        address: str,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> Answer:
        try:
            connection.request(method, address, body=body, headers=dict(headers))
            response = connection.getresponse()
            return Answer(response.status, response.read(), response.getheaders())
        finally:
            connection.close()

    def _answers(self) -> bool:
        for process, name in zip(self.processes, ("gunicorn", "nginx"), strict=True):
            assert process.poll() is None, (self.folder / f"{name}.log").read_text()[-3000:]
        try:
            return self.ask("/").status == 200
        except OSError:
            return False


def _certify(folder: Path) -> None:
    """A key and a certificate that it signs itself, for the name in deploy/nginx.conf."""
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout privkey.pem"
    names = ["-out", "fullchain.pem", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
