"""A wire between the site and a real server, which a test cuts or lets go silent: the server itself is not touched."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from enum import Enum

_READ = 65536


class State(Enum):
    OPEN = "open"
    CUT = "cut"  # nobody listens, what was connected is reset: a server that was stopped
    SILENT = "silent"  # connections are taken, nothing is ever answered: a server that hangs


class Proxy:
    """Listens on a port of the loopback and passes bytes on, encrypted or not, as long as it is open."""

    def __init__(self, host: str, port: int) -> None:
        self._upstream = (host, port)
        self._state = State.OPEN
        self._pairs: set[tuple[socket.socket, ...]] = set()
        self._lock = threading.Lock()
        self._listener = self._listening(0)
        self.port: int = self._listener.getsockname()[1]

    def cut(self) -> None:
        self._change(State.CUT)
        self._listener.close()

    def silence(self) -> None:
        self._state = State.SILENT

    def open(self) -> None:
        """Pass bytes again; what was silent meanwhile is reset, as by a server that starts again."""
        was = self._state
        self._change(State.OPEN)
        if was is State.CUT:
            self._listener = self._listening(self.port)

    def _change(self, state: State) -> None:
        self._state = state
        with self._lock:
            for pair in self._pairs:
                _hang_up(*pair)
            self._pairs.clear()

    def _listening(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):  # closed: the wire is cut
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        pair: tuple[socket.socket, ...] = (client,)
        if self._state is State.OPEN:
            try:
                pair = (client, socket.create_connection(self._upstream))
            except OSError:
                _hang_up(client)
                return
        with self._lock:
            self._pairs.add(pair)
        for source, target in zip(pair, pair[::-1], strict=True):
            threading.Thread(target=self._carry, args=(source, target, pair), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, pair: tuple[socket.socket, ...]) -> None:
        for read in _reads(source):
            if self._state is State.OPEN and source is not target:
                with contextlib.suppress(OSError):
                    target.sendall(read)
        with self._lock:
            self._pairs.discard(pair)
        _hang_up(*pair)


def _reads(source: socket.socket) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while read := source.recv(_READ):
            yield read


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
