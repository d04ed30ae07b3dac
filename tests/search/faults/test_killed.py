"""kill -9 of whoever writes the index, many times at each kind of moment: nothing lost, no ghost, no double."""

import time
from pathlib import Path

import pytest

from search.which_engine import EMBEDDED
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import KILLED, ROUNDS, SOUND, assert_recovers, length_of, moments_of
from tests.search.faults.scratch_site import Child, ScratchSite, wait_until

pytestmark = pytest.mark.many


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> ScratchSite:
    site = new_site()
    site.run("prepare", sheets=4)
    site.serve()
    return site


def segments(generation: Path) -> set[str]:
    """The segments of which there are files, committed or not."""
    return {path.name.split(".")[0] for path in generation.glob("*.*") if not path.name.startswith((".", "meta"))}


def stamp(generation: Path) -> int:
    """Changes with each commit."""
    return (generation / "meta.json").stat().st_mtime_ns


def wait_for_files(site: ScratchSite, known: set[str], child: Child) -> None:
    """Until the files of a segment appear that no commit names yet."""
    wait_until(lambda: segments(site.generation) - known or "ended" in child.marks, what="a new segment")


def length_of_a_commit(site: ScratchSite, word: str) -> float:
    """Seconds from the first file of a new segment to the commit that names it."""
    generation, known, before = site.generation, segments(site.generation), stamp(site.generation)
    child = site.start("change_and_drain", word=word)
    wait_for_files(site, known, child)
    started = time.monotonic()
    wait_until(lambda: stamp(generation) != before, what="a commit")
    took = time.monotonic() - started
    child.value()
    return took


def test_a_writer_killed_in_the_middle_of_a_commit(site: ScratchSite) -> None:
    killed = 0
    for attempt, pause in moments_of(min(length_of_a_commit(site, f"essai{number}") for number in range(3))):
        word = f"commit{attempt}"
        generation, known, before = site.generation, segments(site.generation), stamp(site.generation)
        child = site.start("change_and_drain", word=word)
        wait_for_files(site, known, child)
        time.sleep(pause)
        child.kill()
        child.wait()
        killed += bool(segments(generation) - known) and stamp(generation) == before
        assert_recovers(site, word, EMBEDDED)
        if killed == ROUNDS:
            break


def test_a_drain_killed_at_any_moment(site: ScratchSite) -> None:
    killed = 0
    for attempt, pause in moments_of(length_of(site, "change_and_drain", "draining", word="mesure")):
        word = f"drain{attempt}"
        child = site.start("change_and_drain", word=word)
        child.reached("draining")
        time.sleep(pause)
        child.kill()
        killed += child.wait() == KILLED
        assert_recovers(site, word, EMBEDDED)
        if killed == ROUNDS:
            break


def test_a_rebuild_killed_at_any_moment(site: ScratchSite) -> None:
    killed = 0
    for attempt, pause in moments_of(length_of(site, "build_anew", "rebuilding")):
        word = f"rebuild{attempt}"
        site.run("change", word=word)
        child = site.start("build_anew")
        child.reached("rebuilding")
        time.sleep(pause)
        child.kill()
        killed += child.wait() == KILLED
        assert_recovers(site, word, EMBEDDED)
        if killed == ROUNDS:
            break


def test_what_killed_rebuilds_left_is_swept_by_the_next(site: ScratchSite) -> None:
    child = site.start("build_anew")
    wait_until(lambda: len(generations(site)) > 2 or "ended" in child.marks, what="a generation being built")
    child.kill()
    child.wait()
    site.run("build_anew")
    assert len(generations(site)) == 2, "the one in use, and the one before it"
    assert site.run("look") == {EMBEDDED: SOUND}


def test_the_operator_sees_that_all_is_well(site: ScratchSite) -> None:
    checked = site.manage("search_check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def generations(site: ScratchSite) -> list[Path]:
    return [path for path in site.index.iterdir() if path.is_dir()]
