"""Two versions of the site share an index for a while: the older one leaves alone the kinds that it does not know."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from search.engines.base import Document
from search.indexing.drift import drift, repair
from search.indexing.rebuild import rebuild
from search.indexing.record import write_down
from search.models import IndexChange
from tests import factories
from tests.search.conftest import Index
from tests.the_index import drain_all, get_engine

pytestmark = [pytest.mark.django_db, pytest.mark.suite("outbox")]
WORD = "coquelicot"
FROM_THE_NEXT_VERSION = "appel:3"


@pytest.fixture
def shared(each_engine: str, index: Index, structure: Any) -> tuple[str, Any]:
    """The name of an index that a newer version has written a call for practices into, and the sheet beside it."""
    sheet = factories.sheet(structure=structure, title=f"Un {WORD} sur la table")
    index.sync()
    call = Document(uid=FROM_THE_NEXT_VERSION, kind="appel", title=f"Qui plante des {WORD}s ?", groups=("public",))
    get_engine().index([call])
    return each_engine, sheet


def from_the_next_version(target: str) -> None:
    """What it writes down when a call for practices changes."""
    write_down([IndexChange(target=target, kind="appel", object_id=3)])


def test_what_only_the_next_version_knows_is_passed_over(shared: tuple[str, Any], index: Index, client: Client) -> None:
    _target, sheet = shared
    assert index.found(WORD) == [sheet]
    page = client.get(reverse("search"), {"q": WORD})
    assert page.status_code == 200
    assert sheet.title in page.content.decode().replace("<mark>", "").replace("</mark>", "")
    typed = client.get(reverse("suggestions"), {"q": WORD[:5]})
    assert typed.status_code == 200
    assert f"/{sheet.slug}/" in typed.content.decode()


def test_a_check_counts_what_it_does_not_know_and_a_repair_leaves_it(shared: tuple[str, Any]) -> None:
    target, sheet = shared
    get_engine().delete([f"fiche:{sheet.pk}"])
    found = drift(target=target)
    assert found.missing == {f"fiche:{sheet.pk}"}
    assert (len(found.ghosts), found.unknown) == (0, 1)
    assert repair(target=target).is_clean
    assert {FROM_THE_NEXT_VERSION, f"fiche:{sheet.pk}"} <= get_engine().digests().keys()


def test_changes_of_an_unknown_kind_wait_for_the_version_that_knows_it(
    shared: tuple[str, Any], index: Index, structure: Any
) -> None:
    target, _sheet = shared
    from_the_next_version(target)
    fresh = factories.sheet(structure=structure, title=f"Encore un {WORD}")
    assert drain_all() == 1
    assert fresh in index.found(WORD)
    row = IndexChange.objects.get()
    assert (row.kind, row.attempts, row.set_aside_at) == ("appel", 0, None)
    told = StringIO()
    with pytest.raises(CommandError):
        call_command("search_drain", stdout=told, stderr=told)
    assert f"{row} (waits): a kind that this version of the site does not know" in told.getvalue()


def test_a_rebuild_is_not_stopped_by_what_it_does_not_know(shared: tuple[str, Any], index: Index) -> None:
    target, sheet = shared
    rebuild(target=target, watch=lambda _written: from_the_next_version(target), watch_every=1)
    assert index.found(WORD) == [sheet]
    assert {row.kind for row in IndexChange.objects.all()} == {"appel"}
