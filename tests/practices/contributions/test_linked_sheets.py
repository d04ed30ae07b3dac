"""Naming a sheet in a form rather than looking for it in a list of ten thousand, one sentence a test."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.contributions.acts.drafts import draft_of
from practices.contributions.forms.linked_sheets import MOST_OWN
from practices.contributions.forms.sheet import SheetForm
from practices.models import PracticePage, TestimonialPage
from search.things.registry import kind_of
from tests import factories
from tests.factories.many import many_sheets
from tests.practices.contributions.screens import edit_at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(outsider: Any) -> Any:
    """The structure of somebody else."""
    return outsider.memberships.get().structure


@pytest.fixture
def theirs(elsewhere: Any) -> Any:
    """A sheet of another structure, on line."""
    return factories.sheet(structure=elsewhere, title="Qui vient au jardin ?")


def named(typed: str, *, structure: Any, member: Any, **sent: Any) -> SheetForm:
    """The form of a new sheet in which a sheet is named."""
    data = {"title": "La nôtre", "inspired_by_named": typed, **sent}
    form = SheetForm(data, instance=PracticePage(), structure=structure, member=member)
    form.is_valid()
    return form


def answer_to(typed: str, structure: Any, member: Any) -> Any:
    """The sheet found, else the sentence beside the field."""
    form = named(typed, structure=structure, member=member)
    return form.errors["inspired_by_named"][0] if form.errors else form.cleaned_data["inspired_by"]


def test_a_sheet_is_found_by_its_title_however_it_is_copied(structure: Any, pilot: Any, theirs: Any) -> None:
    for typed in (theirs.title, "« Qui vient au jardin\u00a0? »", "  qui  vient au JARDIN ?", "Qui vient\tau jardin ?"):
        assert answer_to(typed, structure, pilot) == theirs, typed


def test_a_sheet_is_found_by_its_address_however_it_is_copied(structure: Any, pilot: Any, theirs: Any) -> None:
    for before in ("", "https://exemple.test", "http://127.0.0.1:8000", "www.exemple.test"):
        for after in ("", "?t=3#conversation", "?commentaire=12#commentaire-12"):
            assert answer_to(f"{before}{theirs.url}{after}", structure, pilot) == theirs
    assert answer_to(theirs.url.strip("/"), structure, pilot) == theirs
    for pasted in (
        "Regarde https://exemple.test%s !",
        "(HTTPS://exemple.test%s).",
        "Le titre\u00a0: https://exemple.test%s",
    ):
        assert answer_to(pasted % theirs.url, structure, pilot) == theirs, pasted


def test_a_few_words_are_enough_when_one_sheet_alone_has_them_and_it_is_said(
    structure: Any, pilot: Any, theirs: Any
) -> None:
    form = named("jardin vient", structure=structure, member=pilot)
    assert form.cleaned_data["inspired_by"] == theirs
    (remark,) = form.remarks
    assert theirs.title in remark
    assert not named(theirs.title, structure=structure, member=pilot).remarks


def test_several_sheets_are_told_apart_beside_the_field(structure: Any, pilot: Any, elsewhere: Any) -> None:
    for number in range(7):
        factories.sheet(structure=elsewhere, title=f"Le jardin du lundi {number}")
    said = answer_to("jardin", structure, pilot)
    assert said.count("Le jardin du lundi") == 5
    assert elsewhere.title in said
    twins = [factories.sheet(structure=where, title="Le repas") for where in (structure, elsewhere)]
    assert "collez son adresse" in answer_to("Le repas", structure, pilot)
    assert answer_to(twins[1].url, structure, pilot) == twins[1]


def test_a_sheet_one_may_not_read_is_said_like_one_that_does_not_exist(
    structure: Any, pilot: Any, elsewhere: Any
) -> None:
    secret = factories.sheet(structure=elsewhere, live=False, title="Le secret")
    absent = answer_to("Le mystère", structure, pilot)
    assert answer_to("Le secret", structure, pilot) == absent
    assert answer_to(secret.url, structure, pilot) == answer_to("/structures/nulle-part/rien/", structure, pilot)
    form = named("", structure=structure, member=pilot, inspired_by=secret.pk)
    assert "inspired_by" in form.errors


def test_a_sheet_is_not_inspired_by_itself(structure: Any, pilot: Any, sheet: Any) -> None:
    for sent in ({"inspired_by_named": sheet.title}, {"inspired_by": sheet.pk}):
        form = SheetForm(sent, instance=draft_of(page=sheet), structure=structure, member=pilot)
        assert not form.is_valid(), sent


HOSTILE = (
    "http://[", "//", "/", "%", "\x00", "\u202e", "<script>alert(1)</script>", "x" * 9000, "' OR 1=1 --", "é" * 400,
    "../" * 100, "http://\udcff/", "\\", "_%_", "9" * 400, "mot " * 120, "«»",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_text_breaks_the_field_nor_is_lost(signed_in: Client, structure: Any, typed: str) -> None:
    address = f"{reverse('contributions:start', args=['fiche'])}?structure={structure.pk}"
    typed = typed.encode(errors="replace").decode()
    response = signed_in.post(address, {"title": "La nôtre", "inspired_by_named": typed})
    assert response.status_code in (200, 302)
    kept = PracticePage.objects.get()
    assert kept.draft_title == "La nôtre"
    assert kept.inspired_by is None
    if response.status_code == 200:
        assert response.context["form"]["inspired_by_named"].value() == typed
        assert "<script>alert" not in text_of(response)


def test_what_was_named_is_kept_though_another_field_is_refused(signed_in: Client, structure: Any, theirs: Any) -> None:
    address = f"{reverse('contributions:start', args=['fiche'])}?structure={structure.pk}"
    response = signed_in.post(address, {"title": "t" * 200, "inspired_by_named": theirs.title})
    page = PracticePage.objects.child_of(structure).get()
    assert draft_of(page=page).inspired_by == theirs
    form = response.context["form"]
    assert (str(form["inspired_by"].value()), form["inspired_by_named"].value()) == (str(theirs.pk), "")
    assert theirs.title in str(form["inspired_by"])
    again = signed_in.get(edit_at(page)).context["form"]
    assert again["inspired_by"].value() == theirs.pk
    assert theirs.title in str(again["inspired_by"])


def test_the_list_holds_the_latest_sheets_of_the_team_and_no_other(structure: Any, pilot: Any, theirs: Any) -> None:
    many_sheets(structure, MOST_OWN + 5)
    form = SheetForm(instance=PracticePage(), structure=structure, member=pilot)
    shown = [label for _group, rows in form.fields["inspired_by"].choices[1:] for _pk, label in rows]
    assert len(shown) == MOST_OWN
    assert theirs.title not in shown
    assert "Fiche 000" not in shown
    oldest = PracticePage.objects.get(title="Fiche 000")  # from a form opened before
    assert not named("", structure=structure, member=pilot, inspired_by=oldest.pk).errors


def test_a_testimonial_links_a_sheet_of_the_network_by_its_name(
    signed_in: Client, structure: Any, theirs: Any, sheet: Any
) -> None:
    address = f"{reverse('contributions:start', args=['temoignage'])}?structure={structure.pk}"
    signed_in.post(address, {"title": "Nadia raconte", "sheet_1": sheet.pk, "sheet_named": theirs.url})
    page = TestimonialPage.objects.get()
    assert {one.pk for one in draft_of(page=page).sheets.all()} == {sheet.pk, theirs.pk}
    form = signed_in.get(edit_at(page)).context["form"]
    assert {form[f"sheet_{number}"].value() for number in (1, 2, 3)} == {sheet.pk, theirs.pk, ""}


def test_a_sheet_that_is_not_found_is_said_beside_its_field_and_the_rest_is_kept(
    signed_in: Client, structure: Any
) -> None:
    address = f"{reverse('contributions:start', args=['temoignage'])}?structure={structure.pk}"
    response = signed_in.post(address, {"title": "Nadia raconte", "sheet_named": "La fiche perdue"})
    assert "Aucune fiche n’a ce titre" in str(response.context["form"].errors["sheet_named"])
    assert response.context["form"]["sheet_named"].value() == "La fiche perdue"
    assert TestimonialPage.objects.get().draft_title == "Nadia raconte"


@pytest.mark.parametrize("kind", ["fiche", "temoignage"])
def test_a_form_asks_and_weighs_the_same_however_many_sheets_there_are(
    signed_in: Client, structure: Any, elsewhere: Any, kind: str
) -> None:
    address = f"{reverse('contributions:start', args=[kind])}?structure={structure.pk}"

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            length = len(signed_in.get(address).content)
        return len(queries), length

    many_sheets(structure, MOST_OWN)
    cost()
    before = cost()
    many_sheets(structure, 20)
    many_sheets(elsewhere, 20)
    cost()  # what is the same for everybody is read again after a change, once
    after = cost()
    assert after[0] == before[0]
    assert after[1] <= before[1] + 100


def test_what_is_proposed_while_typing_is_what_the_search_calls_sheets(signed_in: Client, structure: Any) -> None:
    page = text_of(signed_in.get(f"{reverse('contributions:start', args=['fiche'])}?structure={structure.pk}"))
    assert f'data-kind="{kind_of(PracticePage).plural}"' in page
    assert f'data-sheets="{reverse("suggestions_json")}"' in page


@pytest.mark.parametrize("typed", ["/structures/x/%00/", "http://h/%00", "%00/", "%ED%B3%BF", "/a/%ff%fe/"])
def test_an_address_that_no_database_bears_is_no_sheet_s(structure: Any, pilot: Any, typed: str) -> None:
    assert "Aucune fiche" in answer_to(typed, structure, pilot)


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("L’accueil des résidents", "L'accueil des résidents"),
        ("L’École ouverte", "l'ecole ouverte"),
        ("Le cœur du quartier", "le coeur du quartier"),
        ("Qui\u00a0vient\u202f?", "Qui vient?"),
        ("Un « mot » doux", 'Un "mot" doux'),
        ("Un café – deux thés", "un cafe - deux thes"),
    ],
)
def test_a_title_is_found_as_a_telephone_types_it(
    structure: Any, pilot: Any, elsewhere: Any, title: str, typed: str
) -> None:
    meant = factories.sheet(structure=elsewhere, title=title)
    factories.sheet(structure=elsewhere, title=f"{title} Le retour")
    assert answer_to(typed, structure, pilot) == meant


def test_the_title_of_a_draft_is_told_to_its_team_alone(structure: Any, pilot: Any, theirs: Any) -> None:
    theirs.title = "Le titre à venir"
    theirs.save_revision()
    form = named("", structure=structure, member=pilot, inspired_by=theirs.pk)
    assert "Qui vient au jardin" in str(form["inspired_by"])
    assert "Le titre à venir" not in str(form["inspired_by"])


def test_a_linked_sheet_one_may_not_read_any_more_stays_linked_and_is_not_told(
    signed_in: Client, structure: Any, pilot: Any, theirs: Any
) -> None:
    page = factories.sheet(structure=structure, live=False, owner=pilot, inspired_by=theirs)
    theirs.unpublish()
    form = signed_in.get(edit_at(page)).context["form"]
    assert "Une fiche que vous ne pouvez plus lire" in str(form["inspired_by"])
    assert theirs.title not in str(form["inspired_by"])
    sent = {"title": "Un autre titre", "inspired_by": theirs.pk, "revision": page.latest_revision_id}
    assert signed_in.post(edit_at(page), sent).status_code == 302
    assert draft_of(page=PracticePage.objects.get(pk=page.pk)).inspired_by_id == theirs.pk


def test_a_fourth_sheet_that_was_named_is_not_lost_when_a_teammate_wrote_meanwhile(
    signed_in: Client, structure: Any, pilot: Any
) -> None:
    many_sheets(structure, 4)
    first, second, third, fourth = PracticePage.objects.child_of(structure).order_by("pk")
    page = factories.testimonial(structure=structure, live=False, owner=pilot)
    opened = page.latest_revision_id
    page.title = "Le titre de l’autre"
    page.save_revision(user=pilot, clean=False)
    sent = {"title": "Le mien", "revision": opened, "sheet_named": fourth.title}
    sent |= {f"sheet_{number}": sheet.pk for number, sheet in enumerate((first, second, third), start=1)}
    response = signed_in.post(edit_at(page), sent)
    assert response.status_code == 409
    assert str(response.context["form"]["sheet_4"].value()) == str(fourth.pk)
