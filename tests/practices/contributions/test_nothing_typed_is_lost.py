"""What the form, the preview and the review say: what was not kept and why, what was asked, what comes next."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from practices.contributions.acts import drafts, review
from practices.models import PracticePage, TestimonialPage
from tests import factories
from tests.practices.contributions.screens import complete, edit_at, start_at, text_of

pytestmark = pytest.mark.django_db

REQUEST = "Pouvez-vous dire qui range la salle ?"


def visit(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def preview_at(page: Any) -> str:
    return reverse("contributions:preview", args=[page.pk])


@pytest.fixture
def asked(draft: Any, teammate: Any, facilitator: Any) -> Any:
    """The draft, given back with a request."""
    drafts.submit(page=draft, member=teammate)
    review.ask_for_changes(page=draft, member=facilitator, comment=REQUEST)
    return PracticePage.objects.get(pk=draft.pk)


@pytest.mark.parametrize("action", ["save", "preview", "submit"])
@pytest.mark.parametrize("typed", [{}, {"title": "   ", "licence": "cc-by-sa", "step_1": "\n"}])
@pytest.mark.parametrize("kind", ["fiche", "temoignage"])
def test_an_empty_form_saves_nothing_and_says_so(
    kind: str, typed: dict[str, str], action: str, signed_in: Client, structure: Any
) -> None:
    address = f"{reverse('contributions:start', args=[kind])}?structure={structure.pk}"
    shown = text_of(signed_in.post(address, {**typed, "action": action}))
    assert "rien n’est enregistré" in shown
    assert 'name="action" value="save"' in shown
    assert not PracticePage.objects.exists()
    assert not TestimonialPage.objects.exists()


@pytest.mark.parametrize(
    "typed", [{"step_2": "Un café."}, {"cowritten": "on"}, {"upload_1": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}]
)
def test_a_form_that_says_one_thing_is_a_draft(typed: dict[str, Any], signed_in: Client, structure: Any) -> None:
    signed_in.post(start_at(structure), {**typed, "action": "save"})
    assert PracticePage.objects.count() == 1


@pytest.mark.parametrize("action", ["save", "preview", "submit"])
def test_what_was_not_kept_is_named_with_its_reason(action: str, signed_in: Client, draft: Any) -> None:
    too_long = "Un titre sans fin " * 10
    sent = complete(title=too_long, summary="Une phrase neuve.", topics="a,b,c,d,e,f,g,h,i", action=action)
    shown = text_of(signed_in.post(edit_at(draft), sent))
    said = shown.split('role="status"')[1].split("</div>")[0]
    assert "sauf" in said
    assert "Titre : " in said
    assert "80" in said
    assert "Mots-clés : Gardez 8 mots-clés" in said
    assert too_long.strip() in shown
    assert drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk)).summary == "Une phrase neuve."
    assert drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk)).title == "Le jardin partagé"
    assert "data-unsaved" in shown


def test_a_refused_file_is_to_be_joined_again(signed_in: Client, draft: Any) -> None:
    sent = complete(upload_1=SimpleUploadedFile("affiche.pdf", b"MZ"), action="save")
    said = text_of(signed_in.post(edit_at(draft), sent)).split('role="status"')[1].split("</div>")[0]
    assert "Document à joindre : " in said
    assert "joindre de nouveau" in said


def test_what_is_only_missing_is_saved(signed_in: Client, draft: Any) -> None:
    shown = text_of(signed_in.post(edit_at(draft), complete(pitfalls="", action="submit")))
    assert "Il reste 1 point à revoir" in shown
    assert "data-unsaved" not in shown


def test_what_was_asked_stands_at_the_top_of_the_form_and_of_the_preview(
    asked: Any, signed_in: Client, facilitator: Any
) -> None:
    for address in (edit_at(asked), preview_at(asked)):
        shown = text_of(signed_in.get(address)).split("<main")[1]
        assert REQUEST in shown
        assert f"Ce que {facilitator.display_name} vous demande" in shown
        assert shown.index(REQUEST) < shown.index("Deux personnes accueillent")
    again = text_of(signed_in.post(edit_at(asked), complete(pitfalls="", action="submit")))
    assert REQUEST in again


def test_what_was_asked_is_not_asked_any_more_once_answered(asked: Any, signed_in: Client, teammate: Any) -> None:
    drafts.submit(page=asked, member=teammate)
    assert REQUEST not in text_of(signed_in.get(preview_at(asked)))


def test_the_last_request_is_the_one_shown(asked: Any, signed_in: Client, teammate: Any, facilitator: Any) -> None:
    drafts.submit(page=asked, member=teammate)
    review.ask_for_changes(page=asked, member=facilitator, comment="Et en hiver ?")
    shown = text_of(signed_in.get(edit_at(asked)))
    assert "Et en hiver ?" in shown
    assert REQUEST not in shown


def test_the_preview_submits(signed_in: Client, draft: Any) -> None:
    shown = text_of(signed_in.get(preview_at(draft))).split("<main")[1]
    assert "C’est un brouillon." in shown
    assert shown.count("brouillon.") == 1
    assert f'action="{reverse("contributions:submit", args=[draft.pk])}"' in shown
    signed_in.post(reverse("contributions:submit", args=[draft.pk]))
    after = text_of(signed_in.get(preview_at(draft)))
    assert "en relecture" in after
    assert reverse("contributions:submit", args=[draft.pk]) not in after


def test_a_preview_says_what_is_missing_instead_of_a_button_that_refuses(signed_in: Client, structure: Any) -> None:
    page = factories.sheet(structure=structure, live=False, pitfalls="")
    shown = text_of(signed_in.get(preview_at(page)))
    assert "il manque encore" in shown
    assert "Ce qui a coincé : " in shown
    assert reverse("contributions:submit", args=[page.pk]) not in shown
    film = factories.testimonial(structure=structure, live=False, consent_days=None)
    assert reverse("contributions:consents", args=[film.pk]) in text_of(signed_in.get(preview_at(film)))


def test_a_preview_is_sent_by_mail_as_a_draft_that_wants_an_account(signed_in: Client, draft: Any, sheet: Any) -> None:
    from urllib.parse import unquote

    shown = text_of(signed_in.get(preview_at(draft))).split("<main")[1]
    assert shown.count("mailto:") == 1
    mail = unquote(shown.split('href="mailto:')[1].split('"')[0])
    assert "Notre brouillon : Le jardin partagé" in mail
    assert "connectez-vous" in mail
    assert "Envoyer par e-mail à mon équipe" in text_of(signed_in.get(sheet.url))


def test_saving_to_see_the_preview_says_that_it_is_saved(signed_in: Client, structure: Any) -> None:
    shown = text_of(signed_in.post(start_at(structure), complete(action="preview"), follow=True))
    assert "Il est enregistré." in shown
    assert "data-saved" in shown


def test_a_facilitator_comes_back_from_the_preview(draft: Any, facilitator: Any) -> None:
    shown = text_of(visit(facilitator).get(preview_at(draft)))
    assert reverse("contributions:review", args=[draft.pk]) in shown
    assert reverse("contributions:submit", args=[draft.pk]) not in shown
    assert reverse("contributions:edit", args=[draft.pk]) not in shown


def test_the_review_page_holds_the_text_before_the_answer(draft: Any, teammate: Any, facilitator: Any) -> None:
    drafts.submit(page=draft, member=teammate)
    shown = text_of(visit(facilitator).get(reverse("contributions:review", args=[draft.pk]))).split("<main")[1]
    for step in factories.STEPS:
        assert shown.index(step) < shown.index('value="approve"')
    assert shown.count("<h1") == 1
    assert f"envoyé par {teammate.display_name}" in shown
    assert "mailto:" not in shown.split("<footer")[0]


def test_a_film_is_played_on_the_review_page(structure: Any, teammate: Any, facilitator: Any) -> None:
    film = factories.testimonial(structure=structure, live=False, kind="video", owner=teammate)
    drafts.submit(page=film, member=teammate)
    client = visit(facilitator)
    shown = text_of(client.get(reverse("contributions:review", args=[film.pk])))
    assert "<video" in shown
    assert film.media.url in shown
    assert client.get(film.media.url).status_code == 200


def test_a_refusal_on_the_review_page_keeps_the_text_and_the_answer(
    draft: Any, teammate: Any, facilitator: Any
) -> None:
    drafts.submit(page=draft, member=teammate)
    client = visit(facilitator)
    answer = {"action": "approve", "comment": "Très beau.", "read": "1"}
    shown = text_of(client.post(reverse("contributions:review", args=[draft.pk]), answer))
    assert "relisez-la" in shown
    assert "Très beau." in shown
    assert factories.STEPS[0] in shown
    assert "data-unsaved" in shown


def test_the_changes_are_shown_beside_the_whole_text(
    sheet: Any, structure: Any, teammate: Any, facilitator: Any
) -> None:
    visit(teammate).post(edit_at(sheet), complete(action="submit"))
    shown = text_of(visit(facilitator).get(reverse("contributions:review", args=[sheet.pk])))
    assert "Ce qui change par rapport à la version en ligne" in shown
    assert shown.index("<ins>") < shown.index('class="review__page"')
    assert "On se retrouve autour d’un café." in shown.split('class="review__page"')[1]
