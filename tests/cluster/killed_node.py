"""One node of three is killed -9 while two people search and one publishes, then brought back: nobody notices.

`make test-cluster` runs it and prints the figures. Its name keeps it out of `make test`: it takes minutes, and 4 GB.
"""

import itertools
import sys
import threading
import time
from collections import Counter
from http.client import HTTPException

import pytest

from search.engines.elastic.index import fingerprint
from search.which_engine import ELASTICSEARCH, EMBEDDED
from tests.cluster.three_nodes import ThreeNodes
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import SOUND
from tests.search.faults.scratch_site import Answer, ScratchSite

PREFIX = "faire-avec-test-cluster"
CHANGES = 200
BETWEEN = 0.1
"""Seconds between two changes: a network at its busiest, and long enough for the node to go and come back meanwhile."""

WORDS = ("Fiche", "café du mardi", "accueillir", "nouvelle", "")


class Visitor(threading.Thread):
    """Somebody who searches without a pause."""

    def __init__(self, site: ScratchSite) -> None:
        super().__init__(daemon=True)
        self._site = site
        self._leaving = threading.Event()
        self.answers: list[tuple[float, Answer]] = []  # when each was asked, and what came
        self.faults: list[str] = []

    def run(self) -> None:
        for words in itertools.cycle(WORDS):
            if self._leaving.is_set():
                return
            begun = time.monotonic()
            try:
                self.answers.append((begun, self._site.search(words)))
            except (OSError, HTTPException) as fault:
                self.faults.append(repr(fault))

    def leave(self) -> None:
        self._leaving.set()
        self.join(60)


@pytest.fixture(scope="module")
def site(new_site: NewSite, nodes: ThreeNodes) -> ScratchSite:
    site = new_site(
        SEARCH_ENGINE=ELASTICSEARCH,
        ELASTICSEARCH_INDEX=PREFIX,
        ELASTICSEARCH_REPLICAS="1",
        FAIRE_AVEC_BACKGROUND="true",  # whoever publishes drains, in a thread of the same process
        **nodes.exported,
    )
    site.run("prepare", sheets=20)
    site.serve(background=True)
    return site


def test_a_killed_node_costs_no_reader_an_answer_and_no_change_its_place(site: ScratchSite, nodes: ThreeNodes) -> None:
    nodes.wait_until_green()
    victim = nodes.holder(f"{PREFIX}-{fingerprint()}")
    visitors = [Visitor(site) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    author = site.start("live_on", changes=CHANGES, seconds_between=BETWEEN)
    author.reached(f"changed-{CHANGES // 4}")
    moments = {"before": 0.0, "without the node": time.monotonic()}
    nodes.strike(victim)
    author.reached(f"changed-{CHANGES // 2}")
    moments["while it came back"] = time.monotonic()
    nodes.revive(victim)
    author.value()
    nodes.wait_until_green()
    moments["after"] = time.monotonic()
    left = site.run("catch_up_and_look")
    for visitor in visitors:
        visitor.leave()
    checked = site.manage("search_check")
    tell(visitors, victim=victim, moments=moments)
    assert [visitor.faults for visitor in visitors] == [[], []]
    assert {answer.status for visitor in visitors for _, answer in visitor.answers} == {200}
    assert left == {EMBEDDED: SOUND, ELASTICSEARCH: SOUND}
    assert checked.returncode == 0, checked.stdout + checked.stderr


def tell(visitors: list[Visitor], *, victim: str, moments: dict[str, float]) -> None:
    """The figures, on the terminal; `moments`: what each part of the test is called, and when it began."""
    asked = [each for visitor in visitors for each in visitor.answers]
    answers = [answer for _, answer in asked]
    killed, revived, green = list(moments.values())[1:]
    lines = [
        f"{victim}, which held the primary: killed -9 after {CHANGES // 4} changes of {CHANGES}, "
        f"started again after {CHANGES // 2}",
        f"searches: {len(answers)}, by status: {dict(Counter(answer.status for answer in answers))}, "
        f"broken off: {sum(len(visitor.faults) for visitor in visitors)}",
        f"answered by the cluster: {sum(answer.is_plain for answer in answers)}, "
        f"by the index of this host: {sum(answer.is_from_stand_in for answer in answers)}",
        f"green again {green - revived:.0f} s after the node was started, {green - killed:.0f} s after it was killed",
    ]
    for (name, begun), ended in zip(moments.items(), [*list(moments.values())[1:], float("inf")], strict=True):
        took = sorted(answer.seconds for at, answer in asked if begun <= at < ended)
        if took:
            lines.append(
                f"seconds an answer took {name}: median {took[len(took) // 2]:.2f}, "
                f"p95 {took[len(took) * 95 // 100]:.2f}, longest {took[-1]:.2f} ({len(took)} searches)"
            )
    sys.stdout.write("\n" + "".join(f"  {line}\n" for line in lines))
