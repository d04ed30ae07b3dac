"""Accounts, teams, invitations, requests, one's data: axe-core finds nothing, whoever comes, wherever; nor does Nu."""

import pytest

from tests.proof.checkers import faults_seen_by_nu
from tests.proof.pages import OF_PEOPLE
from tests.proof.visits import Visit
from tests.proof.walk import Walk


@pytest.mark.parametrize("visit", OF_PEOPLE, ids=lambda visit: visit.name)
def test_axe_finds_nothing(visit: Visit, walk: Walk) -> None:
    assert "\n".join(fault for role in visit.roles for fault in walk.faults(visit, role=role)) == ""


@pytest.mark.parametrize("visit", [visit for visit in OF_PEOPLE if visit.wrong], ids=lambda visit: visit.name)
def test_axe_finds_nothing_when_a_form_is_sent_wrong(visit: Visit, walk: Walk) -> None:
    assert "\n".join(walk.faults_of_the_wrong(visit)) == ""


def test_the_nu_checker_finds_no_error(walk: Walk) -> None:
    """In all the HTML that the tests above were given: it comes last."""
    assert "\n".join(faults_seen_by_nu(walk.folder)) == ""
