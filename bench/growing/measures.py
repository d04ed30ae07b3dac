"""What each page and each act costs on a grown site: processor time, of the database's server too, and queries."""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.apart import HOST
from bench.growing.site import Grown
from bench.growing.visits import FACILITATOR, MEMBER, PILOT, VISITOR, Visit, visits
from bench.publications import Draft, publish
from bench.served import BROWSER
from community.kept import generation
from community.models import Member
from home.demo import people

TIMES, TIMES_AFTER_A_WRITE = 3, 3
ACTS = 5
"""Drafts that each act is done on."""


@dataclass(kw_only=True)
class Cost:
    """One request, or one act; the query that took longest says where to look."""

    what: str
    """The same at every size."""
    where: str
    milliseconds: float
    queries: int
    after_a_write: float = 0.0
    """Milliseconds, when it is the first page asked once something changed: what a process keeps is read again."""
    is_ours: bool = True
    slowest: str = ""
    slowest_milliseconds: float = 0.0


@dataclass
class _Queries:
    """Each query that is sent."""

    sent: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append((sql, params))
        return execute(sql, params, many, context)

    def slowest(self) -> tuple[float, str]:
        """The question that takes longest to be asked again and read to its last row (SQLite looks for rows then)."""
        asked = {(sql, repr(params)): (sql, params) for sql, params in self.sent if sql.startswith("SELECT")}
        return max(((_read(*one), one[0]) for one in asked.values()), default=(0.0, ""))


def _read(sql: str, params: Any) -> float:
    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            cursor.fetchall()

    return _taken(read)


def every_cost(grown: Grown, /) -> list[dict[str, Any]]:
    """Each page, then each act, ready to be written down. Raises RuntimeError when one does not answer."""
    browsers = browsers_of(grown)
    costs = [_of_a_page(visit, browsers[visit.who]) for visit in visits(grown)]
    return [asdict(cost) for cost in (*costs, *of_acts(grown, browsers))]


def browsers_of(grown: Grown, /) -> Mapping[str, Client]:
    """Who reads → a browser where they are signed in."""
    accounts = {
        MEMBER: grown.ordinary.writer,
        PILOT: grown.largest.writer,
        FACILITATOR: Member.objects.get(email=people.FACILITATOR),
    }
    browsers = {who: Client(SERVER_NAME=HOST, headers={"user-agent": BROWSER}) for who in (VISITOR, *accounts)}
    for who, account in accounts.items():
        browsers[who].force_login(account)
    return browsers


def _of_a_page(visit: Visit, browser: Client) -> Cost:
    def ask() -> None:
        _answered(browser.get(visit.path, secure=True), visit.path)

    ask()  # what a process keeps is then kept
    took = [_taken(ask) for _time in range(TIMES)]
    with _watched() as queries:
        ask()
    cost = _cost(
        f"{visit.who} {visit.name} {visit.rank}", f"{visit.who:<12}{visit.path}", took, queries, is_ours=visit.is_ours
    )
    cost.after_a_write = _median([_after_a_write(ask) for _time in range(TIMES_AFTER_A_WRITE)])
    return cost


def _after_a_write(ask: Callable[[], None]) -> float:
    generation.raise_it()
    return _taken(ask)


def _answered(response: Any, path: str, *, status: int = 200) -> None:
    if response.status_code != status:
        raise RuntimeError(f"{path} answers {response.status_code}")
    if response.streaming:
        b"".join(response.streaming_content)


def of_acts(grown: Grown, browsers: Mapping[str, Client], /) -> Iterator[Cost]:
    """Drafts handed over, read and approved by two browsers; then published by the admin's own act."""
    ready = list(grown.drafts[: 2 * ACTS])
    submitted, directly = ready[: len(ready) // 2], ready[len(ready) // 2 :]
    yield _of_an_act("submit", submitted, lambda page: _post(browsers[PILOT], "contributions:submit", page))
    yield _of_an_act("approve", submitted, lambda page: _approve(browsers[FACILITATOR], page))
    yield _of_an_act("publish", directly, lambda page: publish(Draft(page.pk, page.slug)))


def _post(browser: Client, name: str, page: Any, **form: Any) -> None:
    address = reverse(name, args=[page.pk])
    _answered(browser.post(address, form, secure=True), address, status=302)


def _approve(browser: Client, page: Any) -> None:
    page.refresh_from_db()
    _post(browser, "contributions:review", page, action="approve", read=page.latest_revision_id)
    page.refresh_from_db()
    if not page.live:
        raise RuntimeError(f"{page} was approved and is not on line")


def _of_an_act(name: str, pages: list[Any], act: Callable[[Any], None]) -> Cost:
    """Done on each; the first warms."""
    took = []
    for page in pages:
        with _watched() as queries:
            took.append(_taken(partial(act, page)))
    return _cost(f"act {name}", f"{'an act':<12}{name}", took[1:] or took, queries)


def _cost(what: str, where: str, took: list[float], queries: _Queries, *, is_ours: bool = True) -> Cost:
    longest, sql = queries.slowest()
    return Cost(
        what=what,
        where=where,
        milliseconds=_median(took),
        queries=len(queries.sent),
        is_ours=is_ours,
        slowest=" ".join(sql.split())[:2000],
        slowest_milliseconds=round(longest * 1000, 1),
    )


def _median(seconds: list[float]) -> float:
    return round(statistics.median(seconds) * 1000, 1)


@contextmanager
def _watched() -> Iterator[_Queries]:
    queries = _Queries()
    with connection.execute_wrapper(queries):
        yield queries


def _taken(act: Callable[[], None]) -> float:
    """Seconds of processor: this process's, and those of the database's that serves it."""
    server = _seconds_of_the_server()
    start = time.process_time()
    act()
    return time.process_time() - start + _seconds_of_the_server() - server


def _seconds_of_the_server() -> float:
    """To the nanosecond, as Linux counts it; nothing for SQLite, which is this process, nor for a server elsewhere."""
    raw: Any = connection.connection
    if connection.vendor != "postgresql" or raw is None or raw.closed:
        return 0.0
    counted = Path(f"/proc/{raw.info.backend_pid}/schedstat")
    return int(counted.read_text().split()[0]) / 1e9 if counted.exists() else 0.0
