"""The page of a member: who opens it, what of theirs it shows, and how one writes to them."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.comments.acts import withdraw
from community.models import Member, Notification
from community.notifications.acts import deliver
from tests import factories
from tests.community.comments.talk import say, say_in_bulk

pytestmark = pytest.mark.django_db


def signed(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person: Any, *, by: Any, more: str = "") -> str:
    answer = signed(by).get(reverse("member", args=[person.pk]) + more)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


@pytest.fixture
def told(pilot: Any) -> Any:
    Member.objects.filter(pk=pilot.pk).update(work="Coordinatrice de l’accueil", can_help="accueil\nbudget")
    return Member.objects.get(pk=pilot.pk)


def test_the_public_is_asked_to_sign_in(pilot: Any, client: Client) -> None:
    answer = client.get(reverse("member", args=[pilot.pk]))
    assert "/compte/login/" in answer["Location"]
    assert client.get(reverse("member", args=[10**12]))["Location"].startswith("/compte/login/")


def test_a_member_elsewhere_reads_who_somebody_is(told: Any, structure: Any, sheet: Any, outsider: Any) -> None:
    say(sheet, told, "Nous l’avons fait un mardi.")
    page = page_of(told, by=outsider)
    for text in (told.display_name, told.work, "budget", structure.title, sheet.title, "Nous l’avons fait un mardi."):
        assert text in page
    assert "Pilote" in page
    assert told.email not in page
    assert reverse("write_to_member", args=[told.pk]) in page


def test_one_s_own_page_leads_to_the_account_and_offers_no_message_to_oneself(pilot: Any) -> None:
    page = page_of(pilot, by=pilot)
    assert reverse("account_home") in page
    assert reverse("write_to_member", args=[pilot.pk]) not in page
    assert signed(pilot).get(reverse("write_to_member", args=[pilot.pk])).status_code == 404


def test_a_closed_account_is_seen_by_facilitators_only(pilot: Any, outsider: Any, facilitator: Any) -> None:
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    for name in ("member", "write_to_member"):
        assert signed(outsider).get(reverse(name, args=[pilot.pk])).status_code == 404
    assert "Ce compte est fermé" in page_of(pilot, by=facilitator)
    assert signed(facilitator).get(reverse("write_to_member", args=[pilot.pk])).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_nobody_has_no_page(pk: int, pilot: Any) -> None:
    assert signed(pilot).get(f"/membres/{pk}/").status_code == 404


def test_only_what_its_reader_may_see_is_shown(
    pilot: Any, teammate: Any, outsider: Any, facilitator: Any, structure: Any
) -> None:
    draft = factories.sheet(structure=structure, owner=pilot, live=False, title="Un brouillon")
    closed = factories.sheet(structure=structure, owner=pilot, title="Réservée")
    shown = factories.sheet(structure=structure, owner=pilot, title="Ouverte")
    for page in (closed, shown):
        say(page, pilot, f"Dit sous {page.title}.")
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(structure.space.group)
    for reader, sees in ((outsider, False), (teammate, True), (facilitator, True)):
        page = page_of(pilot, by=reader)
        assert ("Réservée" in page) is sees
        assert ("Dit sous Réservée." in page) is sees
        assert "Dit sous Ouverte." in page
        assert draft.title not in page


def test_a_structure_that_is_off_line_is_not_named(pilot: Any, structure: Any, outsider: Any) -> None:
    structure.unpublish()
    assert structure.title not in page_of(pilot, by=outsider)


def test_a_comment_withdrawn_is_shown_no_more(pilot: Any, sheet: Any, outsider: Any) -> None:
    withdraw(comment=say(sheet, pilot, "À oublier."), member=pilot)
    assert "À oublier." not in page_of(pilot, by=outsider)


def test_what_one_has_not_done_yet_is_said_plainly(outsider: Any, pilot: Any) -> None:
    assert page_of(outsider, by=pilot).count("Rien pour l’instant.") == 2


def test_both_lists_turn_by_tens(pilot: Any, structure: Any, sheet: Any, outsider: Any) -> None:
    for n in range(9):
        factories.sheet(structure=structure, owner=pilot, title=f"Fiche {n}")
    factories.sheet(structure=structure, owner=pilot, title="La plus récente")
    say_in_bulk(sheet, [pilot], 11)
    page = page_of(pilot, by=outsider)
    assert "La plus récente" in page
    assert "Pages de ce qui est publié" in page
    assert "Pages de ce qui est dit" in page
    published = page.partition("A publié")[2].partition("A dit")[0]
    assert sheet.title not in published
    assert sheet.title in page_of(pilot, by=outsider, more="?publications=2&commentaires=abc")


def test_the_latest_of_what_somebody_said_are_shown_however_much_they_say(
    pilot: Any, structure: Any, sheet: Any, outsider: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("community.people.page.LATEST", 25)
    draft = factories.sheet(structure=structure, live=False)
    say(sheet, pilot, "La toute première parole.")
    say_in_bulk(sheet, [pilot], 20)
    say_in_bulk(draft, [pilot], 5)
    with CaptureQueriesContext(connection) as asked:
        last = page_of(pilot, by=outsider, more="?commentaires=9")
    assert last.count("card__text") <= 10
    assert "La toute première parole." not in last
    counted = [query["sql"] for query in asked if "COUNT" in query["sql"] and "django_comments" in query["sql"]]
    assert counted == [], "the rule is not asked of every comment to count them"


def test_names_under_a_page_lead_to_their_page_for_members_and_for_nobody_else(
    pilot: Any, sheet: Any, outsider: Any
) -> None:
    say(sheet, pilot)
    link = reverse("member", args=[pilot.pk])
    assert link in signed(outsider).get(sheet.url).content.decode()
    assert link not in Client().get(sheet.url).content.decode()
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    assert link not in signed(outsider).get(sheet.url).content.decode()


def test_a_message_reaches_a_member_whose_address_is_not_shown(told: Any, outsider: Any) -> None:
    client = signed(outsider)
    address = reverse("write_to_member", args=[told.pk])
    assert told.email not in client.get(address).content.decode()
    answer = client.post(address, {"text": "Comment faites-vous le mardi ?"}, follow=True)
    assert "Votre message est parti" in answer.content.decode()
    message = Notification.objects.get(recipient=told)
    assert message.about == outsider
    deliver()
    sent = mail.outbox[-1]
    assert (sent.to, sent.reply_to) == ([told.email], [outsider.email])
    assert "Comment faites-vous le mardi" in str(sent.body)


@pytest.mark.parametrize("text", ["", "  \u200b ", "x" * 3001])
def test_a_message_refused_keeps_its_text(text: str, told: Any, outsider: Any) -> None:
    answer = signed(outsider).post(reverse("write_to_member", args=[told.pk]), {"text": text})
    assert answer.context["form"].errors["text"]
    assert text.strip(" \u200b") in answer.content.decode()


def test_messages_to_members_and_to_structures_are_counted_together(told: Any, structure: Any, outsider: Any) -> None:
    sheet = factories.sheet(structure=structure, contact_optin=True)
    client = signed(outsider)
    for n in range(3):
        client.post(reverse("contact", args=[sheet.pk]), {"text": f"Question {n}"})
        client.post(reverse("write_to_member", args=[told.pk]), {"text": f"Question {n}"})
    seventh = client.post(reverse("write_to_member", args=[told.pk]), {"text": "Encore une"})
    assert "renvoyez-le tout à l’heure" in seventh.content.decode()
    assert "Encore une" in seventh.content.decode()
