"""A testimonial's sheets in the admin are named one a line, one sentence a test."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Site

from practices.contributions.acts import wastebasket
from practices.contributions.acts.drafts import draft_of
from practices.models import TestimonialPage
from tests import factories
from tests.factories.many import many_sheets
from tests.practices.admin.test_page_editing import form_of
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Any, facilitator: Any) -> Any:
    client.force_login(facilitator)
    return client


@standing
def told(structure: Any) -> Any:
    """A testimonial that names two sheets."""
    page = factories.testimonial(structure=structure)
    page.sheets.set([factories.sheet(structure=structure, title=title) for title in ("Le jardin", "Le repas")])
    page.save()
    page.save_revision()
    return page


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def named(page: Any) -> set[str]:
    return {sheet.title for sheet in draft_of(page=TestimonialPage.objects.get(pk=page.pk)).sheets.all()}


def test_what_is_linked_stays_linked_when_the_page_is_saved_as_it_is(desk: Any, told: Any) -> None:
    form = form_of(desk.get(edit(told)))
    assert sorted(line.partition(" (/")[0] for line in form["sheets"].split("\n") if line) == ["Le jardin", "Le repas"]
    assert desk.post(edit(told), form).status_code == 302
    assert named(told) == {"Le jardin", "Le repas"}


def test_what_is_linked_stays_linked_where_there_are_several_sites(desk: Any, told: Any) -> None:
    root = factories.structure(title="La Ressourcerie du Marais")
    Site.objects.create(hostname="ressourcerie.test", root_page=root, port=443)
    form = form_of(desk.get(edit(told)))
    assert "Le jardin (http" in form["sheets"]
    assert desk.post(edit(told), form).status_code == 302
    assert named(told) == {"Le jardin", "Le repas"}


def test_a_sheet_is_added_by_its_title_or_its_address_and_taken_off_by_its_line(
    desk: Any, told: Any, outsider: Any
) -> None:
    elsewhere = outsider.memberships.get().structure
    factories.sheet(structure=elsewhere, title="Le goûter")
    draft = factories.sheet(structure=elsewhere, live=False, title="La fête")
    form = form_of(desk.get(edit(told)))
    form["sheets"] = f"« Le goûter »\n\n  https://exemple.test{draft.get_url()}  \nLe jardin\nLe jardin"
    assert desk.post(edit(told), form).status_code == 302
    assert named(told) == {"Le goûter", "La fête", "Le jardin"}


@pytest.mark.parametrize(
    "line",
    ["La fiche perdue", "9" * 40, "-1", "\x00\ud800", "<script>x</script>", "http://[", "²", "/%00/", "Titre (/%00/)"],
)
def test_a_line_that_names_no_sheet_is_told_and_stays_in_the_field(desk: Any, told: Any, line: str) -> None:
    line = line.encode(errors="replace").decode()
    form = form_of(desk.get(edit(told)))
    form["sheets"] = f"Le jardin\n{line}"
    response = desk.post(edit(told), form)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "ne désigne pas une seule fiche" in shown
    assert "<script>x</script>" not in shown
    assert "Le jardin (/" in shown
    assert named(told) == {"Le jardin", "Le repas"}


def test_a_sheet_thrown_away_is_nobody_s(desk: Any, told: Any, structure: Any, pilot: Any) -> None:
    thrown = factories.sheet(structure=structure, live=False, title="Le brouillon jeté", owner=pilot)
    wastebasket.throw_away(page=thrown, member=pilot)
    form = form_of(desk.get(edit(told)))
    form["sheets"] = "Le brouillon jeté"
    assert desk.post(edit(told), form).status_code == 200


def test_the_page_weighs_the_same_however_many_sheets_there_are(desk: Any, told: Any, structure: Any) -> None:
    before = len(desk.get(edit(told)).content)
    many_sheets(structure, 30)
    assert abs(len(desk.get(edit(told)).content) - before) < 500
