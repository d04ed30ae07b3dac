"""Several processes at once: two drainers, a rebuild under a site that lives, one killed before it could drain."""

import pytest

from search.which_engine import EMBEDDED
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import KILLED, SOUND
from tests.search.faults.scratch_site import Child, ScratchSite, wait_until

CHANGES = 200
SHEETS = 8  # one page of results holds ten


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> ScratchSite:
    """Whoever publishes drains in a thread of its own process, as a web process does."""
    site = new_site(FAIRE_AVEC_BACKGROUND="true")
    site.run("prepare", sheets=1, terms=10)
    return site


@pytest.fixture(scope="module")
def quiet_site(new_site: NewSite) -> ScratchSite:
    """Nothing drains here but what the test starts."""
    site = new_site()
    site.run("prepare", sheets=1, terms=0)
    site.serve()
    return site


def test_two_drainers_at_once_apply_each_change_and_end_well(quiet_site: ScratchSite) -> None:
    drainers = [quiet_site.start("drain_as_long_as", definitions=CHANGES) for _ in range(2)]
    writer = quiet_site.start("define", number=CHANGES, word="ensemble")
    rounds = [drainer.value() for drainer in drainers]
    assert writer.wait() == 0
    assert sum(rounds) > 1, "the work was there to be shared"
    assert quiet_site.run("look") == {EMBEDDED: SOUND}
    assert quiet_site.search("ensemble").is_plain


def test_two_operators_draining_at_once_both_end_well(quiet_site: ScratchSite) -> None:
    quiet_site.run("define", number=CHANGES, word="double")
    drainers = [quiet_site.start("drain_until_done") for _ in range(2)]
    assert [drainer.value() for drainer in drainers] == [0, 0]
    assert quiet_site.run("look") == {EMBEDDED: SOUND}


def test_what_a_killed_process_left_is_taken_up_by_the_next_that_serves(site: ScratchSite) -> None:
    assert left_by_a_killed_process(site) > 0
    site.serve(background=True)
    wait_until(lambda: site.search("orphelin").hits == SHEETS, what="the rows of the dead", poll=0.1)
    wait_until(lambda: site.run("waiting") == 0, what="an empty outbox", poll=0.1)
    assert site.run("look") == {EMBEDDED: SOUND}


def left_by_a_killed_process(site: ScratchSite) -> int:
    """Publish and die before the thread that drains has done; returns how many changes are left."""
    child = site.start("publish_together", word="orphelin", number=SHEETS)
    child.reached("published")
    child.kill()
    assert child.wait() == KILLED
    return int(site.run("waiting"))


def test_a_change_made_during_a_rebuild_is_found_meanwhile_and_afterwards(site: ScratchSite) -> None:
    """Half of the sheets come while the rebuild reads, and half while it ends: none is lost by the switch."""
    gate = site.folder / "go on"
    rebuild = site.start("build_anew_and_wait", until=str(gate))
    rebuild.reached("half-way")
    site.run("publish", titles=[f"Pendant {number}" for number in range(SHEETS // 2)])
    wait_until(lambda: site.search("Pendant").hits == SHEETS // 2, what="found in the old index", poll=0.05)
    assert "ended" not in rebuild.marks
    gate.touch()
    publisher = site.start("publish", titles=[f"Pendant encore {number}" for number in range(SHEETS // 2)])
    found_until_the_end(site, rebuild)
    assert rebuild.wait() == 0
    assert publisher.wait() == 0
    assert site.run("catch_up_and_look") == {EMBEDDED: SOUND}


def found_until_the_end(site: ScratchSite, rebuild: Child) -> None:
    """Ask until the rebuild is over and all are found: what was found stays found, across the switch."""
    seen = SHEETS // 2

    def is_over() -> bool:
        nonlocal seen
        hits = site.search("Pendant").hits
        assert hits >= seen, "what was found stays found, across the switch"
        seen = hits
        return "ended" in rebuild.marks and seen == SHEETS

    wait_until(is_over, what="all that was published during the rebuild", poll=0.02)
