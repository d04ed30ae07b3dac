"""A file that could not be kept is told, beside the field where another may be joined."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from practices.contributions.acts.drafts import draft_of
from practices.models import PracticePage, TestimonialPage
from tests.practices.contributions.screens import edit_at, text_of

pytestmark = pytest.mark.django_db


def signed_in_again(client: Client, member: Any, address: str) -> Any:
    client.force_login(member)
    return client.get(address)


def test_a_file_sent_after_the_session_ended_is_asked_again(draft: Any, teammate: Any) -> None:
    client = Client()
    form = {"pitfalls": "Le froid.", "upload_1": SimpleUploadedFile("l’affiche.pdf", b"%PDF-1.4"), "revision": ""}
    assert client.post(edit_at(draft), form)["Location"].startswith("/compte/login/")
    answer = signed_in_again(client, teammate, edit_at(draft))
    assert "Le froid." in text_of(answer)
    expected = "Le fichier « l’affiche.pdf » n’a pas pu être gardé : joignez-le de nouveau."
    assert answer.context["form"].errors["upload_1"] == [expected]
    assert expected in text_of(answer)


def test_each_file_of_a_new_testimonial_is_asked_again(structure: Any, teammate: Any) -> None:
    client = Client()
    address = f"{reverse('contributions:start', args=['temoignage'])}?structure={structure.pk}"
    files = {f"{name}_file": SimpleUploadedFile(f"{name}.bin", b"x") for name in ("media", "captions", "poster")}
    client.post(address, {"title": "Je regardais", **files})
    form = signed_in_again(client, teammate, address).context["form"]
    assert set(files) <= set(form.errors)
    assert form["title"].value() == "Je regardais"


def test_a_file_of_no_field_is_named_all_the_same(draft: Any, teammate: Any) -> None:
    client = Client()
    client.post(edit_at(draft), {"title": "A", "autre": SimpleUploadedFile("x.png", b"x")})
    answer = signed_in_again(client, teammate, edit_at(draft))
    assert "« x.png » n’a pas pu être gardé" in text_of(answer)


def test_without_a_file_nothing_is_said_of_files(draft: Any, teammate: Any) -> None:
    client = Client()
    client.post(edit_at(draft), {"title": "Le jardin"})
    assert "n’a pas pu être gardé" not in text_of(signed_in_again(client, teammate, edit_at(draft)))


def test_a_refused_document_is_told_and_keeps_its_label_beside_those_that_were_kept(
    signed_in: Client, draft: Any
) -> None:
    sent = {
        "upload_1": SimpleUploadedFile("bon.txt", b"Bonjour"),
        "upload_2": SimpleUploadedFile("bon aussi.txt", b"Bonjour"),
        "upload_3": SimpleUploadedFile("faux.pdf", b"<html>"),
        "upload_3_label": "La grande affiche",
    }
    answer = signed_in.post(edit_at(draft), {"title": "A", "revision": "", **sent})
    form = answer.context["form"]
    assert list(form.errors) == ["upload_1"]
    assert form["upload_1_label"].value() == "La grande affiche"
    assert len(draft_of(page=PracticePage.objects.get(pk=draft.pk)).attachments.all()) == 2
    assert not TestimonialPage.objects.exists()
