"""The index follows the database: nothing lost, nothing twice, nobody waits."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from community.models import InvolvementLevel, StructureIndexPage
from practices.models import Lever
from search.indexing.drain import drain
from search.indexing.drift import drift
from search.indexing.rebuild import rebuild
from search.indexing.record import record
from search.indexing.upkeep import record_and_wake
from search.models import IndexChange
from search.which_engine import EMBEDDED
from tests import factories
from tests.search.conftest import Index
from tests.the_index import drain_all, get_engine

pytestmark = pytest.mark.django_db
WORD = "coquelicot"
on_each_engine = pytest.mark.suite("outbox")  # such a test asks for `each_engine`, the name of the index it is run on


def break_index(root: Path) -> None:
    """Let nobody take the writer's lock, as on a disk that refuses to write; the index stays sound."""
    for lock in root.glob("*/write.lock"):
        lock.unlink()
        lock.mkdir()


def mend_index(root: Path) -> None:
    for lock in root.glob("*/write.lock"):
        lock.rmdir()


def make_due() -> None:
    IndexChange.objects.update(next_try_at=timezone.now())


def test_the_first_drain_builds_the_index(index: Index, sheet: Any) -> None:
    assert not get_engine().health().is_ready
    index.sync()
    assert get_engine().health().is_ready
    assert drift(target=EMBEDDED).is_clean


def test_a_change_rolled_back_leaves_no_row(index: Index, sheet: Any) -> None:
    index.sync()
    with transaction.atomic():
        sheet.save()
        assert IndexChange.objects.exists()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()


def test_saving_a_draft_writes_nothing_down(index: Index, sheet: Any) -> None:
    index.sync()
    sheet.title = "Un autre titre"
    sheet.save_revision()
    assert not IndexChange.objects.exists()


def test_the_front_page_saved_again_leaves_the_rest_alone(index: Index, site: Any, sheet: Any) -> None:
    index.sync()
    site.save_revision().publish()
    assert not IndexChange.objects.exists()


def test_a_live_sheet_saved_again_is_one_row(index: Index, sheet: Any) -> None:
    index.sync()
    sheet.save_revision().publish()
    assert [(row.kind, row.object_id) for row in IndexChange.objects.all()] == [("fiche", sheet.pk)]


@on_each_engine
def test_a_move_carries_the_sheets_along(each_engine: str, index: Index, structure: Any, sheet: Any) -> None:
    other = factories.structure(title="Les Coquelicots", department="Somme")
    index.sync()
    assert index.found(selected={"territory": ("Somme",)}) == [other]
    sheet.move(other, pos="last-child")
    index.sync()
    assert sheet in index.found(selected={"territory": ("Somme",)})


@on_each_engine
def test_a_renamed_structure_is_found_through_its_sheets(
    each_engine: str, index: Index, structure: Any, sheet: Any
) -> None:
    structure.title = f"Le {WORD}"
    structure.save_revision().publish()
    index.sync()
    assert sheet in index.found(WORD)


@pytest.mark.parametrize(
    ("model", "field", "value"), [(Lever, "slug", "accueil"), (InvolvementLevel, "code", "acteur")]
)
def test_a_renamed_word_is_found_through_the_pages_that_carry_it(
    index: Index, sheet: Any, model: Any, field: str, value: str
) -> None:
    index.sync()
    word = model.objects.get(**{field: value})
    word.name = WORD
    word.save()
    index.sync()
    assert sheet in index.found(WORD)


@on_each_engine
def test_a_deleted_lever_leaves_the_filters(each_engine: str, index: Index, structure: Any) -> None:
    lever = Lever.objects.create(name="Gouvernance", slug="gouvernance")
    factories.sheet(structure=structure, levers=("gouvernance",))
    index.sync()
    assert index.answer().facets["lever"]["gouvernance"] == 1
    lever.delete()
    index.sync()
    assert "gouvernance" not in index.answer().facets["lever"]


@on_each_engine
def test_a_deleted_structure_takes_its_sheets_out_of_the_index(
    each_engine: str, index: Index, structure: Any, sheet: Any
) -> None:
    index.sync()
    structure.delete()
    assert sheet not in index.found(sheet.title)
    index.sync()
    assert drift(target=each_engine).is_clean


@on_each_engine
def test_exactly_the_rows_taken_are_deleted(each_engine: str, index: Index, sheet: Any) -> None:
    index.sync()
    record(kind="fiche", ids=[sheet.pk, sheet.pk, sheet.pk])
    assert drain(target=each_engine, limit=2) == 2
    assert IndexChange.objects.count() == 1


@pytest.mark.parametrize("ids", [[], [1]])
@pytest.mark.parametrize("kind", ["temoignag", "", "fiches"])
def test_a_change_of_a_kind_that_nobody_registered_is_refused_where_it_is_written_down(
    kind: str, ids: list[int], index: Index
) -> None:
    index.sync()
    for write in (record, record_and_wake):
        with pytest.raises(ValueError, match=f"« {kind} » is no registered kind"):
            write(kind=kind, ids=ids)
    assert not IndexChange.objects.exists()


@on_each_engine
def test_a_change_made_during_a_rebuild_is_in_the_new_index(each_engine: str, index: Index, structure: Any) -> None:
    for _number in range(3):
        factories.sheet(structure=structure)
    index.sync()
    late: list[Any] = []

    def meanwhile(_written: int) -> None:
        if not late:  # a drainer applies this one to the old index while the new one is being written
            late.append(factories.sheet(structure=structure, title=WORD))
            while drain(target=each_engine):
                pass

    rebuild(target=each_engine, watch=meanwhile, watch_every=1)
    assert index.found(WORD) == late
    assert not IndexChange.objects.exists()
    assert drift(target=each_engine).is_clean


@on_each_engine
def test_rows_that_waited_before_a_rebuild_are_covered_by_it(each_engine: str, index: Index, sheet: Any) -> None:
    record(kind="fiche", ids=[sheet.pk])
    rebuild(target=each_engine)
    assert not IndexChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_published_is_found_by_itself_and_unpublished_is_hidden_at_once(index: Index, settings: Any) -> None:
    settings.BACKGROUND_WORK = True
    structure = factories.structure()
    index.sync()
    sheet = factories.sheet(structure=structure, title=WORD)
    assert until(lambda: index.found(WORD) == [sheet])
    sheet.unpublish()
    assert index.found(WORD) == []
    assert until(lambda: not IndexChange.objects.exists())


@pytest.mark.django_db(transaction=True)
def test_two_drainers_at_once_lose_nothing(index: Index) -> None:
    structure = factories.structure()
    index.sync()
    for _number in range(12):
        factories.sheet(structure=structure)
    drainers = [threading.Thread(target=drain_and_close) for _ in range(2)]
    for drainer in drainers:
        drainer.start()
    for drainer in drainers:
        drainer.join(timeout=30)
    assert not IndexChange.objects.exists()
    assert drift(target=EMBEDDED).is_clean


@on_each_engine
def test_the_list_of_structures_off_line_hides_everything_below(each_engine: str, index: Index, sheet: Any) -> None:
    index.sync()
    StructureIndexPage.objects.get().unpublish()
    index.sync()
    assert index.answer(sheet.title).total == 0


def until(is_true: Any, *, seconds: float = 10.0) -> bool:
    """Whether it becomes true; the patience is for a busy machine, not a promise."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_true():
            return True
        time.sleep(0.02)
    return False


def drain_and_close() -> None:
    from django.db import connection

    try:
        drain_all()
    finally:
        connection.close()
