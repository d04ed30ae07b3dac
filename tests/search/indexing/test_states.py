"""What is known of each index, and what becomes of an index that differs from the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.engines.base import Document, EngineUnavailable
from search.indexing.drain import LONGEST_OUTAGE_WAIT, drain
from search.indexing.drift import drift, repair
from search.indexing.rebuild import rebuild
from search.indexing.record import record
from search.indexing.states import TargetState, states
from search.indexing.upkeep import drain_fully, try_again, worker_of
from search.models import IndexChange, IndexState
from search.things import registry
from search.things.subtree import SUBTREE
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.conftest import Index
from tests.search.indexing.test_outbox import make_due
from tests.the_index import drain_all, get_engine

pytestmark = pytest.mark.django_db


def state(target: str = EMBEDDED) -> TargetState:
    return next(one for one in states() if one.target == target)


@pytest.fixture
def disk_without_room(settings: Any) -> Any:
    """A folder where nothing can be written, until it is called."""
    folder = settings.SEARCH_INDEX_DIR
    settings.SEARCH_INDEX_DIR = folder.parent / "a-file" / "search"
    (folder.parent / "a-file").write_text("not a folder")

    def freed() -> None:
        settings.SEARCH_INDEX_DIR = folder

    return freed


def test_an_index_in_step_needs_no_look(index: Index, sheet: Any) -> None:
    index.sync()
    one = state()
    assert (one.is_ready, one.waiting, one.set_aside, one.needs_a_look) == (True, 0, 0, False)
    assert one.documents == len(get_engine().digests())
    assert one.written_at


def test_the_oldest_change_that_waits_tells_how_late_an_index_is(index: Index, sheet: Any) -> None:
    index.sync()
    record(kind="fiche", ids=[sheet.pk, sheet.pk])
    assert state().waiting == 2
    assert not state().is_late
    IndexChange.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert state().is_late


def test_the_states_cost_two_queries(index: Index, sheet: Any, settings: Any, django_assert_num_queries: Any) -> None:
    settings.SEARCH_EMBEDDED_INDEXES = (EMBEDDED, "web2", "web3")
    with django_assert_num_queries(2):
        assert [one.target for one in states()] == [EMBEDDED, "web2", "web3"]


def test_an_index_kept_elsewhere_is_known_by_what_its_host_wrote_down(index: Index, settings: Any) -> None:
    settings.SEARCH_EMBEDDED_INDEXES = (EMBEDDED, "web2")
    assert not state("web2").is_ready
    IndexState.objects.create(target="web2", written_at=timezone.now(), documents=12)
    assert (state("web2").is_ready, state("web2").documents) == (True, 12)


def test_rows_of_an_index_that_nobody_keeps_are_shown(index: Index) -> None:
    IndexChange.objects.create(target="web9", kind="fiche", object_id=1)
    assert not state("web9").is_kept
    assert state("web9").needs_a_look


def test_a_failure_is_noted_with_its_words_and_forgotten_by_nobody(
    index: Index, sheet: Any, disk_without_room: Any
) -> None:
    waiting = drain_fully(target=EMBEDDED)
    assert waiting > 0
    one = state()
    assert one.failed_at
    assert "a-file" in one.last_error
    disk_without_room()
    index.sync()
    assert state().written_at > one.failed_at
    assert state().failed_at == one.failed_at


def test_an_outage_never_makes_a_change_wait_long_once_it_is_over(index: Index, sheet: Any, monkeypatch: Any) -> None:
    index.sync()
    record(kind="fiche", ids=[sheet.pk])

    def refuse(*_: Any) -> None:
        raise EngineUnavailable("no room left on the disk")

    with monkeypatch.context() as outage:
        outage.setattr(type(get_engine()), "index", refuse)
        for _attempt in range(12):
            make_due()
            with pytest.raises(EngineUnavailable):
                drain(target=EMBEDDED)
    row = IndexChange.objects.get()
    assert row.set_aside_at is None, "the engine was at fault, not the row"
    assert row.next_try_at - timezone.now() <= LONGEST_OUTAGE_WAIT


def test_the_first_success_after_an_outage_takes_everything_along(index: Index, structure: Any) -> None:
    index.sync()
    late = factories.sheet(structure=structure, title="En retard")
    IndexChange.objects.update(attempts=3, next_try_at=timezone.now() + timedelta(hours=1))
    IndexState.objects.filter(target=EMBEDDED).update(failed_at=timezone.now() + timedelta(seconds=1))
    fresh = factories.sheet(structure=structure, title="Toute neuve")
    index.sync()
    assert index.found("retard") == [late]
    assert index.found("neuve") == [fresh]


def test_what_was_set_aside_can_be_tried_again(index: Index, sheet: Any) -> None:
    index.sync()
    IndexChange.objects.create(
        target=EMBEDDED, kind="fiche", object_id=sheet.pk, attempts=8, set_aside_at=timezone.now()
    )
    assert drain_all() == 0
    assert try_again(target=EMBEDDED) == 1
    assert IndexChange.objects.get().attempts == 0, "it would be set aside at its first failure"
    assert drain_all() == 0
    assert not IndexChange.objects.exists()


def test_what_is_tried_again_wakes_who_drains(
    index: Index, sheet: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    index.sync()
    settings.BACKGROUND_WORK = True
    with django_capture_on_commit_callbacks() as told:
        assert try_again(target=EMBEDDED) == 0
    assert told == []
    IndexChange.objects.create(target=EMBEDDED, kind="fiche", object_id=sheet.pk, set_aside_at=timezone.now())
    with django_capture_on_commit_callbacks() as told:
        assert try_again(target=EMBEDDED) == 1
    assert told == [worker_of(target=EMBEDDED).wake]


def test_what_was_set_aside_is_forgotten_once_it_is_looked_at_again(index: Index, sheet: Any) -> None:
    index.sync()
    for kind in (SUBTREE, "fiche"):
        IndexChange.objects.create(target=EMBEDDED, kind=kind, object_id=sheet.pk, set_aside_at=timezone.now())
    record(kind=SUBTREE, ids=[sheet.pk])
    assert drain_all() == 0
    assert not IndexChange.objects.exists()


def test_a_check_is_written_down(index: Index, sheet: Any) -> None:
    index.sync()
    get_engine().delete([f"fiche:{sheet.pk}"])
    get_engine().index([Document(uid="fiche:999999", kind="fiche", title="Fantôme", groups=("public",))])
    drift(target=EMBEDDED)
    one = state()
    assert one.checked_at
    assert (one.missing, one.ghosts, one.needs_a_look) == (1, 1, True)
    assert repair(target=EMBEDDED).is_clean
    assert (state().missing, state().ghosts) == (0, 0)


def test_a_page_published_while_it_is_compared_is_no_difference(index: Index, structure: Any, monkeypatch: Any) -> None:
    index.sync()
    engine = get_engine()
    read = type(engine).digests
    published: list[Any] = []

    def then_somebody_publishes(self: Any) -> Any:
        held = read(self)
        if not published:
            published.append(factories.sheet(structure=structure))
            assert drain_all() == 0
        return held

    monkeypatch.setattr(type(engine), "digests", then_somebody_publishes)
    assert drift(target=EMBEDDED).is_clean
    assert published


def test_repairing_an_index_that_cannot_be_read_builds_it_anew(index: Index, sheet: Any) -> None:
    with pytest.raises(EngineUnavailable):
        drift(target=EMBEDDED)
    assert repair(target=EMBEDDED).is_clean
    assert sheet in index.found(sheet.title)


def unreadable(pk: int, monkeypatch: Any) -> None:
    """One sheet whose text cannot be made."""
    kind = registry.kind_named("fiche")
    told = kind.text

    def text(thing: Any) -> str:
        if thing.pk == pk:
            raise LookupError("a block of an unknown type")
        return told(thing)

    from dataclasses import replace

    monkeypatch.setitem(registry._kinds, "fiche", replace(kind, text=text))


def test_a_page_that_cannot_be_read_stops_no_rebuild_and_is_set_aside(
    index: Index, structure: Any, monkeypatch: Any
) -> None:
    odd, plain = (factories.sheet(structure=structure, title=title) for title in ("Étrange", "Ordinaire"))
    with monkeypatch.context() as broken:
        unreadable(odd.pk, broken)
        report = rebuild(target=EMBEDDED)
        assert [bad.uid for bad in report.rejected] == [f"fiche:{odd.pk}"]
        row = IndexChange.objects.get()
        assert (row.object_id, bool(row.set_aside_at)) == (odd.pk, True)
        assert "unknown type" in row.last_error
        assert index.found("ordinaire") == [plain]
        found = drift(target=EMBEDDED)
        assert (found.differing, found.unreadable, found.is_clean) == (set(), {f"fiche:{odd.pk}"}, False)
    assert rebuild(target=EMBEDDED).rejected == ()
    assert not IndexChange.objects.exists(), "a rebuild that could read it settles it"
