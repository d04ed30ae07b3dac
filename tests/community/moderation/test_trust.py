"""Trust: the first two texts are read before they appear; then nothing is, but what looks like advertising."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.invitations.accepting import accept
from community.invitations.acts import invite
from community.models import AccountAct, Invitation, Member, Notification, SentLately, TrustSettings
from community.models.members import ReadBefore
from community.moderation.trust import MOST_SENT, Why, forget_what_was_sent, judged, why_held
from tests import factories
from tests.community.moderation import hands

pytestmark = pytest.mark.django_db

LONG = "Nous avons essayé chez nous, et les habitants ont choisi eux-mêmes le jour."


@pytest.fixture
def newcomer(structure: Any) -> Any:
    person = factories.member(structure=structure, display_name="Inès, nouvelle")
    Member.objects.filter(pk=person.pk).update(read_before=ReadBefore.FIRST, read_before_since=timezone.now())
    person.refresh_from_db()
    return person


def why(member: Any, text: str = LONG) -> Why | None:
    return why_held(member=member, text=text, subject="commentaire")


def test_somebody_who_was_there_before_writes_without_waiting(pilot: Any) -> None:
    assert why(pilot) is None


def test_the_first_two_texts_wait_then_the_others_appear(
    client: Client, newcomer: Any, structure: Any, facilitator: Any
) -> None:
    client.force_login(facilitator)
    for number in range(2):
        newcomer.refresh_from_db()
        assert why(newcomer, f"{LONG} {number}") is Why.FIRST
        matter = hands.held(factories.sheet(structure=structure, owner=newcomer, title=f"Texte {number}"), newcomer)
        hands.decide(client, matter, "publier")
    newcomer.refresh_from_db()
    assert why(newcomer, "Un troisième") is None
    assert Notification.objects.filter(kind="text_released", recipient=newcomer).count() == 2


def test_what_was_removed_or_waits_counts_for_nothing(
    client: Client, newcomer: Any, structure: Any, facilitator: Any
) -> None:
    client.force_login(facilitator)
    for gesture in ("retirer", "demander", "publier"):
        hands.decide(client, hands.held(factories.sheet(structure=structure, title=gesture), newcomer), gesture)
    newcomer.refresh_from_db()
    assert why(newcomer) is Why.FIRST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir https://exemple.test/a et www.exemple.test", None),
        ("https://a.test/ https://b.test/ www.c.test", Why.LINKS),
        ("[url=https://a.test]a[/url] <a href=https://b.test> https://c.test", Why.LINKS),
    ],
)
def test_several_links_wait_and_two_do_not(pilot: Any, text: str, expected: Why | None) -> None:
    assert why(pilot, text) is expected


def test_the_third_copy_of_a_text_waits_whatever_its_capitals_and_spaces(pilot: Any) -> None:
    copies = (LONG, LONG.upper(), LONG.replace(" ", "  ").replace(",", " !"))
    assert [why(pilot, text) for text in copies] == [None, None, Why.SAME]


def test_a_short_thank_you_is_said_as_often_as_one_likes(pilot: Any) -> None:
    assert {why(pilot, "Merci beaucoup !") for _again in range(5)} == {None}


def test_a_lively_exchange_appears_and_what_goes_on_too_fast_waits(pilot: Any) -> None:
    answers = [why(pilot, f"Réponse {number}") for number in range(MOST_SENT + 2)]
    assert answers == [None] * MOST_SENT + [Why.FAST] * 2
    SentLately.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert why(pilot, "Plus tard") is None


def test_facilitators_never_wait_and_a_visitor_always_does(facilitator: Any) -> None:
    assert {why(facilitator, "https://a.test " * 9) for _again in range(12)} == {None}
    assert why_held(member=None, text="Bonjour", subject="question") is Why.VISITOR


def test_the_rule_is_the_same_without_a_database() -> None:
    assert judged(text=LONG, sent=0, same=0, read_before="") is None
    assert judged(text=LONG, sent=0, same=0, read_before="again") is Why.AGAIN


def test_who_comes_by_a_structure_is_read_first_and_who_comes_by_the_animation_is_not(
    structure: Any, pilot: Any, facilitator: Any
) -> None:
    assert _comes(structure, pilot, "un@exemple.test").read_before == ReadBefore.FIRST
    assert _comes(structure, facilitator, "deux@exemple.test").read_before == ""
    settings = TrustSettings.load()
    settings.invited_are_trusted = False
    settings.save()
    assert _comes(structure, facilitator, "trois@exemple.test").read_before == ReadBefore.FIRST


def _comes(structure: Any, by: Any, address: str) -> Member:
    invite(address=address, by=by, structure=structure, role="member", name="")
    key = Invitation.objects.get(address=address).token_hash
    return Member.objects.get(pk=accept(key=key, name=address).pk)


def test_somebody_is_read_again_with_a_reason_told_to_them(client: Client, pilot: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    address = reverse("person_read_again", args=[pilot.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "Trois messages ont blessé."}).url == reverse("person", args=[pilot.pk])
    pilot.refresh_from_db()
    assert why(pilot) is Why.AGAIN
    assert "Trois messages ont blessé." in Notification.objects.get(kind="read_again").body
    assert AccountAct.objects.get(member=pilot).reason == "Trois messages ont blessé."
    client.post(reverse("person_trust", args=[pilot.pk]))
    pilot.refresh_from_db()
    assert why(pilot, "De nouveau") is None


def test_nobody_but_facilitators_reads_somebody_again_and_nobody_reads_facilitators(
    client: Client, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    address = reverse("person_read_again", args=[outsider.pk])
    client.force_login(pilot)
    assert client.post(address, {"reason": "x"}).status_code == 404
    client.force_login(facilitator)
    other = factories.member(is_facilitator=True)
    assert client.post(reverse("person_read_again", args=[other.pk]), {"reason": "x"}).status_code == 403


def test_what_was_sent_is_forgotten_after_a_day(pilot: Any) -> None:
    why(pilot)
    assert forget_what_was_sent() == 0
    SentLately.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))
    assert forget_what_was_sent() == 1
