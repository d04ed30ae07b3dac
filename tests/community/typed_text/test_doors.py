"""Every door where people write takes what a paste brings along, and calls blank what nobody can see."""

import unicodedata
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from community.models import Member, Notification, SiteDocument
from practices.contributions.acts import drafts
from practices.models import ConsentRecord, GlossaryTerm, PracticePage
from tests import factories
from tests.community.accounts.factors.hands import entered_ago
from tests.community.comments.talk import filled, write_url
from tests.factories import small_files
from tests.practices.contributions.screens import complete, edit_at, start_at
from tests.practices.contributions.test_consents import agreement, list_of

pytestmark = pytest.mark.django_db

PASTED = "Coller depuis un PDF\x07 ou PowerPoint\x0bce\x00 cafe\u0301\ufffe\u200b"
KEPT = "Coller depuis un PDF ou PowerPoint\nce café"
ON_ONE_LINE = KEPT.replace("\n", " ")
UNSEEN = "\u200b\u200d\ufeff"
REQUIRED = "Ce champ est à remplir."


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_comment_keeps_what_is_seen_and_a_blank_one_is_asked_for_words(sheet: Any, outsider: Any) -> None:
    client = signed_in(outsider)
    answer = client.post(write_url(sheet), filled(sheet, UNSEEN))
    assert "Écrivez quelques mots avant d’envoyer." in answer.content.decode()
    client.post(write_url(sheet), filled(sheet, PASTED))
    assert [comment.comment for comment in sheet.comments.all()] == [KEPT]


def test_a_sheet_keeps_what_is_seen_and_a_blank_title_is_missing(structure: Any, teammate: Any) -> None:
    client = signed_in(teammate)
    values = {"title": PASTED, "summary": PASTED, "pitfalls": PASTED, "step_1": PASTED, "step_2": UNSEEN}
    client.post(start_at(structure), complete(**values))
    draft = drafts.draft_of(page=PracticePage.objects.get())
    assert (draft.title, draft.summary) == (ON_ONE_LINE, ON_ONE_LINE)
    assert draft.pitfalls == KEPT
    assert [step.value for step in draft.steps] == [KEPT, "On fait le point après un mois."]
    answer = client.post(edit_at(draft), complete(title=UNSEEN, action="submit", revision=draft.latest_revision_id))
    assert "Donnez un titre" in answer.content.decode()


