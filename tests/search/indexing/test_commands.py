"""What operators type: the truth in words and in the exit status, about every index of this host."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import PageViewRestriction

from search.answering.queries import SearchRequest, as_query
from search.engines.explanation import parts_of, shares
from search.indexing.drain import MOST_ATTEMPTS
from search.indexing.locks import replay_target
from search.indexing.record import record
from search.models import IndexChange, IndexState
from search.which_engine import ELASTICSEARCH, EMBEDDED
from tests import factories
from tests.search.broken_pages import broken
from tests.search.conftest import Index
from tests.search.talk import comment
from tests.the_index import get_engine

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def fails(*words: str) -> str:
    """What is said, its last sentence included, by a command that ends in failure."""
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command(*words, stdout=out, stderr=out)
    assert failure.value.returncode == 1
    return f"{out.getvalue()}{failure.value}"


@pytest.fixture
def garden(index: Index, structure: Any, pilot: Any) -> list[Any]:
    """Sheets that say the same things in different places."""
    sheets = [
        factories.sheet(structure=structure, title="La serre des voisins", pitfalls="Le potager demande du temps."),
        factories.sheet(structure=structure, title="Un potager partagé", pitfalls="On y accueille les voisins."),
        factories.sheet(structure=structure, title="Le café", pitfalls="Rien à voir, ou presque : un potager."),
    ]
    comment(page=sheets[0], member=pilot, text="Notre potager est né comme cela.")
    index.sync()
    return sheets


@pytest.mark.parametrize("words", ["potager", "potager des voisins", '"potager partagé" -serre', "potajer voisins"])
def test_the_shares_explained_add_up_to_the_score(garden: list[Any], words: str) -> None:
    query = as_query(asked=SearchRequest(text=words), groups=("public",))
    engine: Any = get_engine()
    results = engine.search(query)
    parts = parts_of(results.plan)
    assert results.hits
    for hit in results.hits:
        times = query.kind_weights[hit.uid.partition(":")[0]]
        told = shares(parts, engine.worth(hit.uid, parts), times=times)
        assert sum(share.score for share in told) == pytest.approx(hit.score, rel=1e-3)


def test_search_query_says_why_in_that_order(garden: list[Any]) -> None:
    said = run("search_query", "potajer", "--explain")
    assert "nothing holds « potajer », read as « potager »" in said
    assert "« potager » in title" in said
    lines = json.loads(run("search_query", "potajer", "--explain", "--json"))
    assert lines["results"][0]["why"][0]["score"] > 0
    assert lines["engine"] == EMBEDDED
    assert run("search_query", "potajer", "--exact").strip().startswith("0 found")


def test_search_query_shows_no_more_than_the_person_may_see(
    index: Index, structure: Any, teammate: Any, outsider: Any, facilitator: Any
) -> None:
    factories.sheet(structure=structure, title="Le secret du coquelicot", live=False)
    shown = factories.sheet(structure=structure, title="Le coquelicot du groupe")
    restriction = PageViewRestriction.objects.create(page=shown, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(teammate.groups.get())
    index.sync()
    assert "du groupe" in run("search_query", "coquelicot", "--as", teammate.email)
    for others in ((), ("--as", outsider.email)):
        said = run("search_query", "coquelicot", "--explain", *others)
        assert "groupe" not in said
        assert said.rstrip().splitlines()[-1].startswith("0 found")


def test_search_query_knows_who_may_sign_in(index: Index, teammate: Any) -> None:
    index.sync()
    assert "nobody has the address" in fails("search_query", "serre", "--as", "personne@exemple.test")
    teammate.is_active = False
    teammate.save()
    assert "is closed" in fails("search_query", "serre", "--as", teammate.email)


def test_search_query_asks_the_index_it_is_told(garden: list[Any]) -> None:
    assert "found by embedded" in run("search_query", "potager", "--target", EMBEDDED)
    assert "keeps no index called elsewhere" in fails("search_query", "potager", "--target", "elsewhere")


def test_without_any_index_search_query_fails(index: Index) -> None:
    assert "no engine answers" in fails("search_query", "potager")


def test_every_command_tells_how_each_index_is(garden: list[Any]) -> None:
    for command in ("search_rebuild", "search_drain", "search_check"):
        assert f"{EMBEDDED}: 5 documents; 0 waiting; 0 set aside" in run(command), command


def test_a_command_about_an_index_kept_elsewhere_says_where(index: Index, settings: Any) -> None:
    settings.SEARCH_EMBEDDED_INDEXES = (EMBEDDED, "web2")
    for command in ("search_rebuild", "search_drain", "search_check"):
        assert "kept by another host" in fails(command, "--target", "web2")
        assert "there is no index called nowhere" in fails(command, "--target", "nowhere")


def test_an_index_that_cannot_be_reached_hides_no_other(garden: list[Any], settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_ENGINE = ELASTICSEARCH
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    settings.ELASTICSEARCH_INDEX = f"faire-avec-test-{tmp_path.name.lower()}"
    for command in (("search_check",), ("search_check", "--repair")):
        said = fails(*command)
        assert f"{EMBEDDED}: 5 documents expected, 0 missing, 0 too many" in said
        assert f"{ELASTICSEARCH}: NOT READY" in said
        assert f"{ELASTICSEARCH} cannot be read" in said
    assert f"{EMBEDDED}: 5 documents, ready in" in fails("search_rebuild")


def test_search_drain_tries_again_what_waits_for_its_next_try(garden: list[Any]) -> None:
    sheet = garden[0]
    with broken(sheet):
        record(kind="fiche", ids=[sheet.pk])
        assert "1 still wait" in fails("search_drain")
        said = fails("search_drain")
    assert f"fiche:{sheet.pk} → embedded (tried 2 times): KeyError" in said


def test_what_is_set_aside_is_no_success(garden: list[Any]) -> None:
    sheet = garden[0]
    with broken(sheet):
        record(kind="fiche", ids=[sheet.pk])
        for _attempt in range(MOST_ATTEMPTS):
            said = fails("search_drain")
        assert "0 still wait" in said
        for command in ("search_drain", "search_check"):
            assert f"{EMBEDDED}: 1 changes were set aside" in fails(command), command
    record(kind="fiche", ids=[sheet.pk])
    assert "0 set aside" in run("search_drain")
    assert "0 set aside" in run("search_check")


def test_what_cannot_be_read_is_no_success(garden: list[Any]) -> None:
    with broken(garden[0]):
        said = fails("search_check")
        assert f"{EMBEDDED}: 4 documents expected, 0 missing, 0 too many, 0 out of date, 1 cannot be read" in said
        assert f"cannot be read: fiche:{garden[0].pk}" in said
        assert get_engine().digests().keys() >= {f"fiche:{garden[0].pk}"}
        fails("search_check", "--repair")
        assert f"fiche:{garden[0].pk}" not in get_engine().digests(), "who may read it is not known any more"
    assert "0 out of date" in run("search_check", "--repair")


def test_what_waits_for_an_index_kept_nowhere_can_be_forgotten(index: Index) -> None:
    IndexChange.objects.create(target="web9", kind="fiche", object_id=1)
    IndexChange.objects.create(target=replay_target(target="web9"), kind="fiche", object_id=1)
    IndexState.objects.create(target="web9")
    assert "web9: 2 changes dropped" in run("search_drain", "--forget", "web9")
    assert not IndexChange.objects.filter(target__startswith="web9").exists(), "nor what a rebuild kept for itself"
    assert "is kept" in fails("search_drain", "--forget", EMBEDDED)
