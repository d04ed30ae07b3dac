"""How soon what is published is found, and what indexing adds to the act of publishing.

    python -m bench.freshness [--publications 100] [--json FILE]

While two readers load pages of results without a pause, a sheet goes on line with a word that stands nowhere else, and
the word is looked for every few milliseconds until it is found: once with a worker that drains in a process of its own,
once with the thread of the site, the harshest case, for readers, drainer and publisher then share one interpreter.

Last, the same act with every receiver of `search` and with none, in turn: in one transaction as contributions are
published, and step by step as the admin publishes. What is compared is how long the publisher waits.

The exit status is 1 when something was lost or a goal missed: found within 1 s at p95, publishing at most 5 % slower.
"""

import argparse
import json
import multiprocessing
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from bench import site

if TYPE_CHECKING:
    from bench.publications import Draft

READERS = 2
LOOK_EVERY = 0.005  # seconds between two looks for what was published
PATIENCE = 20.0  # seconds after which a publication counts as lost
LONGEST_PAUSE = 0.5  # seconds between two publications: they fall at any moment of the worker's round
MOST_SECONDS = 1.0
MOST_RATIO = 1.05
WARMING = 2
QUESTIONS = (
    "accueillir les nouveaux",
    "usagers",
    "acueil des jeunes",
    "questionnaire satisfaction",
    "panier de légumes",
)

Figures = dict[str, float]


def main(arguments: list[str]) -> int:
    """Prepare the demonstration, measure each part, print."""
    parser = argparse.ArgumentParser(prog="bench.freshness", description="Published, then found.")
    parser.add_argument("--publications", type=int, default=100)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    site.make_demonstration()
    from bench.publications import drafts, publish, publish_step_by_step

    number = options.publications
    ready = drafts(6 * number + WARMING)
    fresh = {"worker": _with_a_worker(ready[:number]), "thread": _with_the_thread(ready[number : 2 * number])}
    warming = ready[-WARMING:]
    cost = {
        "in one transaction": _overhead(publish, ready[2 * number : 4 * number], warming=warming),
        "step by step": _overhead(publish_step_by_step, ready[4 * number : -WARMING], warming=warming),
    }
    for name, row in fresh.items():
        _say_fresh(name, row)
    for name, row in cost.items():
        _say_cost(name, row, number)
    if options.json:
        options.json.write_text(json.dumps({"freshness": fresh, "publishing": cost}, indent=2) + "\n", encoding="utf-8")
    kept = all(not row["lost"] and row["p95_s"] < MOST_SECONDS for row in fresh.values())
    return int(not kept or any(row["ratio"] > MOST_RATIO for row in cost.values()))


def _with_a_worker(ready: Sequence["Draft"]) -> Figures:
    from django.db import connections

    connections.close_all()  # a connection is not shared with the child
    worker = multiprocessing.get_context("fork").Process(target=_follow)
    worker.start()
    try:
        return _freshness(ready)
    finally:
        worker.terminate()
        worker.join()


def _follow() -> None:
    from django.core.management import call_command

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        call_command("search_drain", follow=True, stdout=nowhere)


def _with_the_thread(ready: Sequence["Draft"]) -> Figures:
    from django.test import override_settings

    with override_settings(BACKGROUND_WORK=True):
        return _freshness(ready)


def _freshness(ready: Sequence["Draft"]) -> Figures:
    from bench.publications import publish

    times: list[float] = []
    pause = random.Random(len(ready))
    with _readers() as searches:
        for draft in ready:
            publish(draft)
            published = time.perf_counter()
            while not _is_found(draft) and time.perf_counter() - published < PATIENCE:
                time.sleep(LOOK_EVERY)
            times.append(time.perf_counter() - published)
            time.sleep(pause.uniform(0, LONGEST_PAUSE))  # at no fixed moment of the worker's round
        made = sum(searches)
    times.sort()
    return {
        "median_s": round(statistics.median(times), 3),
        "p95_s": round(times[min(len(times) - 1, int(len(times) * 0.95))], 3),
        "longest_s": round(times[-1], 3),
        "lost": sum(waited >= PATIENCE for waited in times),
        "searches": made,
    }


def _is_found(draft: "Draft") -> bool:
    """By the index, not by the titles that answer in its place."""
    from search.answering.queries import SearchRequest, find
    from search.which_engine import Fallback

    answer = find(asked=SearchRequest(text=draft.word), member=None)
    is_there = any(one.kind.name == "fiche" and one.thing.pk == draft.page_id for one in answer.results)
    return is_there and answer.fallback is Fallback.NONE


@contextmanager
def _readers() -> Iterator[list[int]]:
    """Readers who load whole pages of results, one after the other; yields how many each has loaded."""
    from django.db import connection
    from django.test import Client

    stop = threading.Event()
    loaded = [0] * READERS

    def read(place: int) -> None:
        client = Client()
        for text in cycle(QUESTIONS):
            if stop.is_set():
                break
            if client.get("/recherche/", {"q": text}).status_code != HTTPStatus.OK:
                break
            loaded[place] += 1
        connection.close()

    threads = [threading.Thread(target=read, args=(place,)) for place in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield loaded
        if not all(thread.is_alive() for thread in threads):
            raise RuntimeError("a reader was refused its page")
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _overhead(act: Callable[["Draft"], None], ready: Sequence["Draft"], *, warming: Sequence["Draft"]) -> Figures:
    """Each timed publication comes after one that is not, so that both sides find the machine in the same state."""
    from django.test import override_settings

    from bench.publications import Indexing

    times: dict[bool, list[float]] = {True: [], False: []}
    indexing, chance = Indexing(), random.Random(len(ready))
    with override_settings(BACKGROUND_WORK=True):
        for pair in zip(ready[::2], ready[1::2], strict=True):
            for draft, is_on in zip(pair, chance.sample((True, False), 2), strict=True):
                indexing.turn(on=False)
                act(chance.choice(warming))
                indexing.turn(on=is_on)
                times[is_on].append(site.seconds(lambda draft=draft: act(draft)))  # type: ignore[misc]
                indexing.turn(on=True)
                _wait_until_drained()
    on, off = (statistics.median(times[is_on]) for is_on in (True, False))
    quick_on, quick_off = (statistics.quantiles(times[is_on], n=4)[0] for is_on in (True, False))
    return {
        "ratio": round(on / off, 3),
        "quartile_ratio": round(quick_on / quick_off, 3),
        "with_ms": round(on * 1000, 2),
        "without_ms": round(off * 1000, 2),
    }


def _wait_until_drained() -> None:
    """Not timed: what one publication left must not slow the next one."""
    from search.models import IndexChange

    until = time.monotonic() + PATIENCE
    while IndexChange.objects.exists():
        if time.monotonic() > until:
            raise RuntimeError("the changes of a publication are still waiting")
        time.sleep(LOOK_EVERY)


def _say_fresh(name: str, row: Figures) -> None:
    sys.stdout.write(
        f"published → found, drained by a {name}, {READERS} readers ({row['searches']} pages meanwhile): median"
        f" {row['median_s']} s, p95 {row['p95_s']} s, longest {row['longest_s']} s, lost {row['lost']}"
        f" (goal: p95 under {MOST_SECONDS} s, none lost)\n"
    )


def _say_cost(name: str, cost: Figures, number: int) -> None:
    sys.stdout.write(
        f"publishing {name}, with indexing / without: × {cost['ratio']} (medians of {number} each, in turn:"
        f" {cost['with_ms']} ms / {cost['without_ms']} ms; lower quartiles × {cost['quartile_ratio']};"
        f" goal: at most {MOST_RATIO})\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