def test_a_title_that_nobody_can_see_is_no_title(structure: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    draft.title, draft.pitfalls = UNSEEN, "\u2800\u3164 \u0301"
    assert {"title", "pitfalls"} <= set(draft.missing())


def test_the_name_of_an_agreement(structure: Any, pilot: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, consent_days=None)
    client = signed_in(pilot)
    answer = client.post(list_of(page), agreement(person=UNSEEN))
    assert REQUIRED in answer.content.decode()
    client.post(list_of(page), agreement(person=PASTED))
    assert ConsentRecord.objects.get().person == ON_ONE_LINE


def test_the_message_to_a_structure(structure: Any, pilot: Any, outsider: Any) -> None:
    page = factories.sheet(structure=structure, contact_optin=True)
    client = signed_in(outsider)
    answer = client.post(reverse("contact", args=[page.pk]), {"text": UNSEEN})
    assert "Écrivez votre message avant de l’envoyer." in answer.content.decode()
    client.post(reverse("contact", args=[page.pk]), {"text": PASTED})
    assert KEPT in Notification.objects.get(recipient=pilot).body


def test_what_a_facilitator_answers(structure: Any, teammate: Any, facilitator: Any) -> None:
    page = factories.sheet(structure=structure, live=False, owner=teammate)
    drafts.submit(page=page, member=teammate)
    client, address = signed_in(facilitator), reverse("contributions:review", args=[page.pk])
    answer = client.post(address, {"comment": UNSEEN, "action": "reject"})
    assert "Dites à l’équipe ce qu’il faut changer." in answer.content.decode()
    client.post(address, {"comment": PASTED, "action": "reject"})
    assert KEPT in Notification.objects.get(recipient=teammate, kind="changes_asked").body


def test_the_card_of_a_structure(structure: Any, pilot: Any) -> None:
    client, address = signed_in(pilot), reverse("structure_card", args=[structure.pk])
    page = client.get(address).content.decode()
    assert REQUIRED in client.post(address, _sent(page, title=UNSEEN)).content.decode()
    client.post(address, _sent(page, title=PASTED))
    structure.refresh_from_db()
    assert structure.title == ON_ONE_LINE


@pytest.mark.parametrize("asked", [UNSEEN, "\x00"])
def test_the_search_box(client: Client, site: Any, asked: str) -> None:
    answer = client.get("/recherche/", {"q": asked})
    assert answer.context["asked"].text == ""
    assert answer.context["form"].errors == {}


def test_the_forms_of_the_admin(facilitator: Any) -> None:
    client = signed_in(facilitator)
    address = reverse(GlossaryTerm.snippet_viewset.get_url_name("add"))
    answer = client.post(address, {"term": UNSEEN, "definition": "Un mot."})
    assert answer.status_code == 200
    client.post(address, {"term": PASTED, "definition": PASTED})
    term = GlossaryTerm.objects.get(term=ON_ONE_LINE)
    assert term.definition == KEPT


def test_a_page_written_in_the_admin_its_stream_included(facilitator: Any, structure: Any) -> None:
    client = signed_in(facilitator)
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", structure.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data.update({"title": PASTED, "slug": "collee", "steps-count": "1", "steps-0-deleted": "", "steps-0-order": "0"})
    data.update({"steps-0-type": "step", "steps-0-value": PASTED})
    assert client.post(address, data).status_code == 302
    draft = drafts.draft_of(page=PracticePage.objects.get(slug="collee"))
    assert draft.title == ON_ONE_LINE
    assert [step.value for step in draft.steps] == [KEPT]


def test_an_account_pasted_with_what_nobody_sees_is_kept_without_it(facilitator: Any, teammate: Any) -> None:
    data = {"email": "nadia@exem\u200bple.test\u200b", "display_name": PASTED}
    entered_ago(Client(), facilitator).post(reverse("person", args=[teammate.pk]), data)
    member = Member.objects.get(email="nadia@exemple.test")
    assert member.display_name == ON_ONE_LINE


def test_the_name_of_a_file_sent_from_a_mac_keeps_its_accents(structure: Any, teammate: Any) -> None:
    name = unicodedata.normalize("NFD", "Trame à compléter été.pdf")
    document = SimpleUploadedFile(name, small_files.PDF)
    signed_in(teammate).post(start_at(structure), complete(upload_1=document))
    stored = SiteDocument.objects.get()
    assert "été" in stored.filename


def test_a_password_is_kept_to_the_letter(client: Client, pilot: Any) -> None:
    password = "  e\u0301te\u0301 au jardin\u200b "
    pilot.set_password(password)
    pilot.save()
    answer = client.post(reverse("account_login"), {"login": pilot.email, "password": password})
    assert answer.status_code == 302


def test_what_the_browser_lets_pass_is_not_refused_nor_the_contrary(sheet: Any, outsider: Any) -> None:
    client = signed_in(outsider)
    as_long_as_can_be = "🙂" * 1499 + "\r\n" + "a"  # a browser counts 2 for an emoji, 1 for the end of a line
    client.post(write_url(sheet), filled(sheet, as_long_as_can_be))
    assert sheet.comments.get().comment == as_long_as_can_be.replace("\r\n", "\n")
    answer = client.post(write_url(sheet), filled(sheet, as_long_as_can_be + "b"))
    assert "3001 caractères, pour 3000 au plus" in answer.content.decode().replace("\u202f", "")


def test_a_title_written_by_a_script_stops_neither_the_feed_nor_the_mail(
    client: Client, structure: Any, teammate: Any, facilitator: Any
) -> None:
    page = factories.sheet(structure=structure, title="Le café\x07 du\x0c mardi\ufffe", summary="Une\x00 phrase\x1b.")
    assert page.summary == "Une phrase."
    ElementTree.fromstring(client.get(reverse("feed")).content)  # noqa: S314 – our own output
    PracticePage.objects.filter(pk=page.pk).update(title="Le jardin\x07 \r partagé\ufffe")  # as an old row is
    page = factories.sheet(structure=structure, live=False, owner=teammate, title="L’été\x07")
    drafts.submit(page=page, member=teammate)
    subjects = Notification.objects.values_list("subject", flat=True)
    assert all(subject.isprintable() for subject in subjects)


def _sent(page: str, **changes: str) -> Any:
    """What a browser sends of the form of the page, changed a little."""
    from bs4 import BeautifulSoup

    form = BeautifulSoup(page, "html.parser").select_one("main form[method=post]")
    form["id"] = "form"
    data = querydict_from_html(str(form), form_id="form")
    data.update(changes)
    return data
