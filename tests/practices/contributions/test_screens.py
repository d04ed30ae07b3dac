"""The screens of writing and reviewing, by role, and what they never lose."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.models import SiteDocument
from practices.contributions.acts import drafts, states
from practices.models import PracticePage
from tests import factories
from tests.factories import small_files
from tests.practices.contributions.screens import ADDRESSES, complete, edit_at, hidden, start_at, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ADDRESSES)
def test_drafts_of_others_do_not_exist(name: str, draft: Any, outsider: Any) -> None:
    client = Client()
    client.force_login(outsider)
    address = reverse(f"contributions:{name}", args=[draft.pk])
    if name in ("edit", "preview", "take_off_line"):
        assert client.get(address).status_code == 404
    if name != "preview":
        assert client.post(address, {"title": "Volé"}).status_code == 404
    assert PracticePage.objects.get(pk=draft.pk).title == "Le jardin partagé"


@pytest.mark.parametrize("name", ["share", "mine", "waiting"])
def test_the_public_is_asked_to_sign_in_and_comes_back(name: str, client: Client, site: Any) -> None:
    address = reverse(f"contributions:{name}")
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={address}")


def test_a_person_without_a_structure_is_told_kindly(client: Client, site: Any) -> None:
    client.force_login(factories.member())
    assert "aucune structure" in text_of(client.get(reverse("contributions:share")))
    assert "aucune structure" in text_of(client.get(reverse("contributions:mine")))
    assert client.get(reverse("contributions:start", args=["fiche"])).url == reverse("contributions:share")


def test_a_person_of_two_structures_chooses(client: Client, structure: Any, teammate: Any) -> None:
    from community.models import Membership

    other = factories.structure(title="L’Atelier des Deux Rives")
    Membership.objects.create(member=teammate, structure=other)
    client.force_login(teammate)
    page = text_of(client.get(reverse("contributions:share")))
    assert f"?structure={structure.pk}" in page
    assert f"?structure={other.pk}" in page
    assert client.get(reverse("contributions:start", args=["fiche"])).status_code == 302
    client.post(start_at(other), complete())
    assert PracticePage.objects.get(title="Le parrainage à deux").get_parent().pk == other.pk


def test_nobody_starts_in_another_structure_by_its_number(signed_in: Client, outsider: Any) -> None:
    other = outsider.memberships.get().structure
    assert signed_in.post(start_at(other), complete()).status_code == 302
    assert not PracticePage.objects.filter(title="Le parrainage à deux").exists()


def test_the_seven_points_come_first_and_the_rest_is_folded(signed_in: Client, structure: Any) -> None:
    page = text_of(signed_in.get(start_at(structure))).split("<main")[1]
    assert page.index('name="pitfalls"') < page.index("<details") < page.index('name="user_term"')
    assert page.count("<textarea") >= 7
    assert "facultatif" in page


def test_a_draft_needs_neither_a_title_nor_anything_else(signed_in: Client, structure: Any) -> None:
    answer = signed_in.post(start_at(structure), {"action": "save", "audience": "Les familles"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("contributions:mine")
    assert "Sans titre" in text_of(answer)


def test_saving_leaving_and_coming_back_shows_the_same_text(signed_in: Client, structure: Any) -> None:
    signed_in.post(start_at(structure), complete(topics="café, parrainage", user_term="habitantes"))
    page = PracticePage.objects.get(title="Le parrainage à deux")
    shown = text_of(signed_in.get(edit_at(page)))
    for text in ("On demande qui veut.", "café, parrainage", "habitantes", "Deux parrains ont arrêté"):
        assert text in shown


def test_submitting_saves_first_then_says_what_is_missing(signed_in: Client, structure: Any) -> None:
    answer = signed_in.post(start_at(structure), complete(summary="", step_3="", action="submit"))
    page = PracticePage.objects.get(title="Le parrainage à deux")
    shown = text_of(answer)
    assert answer.status_code == 200
    assert f'action="{edit_at(page)}"' in shown
    assert "Votre brouillon est enregistré." in shown
    assert "On se retrouve autour d’un café." in shown
    assert 'id="id_summary_error"' in shown
    assert 'id="id_step_1_error"' in shown
    assert states.state_of(page) is states.State.DRAFT


def test_a_complete_sheet_is_submitted_in_one_go(signed_in: Client, structure: Any) -> None:
    answer = signed_in.post(start_at(structure), complete(action="submit"), follow=True)
    assert "C’est envoyé" in text_of(answer)
    assert states.state_of(PracticePage.objects.get(title="Le parrainage à deux")) is states.State.REVIEW


def test_a_text_too_long_is_counted_shown_again_and_the_rest_is_saved(signed_in: Client, draft: Any) -> None:
    long = "mot " * 60
    answer = signed_in.post(edit_at(draft), complete(summary=long, action="submit"))
    shown = text_of(answer)
    assert answer.status_code == 200
    assert "200 caractères" in shown
    assert "239" in shown
    assert long.strip() in shown
    saved = drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk))
    assert saved.title == "Le parrainage à deux"
    assert saved.summary == draft.summary
    assert states.state_of(saved) is states.State.DRAFT


def test_a_file_sent_with_an_incomplete_form_is_not_lost(signed_in: Client, structure: Any) -> None:
    file = SimpleUploadedFile("trame.pdf", small_files.PDF)
    answer = signed_in.post(
        start_at(structure), complete(summary="x" * 300, upload_1=file, upload_1_label="La trame", action="submit")
    )
    document = SiteDocument.objects.get()
    shown = text_of(answer)
    assert f'name="document" value="{document.pk}"' in shown
    assert 'value="La trame"' in shown
    page = PracticePage.objects.get(title="Le parrainage à deux")
    again = signed_in.post(
        edit_at(page),
        complete(
            revision=hidden(shown, "revision"),
            document=document.pk,
            action="submit",
            **{f"kept_{document.pk}_label": "La trame"},
        ),
    )
    assert again.status_code == 302
    assert drafts.draft_of(page=PracticePage.objects.get(pk=page.pk)).attachments.get().document == document


def test_a_refused_file_says_why(signed_in: Client, draft: Any) -> None:
    for name, content in (("virus.exe", b"MZ"), ("faux.pdf", b"MZ"), ("vide.pdf", b"")):
        shown = text_of(signed_in.post(edit_at(draft), complete(upload_1=SimpleUploadedFile(name, content))))
        assert 'id="id_upload_1_error"' in shown
    assert not SiteDocument.objects.exists()


def test_the_same_form_sent_twice_makes_one_sheet(signed_in: Client, structure: Any) -> None:
    token = hidden(text_of(signed_in.get(start_at(structure))), "token")
    for _click in range(2):
        assert signed_in.post(start_at(structure), complete(token=token)).status_code == 302
    assert PracticePage.objects.filter(title="Le parrainage à deux").count() == 1


def test_the_form_sent_again_after_the_back_button_updates_its_sheet(signed_in: Client, structure: Any) -> None:
    token = hidden(text_of(signed_in.get(start_at(structure))), "token")
    signed_in.post(start_at(structure), complete(token=token))
    signed_in.post(start_at(structure), complete(token=token, pitfalls="Autre chose."))
    page = PracticePage.objects.get(title="Le parrainage à deux")
    assert drafts.draft_of(page=page).pitfalls == "Autre chose."


def test_a_double_click_on_submit_opens_one_review(signed_in: Client, structure: Any) -> None:
    token = hidden(text_of(signed_in.get(start_at(structure))), "token")
    for _click in range(2):
        signed_in.post(start_at(structure), complete(token=token, action="submit"))
    page = PracticePage.objects.get(title="Le parrainage à deux")
    assert page.workflow_states.count() == 1


def test_two_people_writing_at_once_both_keep_their_text(
    signed_in: Client, draft: Any, pilot: Any, structure: Any
) -> None:
    opened = hidden(text_of(signed_in.get(edit_at(draft))), "revision")
    other = Client()
    other.force_login(pilot)
    other.post(edit_at(draft), complete(revision=opened, pitfalls="Le texte de la pilote."))

    file = SimpleUploadedFile("affiche.pdf", small_files.PDF)
    answer = signed_in.post(edit_at(draft), complete(revision=opened, pitfalls="Mon texte à moi.", upload_1=file))
    shown = text_of(answer)
    assert answer.status_code == 409
    assert pilot.display_name in shown
    assert "Le texte de la pilote." in shown
    assert "Mon texte à moi." in shown
    assert "affiche" in shown
    assert drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk)).pitfalls == "Le texte de la pilote."

    signed_in.post(edit_at(draft), complete(revision=hidden(shown, "revision"), pitfalls="Mon texte à moi."))
    assert drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk)).pitfalls == "Mon texte à moi."


def test_a_text_sent_while_it_went_to_review_is_shown_again(signed_in: Client, draft: Any, pilot: Any) -> None:
    opened = hidden(text_of(signed_in.get(edit_at(draft))), "revision")
    drafts.submit(page=draft, member=pilot)
    shown = text_of(signed_in.post(edit_at(draft), complete(revision=opened, pitfalls="Écrit trop tard.")))
    assert "Écrit trop tard." in shown
    assert "n’est pas enregistré" in shown


def test_a_text_sent_after_the_session_ended_is_found_after_signing_in(draft: Any, teammate: Any) -> None:
    client = Client()
    answer = client.post(edit_at(draft), complete(pitfalls="Une heure de travail."))
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={edit_at(draft)}")
    client.post(
        reverse("account_login"), {"login": teammate.email, "password": factories.PASSWORD, "next": edit_at(draft)}
    )
    shown = text_of(client.get(edit_at(draft)))
    assert "Une heure de travail." in shown
    assert "Il n’est pas encore enregistré" in shown
    assert "Une heure de travail." not in text_of(client.get(edit_at(draft)))


def test_a_form_from_an_old_page_is_explained(draft: Any, teammate: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(teammate)
    assert client.post(edit_at(draft), complete()).status_code == 403


def test_the_preview_shows_the_draft_to_its_team_and_to_facilitators_only(
    signed_in: Client, sheet: Any, structure: Any, teammate: Any, facilitator: Any
) -> None:
    signed_in.post(edit_at(sheet), complete(title="Le titre d’après"))
    address = reverse("contributions:preview", args=[sheet.pk])
    answer = signed_in.get(address)
    assert "Le titre d’après" in text_of(answer)
    assert "Aperçu" in text_of(answer)
    assert answer["Cache-Control"] == "private, no-store"
    client = Client()
    client.force_login(facilitator)
    assert "Le titre d’après" in text_of(client.get(address))
    assert "Le titre d’après" not in text_of(Client().get(sheet.url))
