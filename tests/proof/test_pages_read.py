"""What everybody reads, and the pages of accounts: axe-core finds nothing, whoever reads, wherever; nor does Nu."""

import pytest

from tests.proof.checkers import faults_seen_by_nu
from tests.proof.pages import READ, TEMPLATES_OF_ERRORS
from tests.proof.visits import Visit
from tests.proof.walk import Walk


@pytest.mark.parametrize("visit", READ, ids=lambda visit: visit.name)
def test_axe_finds_nothing(visit: Visit, walk: Walk) -> None:
    assert "\n".join(fault for role in visit.roles for fault in walk.faults(visit, role=role)) == ""


@pytest.mark.parametrize("visit", [visit for visit in READ if visit.wrong], ids=lambda visit: visit.name)
def test_axe_finds_nothing_when_a_form_is_sent_wrong(visit: Visit, walk: Walk) -> None:
    assert "\n".join(walk.faults_of_the_wrong(visit)) == ""


@pytest.mark.parametrize("template", TEMPLATES_OF_ERRORS)
def test_axe_finds_nothing_when_something_goes_wrong(template: str, walk: Walk) -> None:
    """The page of the error, as the site would show it, at an address that the browser is given by hand."""
    html = walk.things[template]
    page = walk.page("visitor")
    page.route("**/panne/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/panne/")
    page.unroute("**/panne/")
    walk.keep(template, html)
    assert "\n".join(walk.faults_shown(page, place=template)) == ""


def test_the_nu_checker_finds_no_error(walk: Walk) -> None:
    """In all the HTML that the tests above were given: it comes last."""
    assert "\n".join(faults_seen_by_nu(walk.folder)) == ""
