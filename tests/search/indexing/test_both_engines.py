"""A site that has chosen Elasticsearch and keeps its embedded index: both in step, one in the place of the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from search.answering.queries import SearchRequest, as_query
from search.engines.elastic.engine import ElasticEngine
from search.engines.explanation import parts_of, shares
from search.indexing.drain import drain
from search.indexing.drift import drift
from search.indexing.rebuild import rebuild
from search.indexing.states import states
from search.models import IndexChange
from search.things.registry import kind_weights
from search.which_engine import ELASTICSEARCH, EMBEDDED, Fallback, engine_of
from tests import factories
from tests.search.conftest import Index
from tests.search.engines.elastic_servers import server
from tests.search.indexing.test_commands import run
from tests.the_index import drain_all, get_engine

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]
WORD = "coquelicot"


@pytest.fixture
def both(index: Index, settings: Any) -> Iterator[Index]:
    ours = server()
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.ELASTICSEARCH_INDEX = ours.index
    settings.ELASTICSEARCH_TIMEOUT = ours.timeout
    yield index
    ElasticEngine(ours).drop()


def test_an_index_not_built_yet_is_stood_in_for_then_built_by_the_first_drain(
    index: Index, both: Index, sheet: Any, settings: Any, client: Client
) -> None:
    settings.SEARCH_ENGINE = EMBEDDED
    assert drain_all() == 0
    IndexChange.objects.filter(target=ELASTICSEARCH).delete()
    settings.SEARCH_ENGINE = ELASTICSEARCH
    answer = both.answer(sheet.title)
    assert answer.fallback is Fallback.STAND_IN
    assert client.get("/sante/").json()["search"]["fallback"] == "stand-in"
    assert IndexChange.objects.count() == 0, "nothing has changed: the missing index is reason enough"
    both.sync()
    assert both.answer(sheet.title).fallback is Fallback.NONE
    assert get_engine().name == ELASTICSEARCH
    assert client.get("/sante/").json()["search"]["answers"] == ELASTICSEARCH


def test_one_change_reaches_both_and_both_answer_the_same(both: Index, structure: Any) -> None:
    both.sync()
    sheets = [factories.sheet(structure=structure, title=f"{WORD} {name}") for name in ("rouge", "des champs", "seul")]
    assert IndexChange.objects.filter(kind="fiche").count() == 2 * len(sheets)
    both.sync()
    sheets[0].unpublish()
    both.sync()
    query = as_query(asked=SearchRequest(text=WORD), groups=("public",))
    first, second = (engine_of(target=target).search(query) for target in (EMBEDDED, ELASTICSEARCH))
    assert [hit.uid for hit in first.hits] == [hit.uid for hit in second.hits]
    assert len(first.hits) == 2
    assert first.facets == second.facets
    assert [one.documents for one in states()] == [len(engine_of(target=EMBEDDED).digests())] * 2


def test_a_change_made_while_the_shared_index_is_rebuilt_is_in_the_new_one(both: Index, structure: Any) -> None:
    for _number in range(3):
        factories.sheet(structure=structure)
    both.sync()
    late: list[Any] = []

    def meanwhile(_written: int) -> None:
        if not late:
            late.append(factories.sheet(structure=structure, title=WORD))
            while drain(target=ELASTICSEARCH):
                pass

    rebuild(target=ELASTICSEARCH, watch=meanwhile, watch_every=1)
    assert both.found(WORD) == late
    assert drift(target=ELASTICSEARCH).is_clean


def test_the_shares_explained_add_up_to_the_server_s_score(both: Index, structure: Any) -> None:
    factories.sheet(structure=structure, title=f"Le {WORD} des voisins", pitfalls="Un potager partagé.")
    factories.sheet(structure=structure, title="Un potager partagé", pitfalls=f"On y voit un {WORD}.")
    both.sync()
    engine: Any = get_engine()
    for words in (WORD, f"{WORD} voisins", '"potager partagé"', f"potajer {WORD}"):
        results = engine.search(as_query(asked=SearchRequest(text=words), groups=("public",)))
        parts = parts_of(results.plan)
        assert results.hits
        for hit in results.hits:
            times = kind_weights()[hit.uid.partition(":")[0]]
            told = shares(parts, engine.worth(hit.uid, parts), times=times)
            assert sum(share.score for share in told) == pytest.approx(hit.score, rel=1e-3)


def test_the_commands_are_about_both(both: Index, sheet: Any) -> None:
    assert f"{ELASTICSEARCH}: building…" in run("search_rebuild")
    said = run("search_check")
    for target in (EMBEDDED, ELASTICSEARCH):
        assert f"{target}: comparing" in said
    assert f"found by {ELASTICSEARCH}" in run("search_query", sheet.title, "--explain")
    assert f"found by {EMBEDDED}" in run("search_query", sheet.title, "--target", EMBEDDED)
    engine_of(target=ELASTICSEARCH).delete([f"fiche:{sheet.pk}"])
    assert "repaired, 0 missing, 0 too many" in run("search_check", "--repair", "--target", ELASTICSEARCH)


def test_a_host_without_an_index_of_its_own_drains_the_shared_one(both: Index, sheet: Any, settings: Any) -> None:
    settings.SEARCH_EMBEDDED_HERE, settings.SEARCH_EMBEDDED_INDEXES = "", ()
    both.sync()
    assert both.answer(sheet.title).fallback is Fallback.NONE
    assert not list(Path(settings.SEARCH_INDEX_DIR).glob("*/current"))
