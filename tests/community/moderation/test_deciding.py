"""Deciding: three decisions, each once, told to whom they concern, written in the journal."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.models import Decision, Matter, Member, Notification
from community.moderation.trust import Why
from tests import factories
from tests.community.moderation import hands

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, facilitator: Any) -> Client:
    client.force_login(facilitator)
    return client


@pytest.fixture
def reported(sheet: Any, outsider: Any) -> Matter:
    """A sheet that a stranger, and a member, have reported."""
    hands.report(Client(), sheet)
    member = Client()
    member.force_login(outsider)
    hands.report(member, sheet)
    return Matter.objects.get()


def sentences_typed(page: str) -> list[str]:
    """What stands in the field of the decision that was sent, and refused."""
    fields = BeautifulSoup(page, "html.parser").select("details[open] textarea[name=sentence]")
    return [field.get_text().removeprefix("\n") for field in fields]


def told(kind: str) -> set[str]:
    """Who was sent a mail of this kind."""
    rows = Notification.objects.filter(kind=kind).select_related("recipient")
    return {row.recipient.email if row.recipient else row.address for row in rows}


def test_the_queue_and_its_pages_are_for_facilitators(client: Client, reported: Matter, pilot: Any) -> None:
    addresses = [reverse("moderation"), reverse("matter", args=[reported.pk]), reverse("moderation_journal")]
    assert [client.get(address).status_code for address in addresses] == [302] * 3
    client.force_login(pilot)
    assert [client.get(address).status_code for address in addresses] == [404] * 3
    assert client.post(addresses[1], {"geste": "retirer", "sentence": "x"}).status_code == 404


def test_an_empty_queue_and_an_empty_journal_say_so(desk: Client) -> None:
    assert "Rien n’attend" in desk.get(reverse("moderation")).content.decode()
    assert "Rien n’a encore été décidé" in desk.get(reverse("moderation_journal")).content.decode()


def test_the_queue_shows_each_text_in_its_place_the_oldest_first(
    desk: Client, reported: Matter, structure: Any, pilot: Any
) -> None:
    second = hands.held(factories.sheet(structure=structure, title="La fiche retenue"), pilot)
    Matter.objects.filter(pk=second.pk).update(opened_at=timezone.now() - timedelta(days=2))
    page = desk.get(reverse("moderation")).content.decode()
    assert page.index("La fiche retenue") < page.index(reported.title)
    assert "On voit ma fille sur la photo." in page
    assert "Attend de paraître" in page


def test_the_queue_asks_as_much_for_twenty_texts_as_for_one(desk: Client, structure: Any, pilot: Any) -> None:
    desk.get(reverse("moderation"))
    counts = []
    for total in (1, 19):
        for _number in range(total):
            matter = hands.held(factories.sheet(structure=structure, title=f"Fiche {_number} de {total}"), pilot)
            matter.reports.create(reason="other", words="Bizarre", member=pilot)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse("moderation")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 17


def test_what_is_removed_goes_off_line_and_everybody_concerned_is_told(
    desk: Client, reported: Matter, sheet: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    assert hands.decide(desk, reported, "retirer", sentence="Une personne y est nommée.").url == reverse("moderation")
    sheet.refresh_from_db()
    assert not sheet.live
    assert told("text_removed") == {pilot.email}
    assert told("report_answered") == {"nadia@exemple.test", outsider.email}
    mails = Notification.objects.filter(kind__in=("text_removed", "report_answered"))
    assert all("contester" in row.body or "pas d’accord" in row.body for row in mails)
    assert facilitator.display_name not in "".join(row.body for row in mails)
    line = Decision.objects.get()
    assert (line.what, line.by, line.sentence) == ("removed", facilitator, "Une personne y est nommée.")
    assert sheet.summary in line.text
    assert "Une personne y est nommée." in desk.get(reverse("moderation_journal")).content.decode()


def test_what_is_left_is_told_to_who_reported_it_alone(desk: Client, reported: Matter, sheet: Any) -> None:
    hands.decide(desk, reported, "laisser")
    sheet.refresh_from_db()
    assert sheet.live
    assert len(told("report_answered")) == 2
    assert not told("text_removed") | told("text_released") | told("text_to_change")


def test_a_change_is_asked_of_who_wrote(desk: Client, reported: Matter, pilot: Any) -> None:
    hands.decide(desk, reported, "demander", sentence="Ne nommez pas cette personne.")
    assert told("text_to_change") == {pilot.email}
    assert "Ne nommez pas cette personne." in Notification.objects.get(kind="text_to_change").body


def test_a_held_text_that_is_to_change_waits_for_its_author_then_comes_back(
    desk: Client, sheet: Any, pilot: Any
) -> None:
    matter = hands.held(sheet, pilot)
    hands.decide(desk, matter, "demander")
    matter.refresh_from_db()
    assert matter.is_held
    assert matter.asked_at
    assert not Matter.objects.waiting().exists()
    assert matter.title in desk.get(f"{reverse('moderation')}?etat=demandes").content.decode()
    assert hands.held(sheet, pilot).pk == matter.pk
    assert Matter.objects.waiting().get() == matter


def test_who_is_second_is_told_who_was_first(desk: Client, reported: Matter, facilitator: Any) -> None:
    page = desk.get(reverse("matter", args=[reported.pk])).content.decode()
    other = Client()
    other.force_login(factories.member(is_facilitator=True, display_name="Driss, animation"))
    hands.decide(other, reported, "laisser")
    answer = hands.press(desk, reported, "retirer", seen=hands.seen_on(page))
    assert "Driss, animation a décidé avant vous" in answer.content.decode()
    assert Decision.objects.get().what == "left"


def test_the_same_press_again_decides_nothing_more(desk: Client, reported: Matter) -> None:
    seen = hands.seen_on(desk.get(reverse("matter", args=[reported.pk])).content.decode())
    for _again in range(2):
        assert hands.press(desk, reported, "retirer", seen=seen).status_code == 302
    assert Decision.objects.count() == 1
    assert Notification.objects.filter(kind="text_removed").count() == 1


def test_what_has_changed_meanwhile_is_shown_and_asked_again(desk: Client, reported: Matter, sheet: Any) -> None:
    seen = hands.seen_on(desk.get(reverse("matter", args=[reported.pk])).content.decode())
    type(sheet).objects.filter(pk=sheet.pk).update(summary="Un autre résumé, tout neuf.")
    answer = hands.press(desk, reported, "retirer", seen=seen, sentence="Ma phrase gardée.")
    page = answer.content.decode()
    assert "Un autre résumé, tout neuf." in page
    assert sentences_typed(page) == ["Ma phrase gardée."]
    assert not Decision.objects.exists()
    assert hands.press(desk, reported, "retirer", seen=hands.seen_on(page)).status_code == 302


def test_a_report_that_comes_meanwhile_is_read_before_anything_is_decided(
    desk: Client, reported: Matter, sheet: Any
) -> None:
    seen = hands.seen_on(desk.get(reverse("matter", args=[reported.pk])).content.decode())
    hands.report(Client(), sheet, words="Il y a aussi mon adresse.", address="autre@exemple.test")
    answer = hands.press(desk, reported, "laisser", seen=seen)
    assert "Il y a aussi mon adresse." in answer.content.decode()
    assert not Decision.objects.exists()


def test_what_is_gone_closes_by_itself_and_who_reported_is_told(desk: Client, reported: Matter, sheet: Any) -> None:
    sheet.delete()
    assert reported.title not in desk.get(reverse("moderation")).content.decode()
    reported.refresh_from_db()
    assert reported.outcome == "gone"
    assert len(told("report_answered")) == 2
    assert desk.get(reverse("matter", args=[reported.pk])).status_code == 200


def test_a_profile_that_is_removed_loses_its_words_and_photo_and_keeps_its_name(
    desk: Client, pilot: Any, outsider: Any
) -> None:
    Member.objects.filter(pk=pilot.pk).update(work="Des insultes", can_help="Rien")
    client = Client()
    client.force_login(outsider)
    hands.report(client, pilot)
    hands.decide(desk, Matter.objects.get(), "retirer")
    pilot.refresh_from_db()
    assert (pilot.work, pilot.can_help) == ("", "")
    assert pilot.display_name


def chosen(desk: Client, matter: Matter, phrase: str, sentence: str, **typed: str) -> str:
    """What stands in the field of « Retirer » once a sentence was pressed."""
    seen = hands.seen_on(desk.get(reverse("matter", args=[matter.pk])).content.decode())
    page = hands.press(desk, matter, "retirer", phrase=phrase, sentence=sentence, **{"seen": seen, **typed})
    (open_one,) = BeautifulSoup(page.content, "html.parser").select("details[open] textarea")
    return " ".join(open_one.get_text().split())


def test_a_sentence_is_chosen_and_nothing_that_was_typed_is_lost(desk: Client, reported: Matter) -> None:
    offered = desk.get(reverse("matter", args=[reported.pk])).content.decode()
    ours = BeautifulSoup(offered, "html.parser").select_one("#retirer textarea").get_text()
    assert "article 9 du Code civil" in ours
    data = "On y lit des informations privées"
    assert chosen(desk, reported, "donnees", "").startswith(data)
    assert chosen(desk, reported, "donnees", ours).startswith(data), "in place of one of ours"
    both = chosen(desk, reported, "donnees", "Bonjour Nadia.")
    assert both.startswith(f"Bonjour Nadia. {data}")
    assert chosen(desk, reported, "donnees", both) == both, "pressed twice"
    assert chosen(desk, reported, "nulle", "Bonjour.") == "Bonjour."
    assert not Decision.objects.exists()


def test_a_sentence_pressed_before_a_text_that_changed_says_so(desk: Client, reported: Matter) -> None:
    seen = hands.seen_on(desk.get(reverse("matter", args=[reported.pk])).content.decode())
    page = hands.press(desk, reported, "retirer", phrase="donnees", sentence="Bonjour.", seen=f"{seen}0")
    assert "a changé pendant que vous le lisiez" in page.content.decode()


def test_a_sentence_is_needed(desk: Client, reported: Matter) -> None:
    answer = hands.decide(desk, reported, "retirer", sentence="  ")
    assert answer.status_code == 200
    assert sentences_typed(answer.content.decode()) == ["  "]
    assert not Decision.objects.exists()


def test_what_waits_is_shown_to_its_author_alone(client: Client, sheet: Any, pilot: Any, outsider: Any) -> None:
    hands.held(sheet, pilot, Why.LINKS)
    for person, is_told in ((pilot, True), (outsider, False)):
        client.force_login(person)
        for name in ("account_home", "contributions:mine"):
            assert ("Ce qui attend" in client.get(reverse(name)).content.decode()) is is_told


def test_who_reported_what_was_held_since_is_told_too(desk: Client, reported: Matter, sheet: Any, pilot: Any) -> None:
    hands.held(sheet, pilot, Why.LINKS)
    hands.decide(desk, reported, "publier")
    assert len(told("report_answered")) == 2
    assert told("text_released") == {pilot.email}
