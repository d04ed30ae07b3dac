"""Web processes forked from one that had already searched: each sees what others write."""

import re

import pytest

from tests.search.faults.conftest import NewSite
from tests.search.faults.scratch_site import ScratchSite, wait_until

WORKERS = 2


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> ScratchSite:
    site = new_site()
    site.run("prepare", sheets=1)
    site.serve(workers=WORKERS)
    return site


@pytest.mark.parametrize("word", ["bourdon", "coquelicot"])  # the second time, each child has the index open itself
def test_children_see_the_commits_made_after_the_fork(site: ScratchSite, word: str) -> None:
    assert "the parent has searched" in site.log()
    already = len(who_answered(site))
    site.run("publish", titles=[f"Un {word} au passage"])
    site.run("drain_until_done")
    wait_until(lambda: every_worker_finds(site, word, already), what="an answer of each worker", poll=0)


def every_worker_finds(site: ScratchSite, word: str, already: int) -> bool:
    """Each visit finds it, whoever answers; true once all of them have answered."""
    assert site.search(word).hits == 1
    return len(set(who_answered(site)[already:])) == WORKERS


def who_answered(site: ScratchSite) -> list[str]:
    """The process id of the worker that answered each search so far."""
    return re.findall(r"worker (\d+) answers /recherche/", site.log())


def test_children_see_the_index_that_replaced_theirs(site: ScratchSite) -> None:
    site.run("build_anew")
    site.run("build_anew")  # twice: the generation that the children opened is swept away
    for _ in range(10):
        answer = site.search("passage")
        assert answer.is_plain
        assert answer.hits == 2


def test_servers_that_hang_would_say_where(site: ScratchSite) -> None:
    assert "wait_for_and_dispatch_events" in site.stacks()
