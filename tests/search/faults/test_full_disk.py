"""A disk that fills up while the index is written: the rows wait, the page answers, and room given back is enough."""

from collections.abc import Iterator

import pytest

from search.which_engine import EMBEDDED
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import SOUND
from tests.search.faults.scratch_site import ScratchSite
from tests.search.faults.small_disk import KILO, NoSmallDisk, small_disk

DISK = 6 * 1024  # kilobytes
ROOMS = (0, 4, 24, 128)
"""Kilobytes left: too little to open a writer, for the first file, for half of a segment, for nearly all of it."""

MANY, LONG = 60, 300
"""Definitions, and rare words in each: more than the largest room."""


@pytest.fixture(scope="module")
def site(new_site: NewSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScratchSite]:
    folder = tmp_path_factory.mktemp("site")
    try:
        with small_disk(folder / "search", kilobytes=DISK) as prefix:
            site = new_site(folder=folder, prefix=prefix)
            site.run("prepare", sheets=4)
            site.serve()
            yield site
    except NoSmallDisk as reason:
        pytest.skip(f"no small disk can be mounted here: {reason}")


def test_what_cannot_be_written_waits_and_the_page_answers(site: ScratchSite) -> None:
    for room in ROOMS:
        site.run("define", number=MANY, word=f"place{room}", longer=LONG)
        site.run("fill_disk", room=room * KILO)
        free = site.run("free_bytes")
        for _ in range(2):
            site.run("make_due")
            assert site.run("drain_once", target=EMBEDDED).startswith("EngineUnavailable")
        assert site.run("free_bytes") == free, "a write that failed leaves no file behind: the database needs the room"
        assert site.run("waiting") == MANY
        assert site.search("Fiche").is_plain
        site.run("free_disk")
        site.run("make_due")
        assert site.run("catch_up_and_look") == {EMBEDDED: SOUND}


def test_a_rebuild_without_room_leaves_the_old_index_and_no_file(site: ScratchSite) -> None:
    for room in ROOMS:
        site.run("fill_disk", room=room * KILO)
        free = site.run("free_bytes")
        assert site.start("build_anew").wait() == 1
        assert site.run("free_bytes") == free
        assert site.search("Fiche").is_plain
    site.run("free_disk")
    site.run("build_anew")
    assert site.run("look") == {EMBEDDED: SOUND}


def test_the_operator_is_told_and_the_site_catches_up_by_itself(site: ScratchSite) -> None:
    site.run("fill_disk", room=4 * KILO)
    site.run("change", word="plein")
    drained = site.manage("search_drain")
    assert drained.returncode == 1
    assert "No space left" in drained.stdout + drained.stderr
    site.run("free_disk")
    assert site.run("catch_up_and_look", word="plein") == {EMBEDDED: SOUND}
