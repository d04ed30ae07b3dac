"""What cannot be read or written: it blames nobody else, nothing stays public by its fault, and it is tried again."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.engines.base import Document, EngineUnavailable, Query
from search.indexing.drain import FIRST_WAIT, LONGEST_OUTAGE_WAIT, MOST_ATTEMPTS, drain
from search.indexing.drift import drift
from search.indexing.rebuild import rebuild
from search.indexing.record import record
from search.indexing.states import states
from search.models import IndexChange
from search.things import registry
from search.things.documents import DATABASE_IS_AWAY
from search.things.registry import kind_named
from search.things.subtree import SUBTREE
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.broken_pages import broken
from tests.search.conftest import Index
from tests.search.indexing.test_outbox import WORD, break_index, make_due, mend_index
from tests.search.talk import comment
from tests.the_index import drain_all, get_engine

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[str, int, int]]:
    return [(row.kind, row.object_id, row.attempts) for row in IndexChange.objects.all()]


def told_to_everybody() -> set[str]:
    """What the index alone would show to a visitor, whatever the database says."""
    return {hit.uid for hit in get_engine().search(Query(limit=100)).hits}


def once(act: Callable[[], None]) -> Callable[[int], None]:
    """What a rebuild calls as it reads: `act` happens the first time."""
    acts = [act]
    return lambda _written: acts.pop()() if acts else None


def test_what_cannot_be_read_leaves_the_index_and_holds_nothing_back(index: Index, structure: Any) -> None:
    odd = factories.sheet(structure=structure)
    index.sync()
    with broken(odd):
        record(kind="fiche", ids=[odd.pk])
        fresh = factories.sheet(structure=structure, title=WORD)
        assert drain_all() == 1
        assert index.found(WORD) == [fresh]
        assert f"fiche:{odd.pk}" not in told_to_everybody()
        waits = []
        for _attempt in range(MOST_ATTEMPTS - 1):
            waits.append(IndexChange.objects.get().next_try_at - timezone.now())
            make_due()
            drain_all()
    assert [round(wait / FIRST_WAIT) for wait in waits] == [1, 2, 4, 8, 16, 32, 64]
    row = IndexChange.objects.get()
    assert (row.object_id, row.attempts, bool(row.set_aside_at)) == (odd.pk, MOST_ATTEMPTS, True)
    assert "KeyError" in row.last_error
    assert drain_all() == 0


def test_what_cannot_be_read_waits_since_the_change_that_named_it(index: Index, structure: Any) -> None:
    odd = factories.sheet(structure=structure)
    index.sync()
    record(kind="fiche", ids=[odd.pk])
    long_ago = timezone.now() - timedelta(minutes=11)
    IndexChange.objects.update(created_at=long_ago)
    with broken(odd):
        drain_all()
    assert IndexChange.objects.get().created_at == long_ago


def test_what_the_engine_refuses_is_set_aside_and_holds_nothing_back(
    index: Index, structure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = factories.sheet(structure=structure)
    index.sync()
    kind, no_zone = kind_named("fiche"), datetime(2026, 1, 1)
    dated = replace(kind, date=lambda thing: no_zone if thing.pk == odd.pk else kind.date(thing))
    monkeypatch.setitem(registry._kinds, "fiche", dated)
    record(kind="fiche", ids=[odd.pk])
    fresh = factories.sheet(structure=structure, title=WORD)
    assert drain_all() == 0
    assert index.found(WORD) == [fresh]
    row = IndexChange.objects.get()
    assert (row.object_id, bool(row.set_aside_at), bool(row.last_error)) == (odd.pk, True, True)


def test_one_broken_sheet_keeps_nothing_of_its_structure_public(index: Index, structure: Any, outsider: Any) -> None:
    odd, plain = (factories.sheet(structure=structure) for _number in range(2))
    testimonial = factories.testimonial(structure=structure)
    said = comment(page=plain, member=outsider, text="Merci !")
    index.sync()
    below = {f"fiche:{plain.pk}", f"temoignage:{testimonial.pk}", f"structure:{structure.pk}"}
    assert {f"fiche:{odd.pk}", *below} <= told_to_everybody()
    with broken(odd):
        team = PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.GROUPS)
        team.groups.set([Group.objects.create(name="L’équipe")])
        drain_all()
        assert not told_to_everybody() & {f"fiche:{odd.pk}", f"commentaire:{said.pk}", *below}
        assert {f"commentaire:{said.pk}", *below} <= get_engine().digests().keys()
        assert rows() == [("fiche", odd.pk, 1)], "the broken sheet alone is tried again"
        for _attempt in range(MOST_ATTEMPTS):
            make_due()
            drain_all()
        assert IndexChange.objects.get().set_aside_at
    team.delete()
    index.sync()
    assert rows() == [], "what was set aside is settled by a change above it"
    assert {f"fiche:{odd.pk}", *below} <= told_to_everybody()


def test_a_row_that_cannot_be_spelled_out_waits_alone(index: Index, sheet: Any, monkeypatch: Any) -> None:
    def on_pages(page_ids: Any) -> list[int]:
        if sheet.pk in page_ids:
            raise LookupError("a kind that counts badly")
        return []

    index.sync()
    monkeypatch.setitem(registry._kinds, "terme", replace(registry.kind_named("terme"), on_pages=on_pages))
    record(kind=SUBTREE, ids=[sheet.pk])
    fresh = factories.sheet(structure=sheet.get_parent(), title=WORD)
    assert drain_all() == 1
    assert rows() == [(SUBTREE, sheet.pk, 1)]
    assert index.found(WORD) == [fresh]


def test_an_outage_counts_no_try_against_what_waited_for_it(index: Index, sheet: Any, settings: Any) -> None:
    index.sync()
    break_index(Path(settings.SEARCH_INDEX_DIR))
    record(kind="fiche", ids=[sheet.pk])
    for _attempt in range(MOST_ATTEMPTS + 1):
        make_due()
        with pytest.raises(EngineUnavailable):
            drain(target=EMBEDDED)
    mend_index(Path(settings.SEARCH_INDEX_DIR))
    with broken(sheet):
        make_due()
        assert drain_all() == 1
        row = IndexChange.objects.get()
        assert (row.attempts, row.set_aside_at) == (1, None), "its first failure of its own"
    make_due()
    index.sync()
    assert sheet in index.found(sheet.title)


@pytest.mark.django_db(transaction=True)
def test_the_columns_of_another_version_blame_nothing(index: Index) -> None:
    """Between the migration of an upgrade and the restart of what runs."""
    sheet = factories.sheet(structure=factories.structure())
    index.sync()
    record(kind="fiche", ids=[sheet.pk])
    rename = "ALTER TABLE practices_practicepage RENAME COLUMN {} TO {}"
    with connection.cursor() as cursor:
        cursor.execute(rename.format("pitfalls", "pitfalls_later"))
    try:
        with pytest.raises(DATABASE_IS_AWAY):
            drain(target=EMBEDDED)
        assert rows() == [("fiche", sheet.pk, 0)]
        assert f"fiche:{sheet.pk}" in told_to_everybody()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(rename.format("pitfalls_later", "pitfalls"))
    index.sync()


@pytest.mark.parametrize(
    ("age", "wait"),
    [(timedelta(), FIRST_WAIT), (timedelta(seconds=6), timedelta(seconds=6)), (timedelta(1), LONGEST_OUTAGE_WAIT)],
)
def test_an_engine_that_fails_makes_a_row_wait_as_long_as_it_has(
    index: Index, sheet: Any, settings: Any, age: timedelta, wait: timedelta
) -> None:
    index.sync()
    break_index(Path(settings.SEARCH_INDEX_DIR))
    record(kind="fiche", ids=[sheet.pk])
    IndexChange.objects.update(created_at=timezone.now() - age)
    with pytest.raises(EngineUnavailable):
        drain(target=EMBEDDED)
    row = IndexChange.objects.get()
    assert abs(row.next_try_at - timezone.now() - wait) < timedelta(seconds=1)
    assert (row.attempts, "EngineUnavailable" in row.last_error) == (0, True)


def test_what_a_drainer_renames_while_a_rebuild_catches_up_is_not_lost(index: Index, structure: Any) -> None:
    """It has written to the index in use, and its rows change names between the two readings of the rebuild."""
    index.sync()
    late: list[Any] = []
    renamed: list[str] = []

    def as_a_drainer_does(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if late and not renamed and sql.startswith("SELECT") and "search_indexchange" in sql:
            renamed.append(sql)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE search_indexchange SET target = %s", [f"{EMBEDDED}-replay"])
        return found

    def publish() -> None:
        late.append(factories.sheet(structure=structure, title=WORD))

    with connection.execute_wrapper(as_a_drainer_does):
        rebuild(target=EMBEDDED, watch=once(publish), watch_every=1)
    assert renamed
    assert index.found(WORD) == late
    assert drift(target=EMBEDDED).is_clean


def test_a_page_that_cannot_be_read_when_a_rebuild_catches_up_does_not_end_it(index: Index, structure: Any) -> None:
    odd, other = (factories.sheet(structure=structure, title=f"{WORD} {number}") for number in range(2))
    index.sync()
    with broken(odd):
        report = rebuild(target=EMBEDDED, watch=once(lambda: record(kind="fiche", ids=[odd.pk])), watch_every=1)
    assert [bad.uid for bad in report.rejected] == [f"fiche:{odd.pk}"], "once, though it was looked at twice"
    assert index.found(WORD) == [other]
    index.sync()
    assert set(index.found(WORD)) == {odd, other}
    assert not IndexChange.objects.exists()


def test_a_page_mended_during_a_rebuild_is_not_set_aside(index: Index, structure: Any) -> None:
    odd = factories.sheet(structure=structure, title=WORD)
    index.sync()
    with ExitStack() as until_mended:
        until_mended.enter_context(broken(odd))

        def mend() -> None:
            until_mended.close()
            record(kind="fiche", ids=[odd.pk])

        report = rebuild(target=EMBEDDED, watch=once(mend), watch_every=1)
    assert report.rejected == ()
    assert index.found(WORD) == [odd]
    index.sync()
    assert not IndexChange.objects.exists()


def test_a_rebuild_forgets_what_a_check_had_found(index: Index, sheet: Any) -> None:
    index.sync()
    get_engine().delete([f"fiche:{sheet.pk}"])
    get_engine().index([Document(uid="fiche:999999", kind="fiche", title="Fantôme", groups=("public",))])
    drift(target=EMBEDDED)
    assert [(one.missing, one.ghosts) for one in states()] == [(1, 1)]
    rebuild(target=EMBEDDED)
    assert [(one.missing, one.ghosts, one.needs_a_look) for one in states()] == [(0, 0, False)]
