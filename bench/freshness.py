"""How soon what is published is found, and what indexing adds to the act of publishing.

    python -m bench.freshness [--publications 60] [--json FILE]

First part: while two readers search without a pause, a sheet is published with a word that stands nowhere else, and the
word is looked for every few milliseconds until it is found. The readers, the drainer and the publisher are threads of
one process, the harshest case: they share one interpreter. Second part: the same publication with the outbox and with
every receiver of `search` taken away, in turn; what is compared is how long the publisher waits.
"""

import argparse
import json
import statistics
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from bench import site

READERS = 2
LOOK_EVERY = 0.005  # seconds between two looks for what was published
PATIENCE = 20.0  # seconds after which a publication counts as lost
QUESTIONS = (
    "accueillir les nouveaux",
    "usagers",
    "acueil des jeunes",
    "questionnaire satisfaction",
    "panier de légumes",
)


def main(arguments: list[str]) -> int:
    """Prepare the demonstration, measure both parts, print; the exit status is 1 when something was never found."""
    parser = argparse.ArgumentParser(prog="bench.freshness", description="Published, then found.")
    parser.add_argument("--publications", type=int, default=60)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    site.make_demonstration()
    fresh = _freshness(options.publications)
    cost = _overhead(options.publications)
    sys.stdout.write(
        f"published → found, {READERS} readers searching ({fresh['searches']} searches meanwhile): median"
        f" {fresh['median_s']} s, p95 {fresh['p95_s']} s, longest {fresh['longest_s']} s, lost {fresh['lost']}\n"
        f"publishing with indexing / without: × {cost['ratio']} ({cost['with_ms']} ms / {cost['without_ms']} ms,"
        f" medians of {options.publications} each, in turn)\n"
    )
    if options.json:
        options.json.write_text(json.dumps({"freshness": fresh, "publishing": cost}, indent=2) + "\n", encoding="utf-8")
    return int(fresh["lost"] > 0)


def _freshness(publications: int) -> dict[str, float]:
    from django.test import override_settings

    times: list[float] = []
    lost = 0
    with override_settings(BACKGROUND_WORK=True), _readers() as searches:
        for number in range(publications):
            word = f"inouï{number:04d}mot"
            _publish(word)
            published = time.perf_counter()
            while not _is_found(word) and time.perf_counter() - published < PATIENCE:
                time.sleep(LOOK_EVERY)
            waited = time.perf_counter() - published
            lost += waited >= PATIENCE
            times.append(waited)
            time.sleep(0.05)
        made = sum(searches)
    times.sort()
    return {
        "median_s": round(statistics.median(times), 3),
        "p95_s": round(times[min(len(times) - 1, int(len(times) * 0.95))], 3),
        "longest_s": round(times[-1], 3),
        "lost": lost,
        "searches": made,
    }


def _overhead(publications: int) -> dict[str, float]:
    from django.test import override_settings

    from search.outbox import drain_all

    times: dict[bool, list[float]] = {True: [], False: []}
    with override_settings(BACKGROUND_WORK=True):
        for number in range(publications * 2):
            is_on = bool(number % 2)
            with _indexing(is_on):
                times[is_on].append(site.seconds(lambda number=number: _publish(f"mot{number}")))  # type: ignore[misc]
            while drain_all():  # not timed: what one publication left must not slow the next one
                time.sleep(LOOK_EVERY)
    on, off = (statistics.median(times[is_on]) for is_on in (True, False))
    return {"ratio": round(on / off, 3), "with_ms": round(on * 1000, 2), "without_ms": round(off * 1000, 2)}


def _publish(word: str) -> None:
    """As the admin and the contributors' screens do it."""
    from practices.models import PracticePage

    page = PracticePage.objects.live().order_by("pk")[0]
    page.first_step = f"Demain, essayez : {word}."
    page.save_revision().publish()


def _is_found(word: str) -> bool:
    from search.queries import Asked, find

    return any(word in str(found.extract) for found in find(asked=Asked(text=f'"{word}"'), member=None).results)


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
            client.get("/recherche/", {"q": text})
            loaded[place] += 1
        connection.close()

    threads = [threading.Thread(target=read, args=(place,)) for place in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield loaded
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextmanager
def _indexing(is_on: bool) -> Iterator[None]:
    """Without the receivers of `search`, a site that has no search at all."""
    from django.db.models import signals

    every: list[Any] = [
        signals.pre_save,
        signals.post_save,
        signals.post_delete,
        signals.pre_delete,
        signals.m2m_changed,
    ]
    kept = [list(signal.receivers) for signal in every]
    if not is_on:
        for signal in every:
            signal.receivers = [one for one in signal.receivers if not _is_of_search(one)]
            signal.sender_receivers_cache.clear()
    try:
        yield
    finally:
        for signal, receivers in zip(every, kept, strict=True):
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def _is_of_search(registered: Any) -> bool:
    receiver = registered[1]
    if isinstance(receiver, weakref.ref):
        receiver = receiver()
    return getattr(receiver, "__module__", "").startswith("search.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
