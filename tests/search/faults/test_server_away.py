"""Elasticsearch cut off, mute or emptied while people publish: pages answer, nothing is lost, it is caught up with."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from search.engines.elastic.engine import ElasticEngine
from search.which_engine import ELASTICSEARCH, EMBEDDED
from tests.chosen import times
from tests.search.engines.elastic_servers import server
from tests.search.faults.away import CHANGES, PUBLISHED, TIMEOUT, Watch, site_leaning_on
from tests.search.faults.conftest import NewSite
from tests.search.faults.proxy import Proxy
from tests.search.faults.rounds import KILLED, assert_recovers, length_of, moments_of
from tests.search.faults.scratch_site import ScratchSite

pytestmark = pytest.mark.elasticsearch

LONGEST_SEARCH = TIMEOUT * 2 + 8
"""Seconds for a page whose reader met a mute server: its patience, and a busy machine."""

KILLS = times(4)  # more are for the index that dies with its writer; this one lives on, and only the outbox is torn


@dataclass(frozen=True)
class Networked:
    """A site, and the wire between it and its server."""

    site: ScratchSite
    wire: Proxy
    engine: ElasticEngine
    """Straight to the server, past the wire."""


@pytest.fixture(scope="module")
def networked(new_site: NewSite) -> Iterator[Networked]:
    ours = server()
    address = urlsplit(ours.urls[0])
    wire = Proxy(address.hostname or "127.0.0.1", address.port or 9200)
    site = site_leaning_on(ours, new_site, through=f"{address.scheme}://127.0.0.1:{wire.port}")
    yield Networked(site, wire, ElasticEngine(ours))
    ElasticEngine(ours).drop()


def test_a_server_that_hangs_keeps_few_readers_waiting_and_not_for_long(networked: Networked) -> None:
    networked.wire.silence()
    first = networked.site.search("Fiche")
    assert first.is_from_stand_in
    assert first.seconds < LONGEST_SEARCH
    assert min(networked.site.search("Fiche").seconds for _ in range(6)) < TIMEOUT, "the next ones are told at once"
    networked.site.run("change", word="muet")
    assert networked.site.run("drain_once", target=EMBEDDED) == "", "the stand-in does not wait for the server"
    networked.wire.open()
    Watch(networked.site).until_caught_up()


def test_a_server_that_lost_its_index_is_filled_again(networked: Networked) -> None:
    networked.engine.drop()
    assert networked.site.search("Fiche").is_from_stand_in
    Watch(networked.site).until_caught_up()


@pytest.mark.many
@pytest.mark.parametrize(("act", "mark"), [("change_and_drain", "draining"), ("change_and_rebuild", "rebuilding")])
def test_whoever_writes_to_it_is_killed(networked: Networked, act: str, mark: str) -> None:
    site, killed = networked.site, 0
    for attempt, pause in moments_of(length_of(site, act, mark, word=f"mesure-{mark}"), rounds=KILLS):
        word = f"{mark}{attempt}"
        child = site.start(act, word=word)
        child.reached(mark)
        time.sleep(pause)
        child.kill()
        killed += child.wait() == KILLED
        assert_recovers(site, word, EMBEDDED, ELASTICSEARCH)
        if killed == KILLS:
            break


@pytest.mark.many
def test_a_server_out_of_reach_during_publications_and_back(networked: Networked) -> None:
    watch = Watch(networked.site)
    assert networked.site.search("Fiche").is_plain
    writer = networked.site.start("publish", titles=PUBLISHED)
    watch.until_published(writer, CHANGES // 5)
    networked.wire.cut()
    assert networked.site.search("Fiche").is_from_stand_in
    watch.until_published(writer, CHANGES)
    assert writer.wait() == 0
    watch.until_stand_in_finds(CHANGES)
    networked.wire.open()
    watch.until_caught_up()
    assert watch.finds(CHANGES, is_from_stand_in=False)
