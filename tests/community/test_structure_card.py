"""Who keeps a structure's card, and what happens when they do, one sentence a test."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import PageLogEntry

from community.models import InvolvementLevel, StructurePage
from tests import factories

pytestmark = pytest.mark.django_db


def address(structure: Any) -> str:
    return reverse("structure_card", args=[structure.pk])


def card(structure: Any, **changes: Any) -> dict[str, Any]:
    """What the form sends back, untouched but for `changes`."""
    names = ("title", "tagline", "sector", "commune", "department", "area_type", "presentation", "website")
    sent = {name: getattr(structure, name) for name in names}
    return {**sent, "revision": structure.latest_revision_id or "", **changes}


def picture(name: str = "logo.png") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (20, 20), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")


def test_a_visitor_is_asked_to_sign_in(client: Any, structure: Any) -> None:
    response = client.get(address(structure))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_member_of_another_structure_finds_nothing(client: Any, structure: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.get(address(structure)).status_code == 404


def test_a_member_who_is_not_pilot_learns_whom_to_ask(client: Any, structure: Any, pilot: Any, teammate: Any) -> None:
    client.force_login(teammate)
    for response in (client.get(address(structure)), client.post(address(structure), card(structure, title="Pris"))):
        assert response.status_code == 403
        assert pilot.display_name in response.content.decode()
    structure.refresh_from_db()
    assert structure.title == "Le Café des Tilleuls"


def test_a_facilitator_edits_it_in_the_admin(client: Any, structure: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    response = client.get(address(structure))
    assert response.status_code == 302
    assert "/admin/" in response.url


@pytest.mark.parametrize("role", ["pilot", "copilot"])
def test_a_change_is_on_line_at_once_and_remembered(client: Any, structure: Any, role: str) -> None:
    person = factories.member(structure=structure, role=role)
    client.force_login(person)
    assert client.get(address(structure)).status_code == 200
    response = client.post(address(structure), card(structure, tagline="On répare, on cause."), follow=True)
    assert "est à jour" in response.content.decode()
    page = StructurePage.objects.get(pk=structure.pk)
    assert page.live
    assert page.tagline == "On répare, on cause."
    assert not page.has_unpublished_changes
    assert page.latest_revision.user == person
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", user=person).exists()


def test_the_address_does_not_change_with_the_name(client: Any, structure: Any, pilot: Any) -> None:
    client.force_login(pilot)
    client.post(address(structure), card(structure, title="Les Tilleuls"))
    page = StructurePage.objects.get(pk=structure.pk)
    assert (page.title, page.slug) == ("Les Tilleuls", structure.slug)


@pytest.mark.parametrize("name", ["title", "tagline", "sector", "commune", "department"])
def test_a_published_card_stays_complete_and_nothing_typed_is_lost(
    client: Any, structure: Any, pilot: Any, name: str
) -> None:
    client.force_login(pilot)
    response = client.post(address(structure), card(structure, **{name: "", "presentation": "Un long travail."}))
    assert response.status_code == 200
    assert name in response.context["form"].errors
    assert "Un long travail." in response.content.decode()
    assert getattr(StructurePage.objects.get(pk=structure.pk), name)


def test_a_card_that_is_not_on_line_needs_a_name_only_and_stays_so(client: Any, site: Any) -> None:
    structure = factories.structure(live=False)
    client.force_login(factories.member(structure=structure, role="pilot"))
    response = client.post(address(structure), {"title": "Bientôt", "revision": structure.latest_revision_id})
    assert response.status_code == 302
    page = StructurePage.objects.get(pk=structure.pk)
    assert not page.live
    assert page.title == "Bientôt"
    assert page.get_latest_revision_as_object().tagline == ""


def test_chosen_levels_carry_the_day_they_were_chosen(client: Any, structure: Any, pilot: Any) -> None:
    client.force_login(pilot)
    level = InvolvementLevel.objects.get(code="contributeur")
    client.post(address(structure), card(structure, target_levels=[level.pk]))
    page = StructurePage.objects.get(pk=structure.pk)
    assert list(page.target_levels.all()) == [level]
    assert page.levels_as_of == timezone.localdate()
    StructurePage.objects.filter(pk=page.pk).update(levels_as_of="2024-01-02")
    page.refresh_from_db()
    client.post(address(structure), card(page, target_levels=[level.pk], tagline="Autre phrase"))
    page = StructurePage.objects.get(pk=structure.pk)
    assert str(page.levels_as_of) == "2024-01-02", "the levels did not change: neither does their day"


def test_a_logo_goes_to_the_collection_of_the_structure_and_comes_off(client: Any, structure: Any, pilot: Any) -> None:
    client.force_login(pilot)
    client.post(address(structure), card(structure, logo_file=picture()))
    page = StructurePage.objects.get(pk=structure.pk)
    assert page.logo is not None
    assert page.logo.collection == structure.space.collection
    client.post(address(structure), card(page, logo_remove="on"))
    assert StructurePage.objects.get(pk=structure.pk).logo is None


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"),
        SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        picture("logo.exe"),
    ],
    ids=["not a picture", "a drawing with scripts", "another ending"],
)
def test_what_is_not_a_picture_is_refused_beside_the_field(client: Any, structure: Any, pilot: Any, file: Any) -> None:
    client.force_login(pilot)
    file.seek(0)
    response = client.post(address(structure), card(structure, logo_file=file))
    assert response.status_code == 200
    assert "logo_file" in response.context["form"].errors
    assert StructurePage.objects.get(pk=structure.pk).logo is None


def test_two_pilots_writing_together_lose_nothing(client: Any, structure: Any, pilot: Any) -> None:
    level = InvolvementLevel.objects.get(code="contributeur")
    mine = card(structure, tagline="Ma phrase", target_levels=[level.pk], logo_file=picture())
    colleague = factories.member(structure=structure, role="copilot", display_name="Awa, copilote")
    client.force_login(colleague)
    theirs = card(structure, tagline="Sa phrase", sector="alimentation", contact_optin="on")
    assert client.post(address(structure), theirs).status_code == 302
    client.force_login(pilot)
    response = client.post(address(structure), mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Awa, copilote a enregistré une autre version" in text
    assert "Ma phrase" in text
    told = dict(response.context["conflict"]["differences"])
    assert told == {
        "En une phrase": "Sa phrase",
        "Activité": StructurePage(sector="alimentation").get_sector_display(),
        "Niveaux visés": "(vide)",
        "Recevoir les messages d’autres structures": "oui",
    }
    assert "logo_file" in response.context["form"].errors, "a browser sends a file once: it must be chosen again"
    assert StructurePage.objects.get(pk=structure.pk).tagline == "Sa phrase"
    newest = StructurePage.objects.get(pk=structure.pk).latest_revision_id
    assert response.context["form"]["revision"].value() == newest
    assert client.post(address(structure), {**mine, "revision": newest, "logo_file": ""}).status_code == 302
    assert StructurePage.objects.get(pk=structure.pk).tagline == "Ma phrase"


def test_a_card_sent_without_its_version_is_not_taken_for_the_newest(client: Any, structure: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert client.post(address(structure), card(structure, tagline="Ma phrase", revision="")).status_code == 409


def test_a_draft_of_a_facilitator_is_not_published_by_the_way(client: Any, structure: Any, pilot: Any) -> None:
    draft = structure.get_latest_revision_as_object()
    draft.presentation = "Un essai de l’animation."
    draft.save_revision()
    client.force_login(pilot)
    fresh = StructurePage.objects.get(pk=structure.pk)
    client.post(address(structure), card(fresh, tagline="Bonjour"))
    page = StructurePage.objects.get(pk=structure.pk)
    assert (page.tagline, page.presentation) == ("Bonjour", "")


def test_a_card_locked_by_the_animation_waits(client: Any, structure: Any, pilot: Any, facilitator: Any) -> None:
    StructurePage.objects.filter(pk=structure.pk).update(locked=True, locked_by=facilitator)
    client.force_login(pilot)
    response = client.post(address(structure), card(structure, tagline="Ma phrase"))
    assert response.status_code == 200
    assert "réessayez" in response.content.decode()


@pytest.mark.parametrize("value", ["", "x" * 100_000, "<script>alert(1)</script>", "\x00", "‮", "-1", "9" * 40])
@pytest.mark.parametrize(
    "name", ["title", "sector", "department", "website", "target_levels", "revision", "staff_band"]
)
def test_no_value_breaks_the_form(client: Any, structure: Any, pilot: Any, name: str, value: str) -> None:
    client.force_login(pilot)
    response = client.post(address(structure), card(structure, **{name: value}))
    assert response.status_code in (200, 302, 409)
    assert "<script>alert(1)</script>" not in response.content.decode()
