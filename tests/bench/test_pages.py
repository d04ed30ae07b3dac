"""The cost of pages is told of the right processes, and judged by the ratios that were asked for."""

import http.server
import os
import socket
import threading
from collections.abc import Iterator

import pytest

from bench import pages
from bench.processes import memory, processor_seconds, serving, with_children
from bench.served import Asking
from bench.sides import Side, compare


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/absent/" else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")
        self.close_connection = self.path == "/last/"

    def log_message(self, *_args: object) -> None:
        """Nothing is said."""


@pytest.fixture
def port() -> Iterator[int]:
    """A server of this very process."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def costs(**of_the_sheet: float) -> dict[tuple[str, str], float]:
    return {("static file", "visitor"): 0.5, ("bakery", "visitor"): 20.0} | {
        ("sheet", reader): took for reader, took in of_the_sheet.items()
    }


def kept(said: list[pages.Verdict]) -> list[bool]:
    return [verdict.is_kept for verdict in said]


def test_the_goals_are_ratios_to_a_static_file_and_to_the_first_peer() -> None:
    assert kept(pages.verdicts(costs(visitor=1.0, cold=26.0, member=32.0), peer="bakery")) == [True] * 4
    assert kept(pages.verdicts(costs(visitor=2.1, cold=26.1, member=32.1), peer="bakery")) == [False] * 4


def test_without_a_peer_only_the_static_file_judges() -> None:
    assert kept(pages.verdicts(costs(visitor=1.0, cold=60.0, member=90.0))) == [True]


def test_the_processes_that_listen_on_a_port_are_found(port: int) -> None:
    assert os.getpid() in serving(port=port)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    with pytest.raises(LookupError, match=str(nobody)):
        serving(port=nobody)


def test_children_are_counted_with_who_started_them() -> None:
    assert os.getpid() in with_children({os.getppid()})


def test_processor_time_and_memory_are_those_of_the_process() -> None:
    mine = {os.getpid()}
    before = processor_seconds(mine)
    while processor_seconds(mine) < before + 0.05:
        sum(range(10_000))
    held = memory(os.getpid())
    assert 0 < held.pss <= held.rss


def test_an_answer_that_is_not_a_page_does_not_count(port: int) -> None:
    asking = Asking(host="127.0.0.1", port=port)
    assert asking.ask("/last/") == asking.ask("/") == b"ok", "asked again on another connection"
    with pytest.raises(RuntimeError, match="/absent/ answers 404"):
        asking.ask("/absent/")


def test_each_side_is_measured_once_a_round(port: int) -> None:
    asking = Asking(host="127.0.0.1", port=port)
    sides = [Side(name=name, reader="visitor", asking=asking, path=f"/{name}/") for name in ("a", "b", "c")]
    compare(sides, rounds=2, lasts=0.01)
    assert [len(side.times) for side in sides] == [2, 2, 2]
    assert [side.size for side in sides] == [2, 2, 2]
