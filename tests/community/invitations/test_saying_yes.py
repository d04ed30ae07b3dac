"""The link of an invitation: read without changing anything, used once, by whoever has the mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from community.invitations.acts import invite, revoke, send_again
from community.models import Invitation, Member, Membership, Notification
from config.settings import base
from tests import factories
from tests.community.invitations.mails import link_in_the_mail, opened, say_yes

pytestmark = pytest.mark.django_db
ADDRESS = "nadia@exemple.test"


@pytest.fixture
def invitation(structure: Any, pilot: Any) -> Invitation:
    """Nadia is invited by the pilot, as a copilot."""
    return invite(address=ADDRESS, by=pilot, structure=structure, role="copilot", name="Nadia")


def rows() -> list[Any]:
    return list(Invitation.objects.values())


def test_the_mail_says_who_invites_to_what_and_until_when(invitation: Any, pilot: Any) -> None:
    link_in_the_mail(ADDRESS)
    letter = mail.outbox[-1]
    until = timezone.localtime(invitation.expires_at)
    for words in (
        pilot.display_name,
        "Le Café des Tilleuls",
        "copilote",
        f"{until.day}",
        str(until.year),
        "Bonjour Nadia,",
    ):
        assert words in letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert pilot.display_name in letter.subject


def test_neither_the_row_nor_the_message_holds_the_link(invitation: Any) -> None:
    token = link_in_the_mail(ADDRESS).split("/")[2]
    held = repr(rows()) + repr(list(Notification.objects.values()))
    assert token not in held
    assert Notification.objects.get().body == ""


def test_opening_the_link_changes_nothing_and_leads_to_an_address_without_it(invitation: Any, client: Client) -> None:
    link, before = link_in_the_mail(ADDRESS), rows()
    answer = client.get(link)
    assert (answer.status_code, answer["Location"], answer["Referrer-Policy"]) == (302, "/invitation/", "no-referrer")
    page = client.get("/invitation/")
    assert page["Referrer-Policy"] == "same-origin"  # « no-referrer » would make browsers send forms without origin
    assert "no-store" in page["Cache-Control"]
    assert link.split("/")[2] not in page.content.decode()
    assert rows() == before


def test_a_gesture_of_a_person_notes_that_it_is_open(invitation: Any, client: Client) -> None:
    opened(client, link_in_the_mail(ADDRESS))
    assert Invitation.objects.sent().count() == 1
    assert client.post("/invitation/", {"action": "opened"}).status_code == 204
    assert Invitation.objects.opened().count() == 1


def test_the_page_says_what_will_happen(invitation: Any, pilot: Any, client: Client) -> None:
    said = opened(client, link_in_the_mail(ADDRESS)).content.decode()
    for words in (pilot.display_name, "Le Café des Tilleuls", "copilote", 'value="Nadia"'):
        assert words in said


def test_saying_yes_makes_the_account_the_place_and_signs_in(invitation: Any, structure: Any, client: Client) -> None:
    opened(client, link_in_the_mail(ADDRESS))
    answer = say_yes(client)
    assert answer["Location"] == f"/equipe/{structure.pk}/"
    member = Member.objects.get(email=ADDRESS)
    assert client.session["_auth_user_id"] == str(member.pk)
    assert not member.has_usable_password()
    assert Membership.objects.get(member=member).role == "copilot"
    row = Invitation.objects.get()
    assert (row.state, row.member, row.address) == (Invitation.State.ACCEPTED, member, "")


def test_coming_in_by_the_link_is_a_fresh_proof(invitation: Any, client: Client) -> None:
    opened(client, link_in_the_mail(ADDRESS))
    say_yes(client)
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["invitation"]


def test_without_a_name_or_the_charter_nothing_happens_and_what_was_typed_stays(
    invitation: Any, client: Client
) -> None:
    opened(client, link_in_the_mail(ADDRESS))
    answer = client.post("/invitation/", {"action": "enter", "name": "Nadia B."})
    said = answer.content.decode()
    assert "dire oui à la charte" in said
    assert 'value="Nadia B."' in said
    assert "Écrivez le nom" in client.post("/invitation/", {"action": "enter", "charter": "on"}).content.decode()
    assert not Member.objects.filter(email=ADDRESS).exists()


def test_a_link_opens_once(invitation: Any, client: Client) -> None:
    link = link_in_the_mail(ADDRESS)
    opened(client, link)
    say_yes(client)
    other = Client()
    assert "a déjà servi" in opened(other, link).content.decode()
    assert "a déjà servi" in say_yes(other, name="Quelqu’un").content.decode()
    assert Member.objects.filter(email=ADDRESS).count() == 1


def test_who_has_accepted_and_opens_the_link_again_is_led_to_the_team(
    invitation: Any, structure: Any, client: Client
) -> None:
    link = link_in_the_mail(ADDRESS)
    opened(client, link)
    say_yes(client)
    client.get(link)
    assert client.get("/invitation/")["Location"] == f"/equipe/{structure.pk}/"


def test_who_has_an_account_signs_in_and_only_gains_the_place(invitation: Any, structure: Any, client: Client) -> None:
    member = Member.objects.create_user(ADDRESS, display_name="Nadia, déjà là")
    page = opened(client, link_in_the_mail(ADDRESS)).content.decode()
    assert "Vous avez déjà un compte" in page
    assert 'name="next" value="/invitation/"' in page
    say_yes(client, name="Autre nom")
    assert not member.memberships.exists()
    client.force_login(member)
    opened(client, link_in_the_mail(ADDRESS))
    assert client.post("/invitation/", {"action": "join"})["Location"] == f"/equipe/{structure.pk}/"
    member.refresh_from_db()
    assert (member.display_name, member.memberships.get().role) == ("Nadia, déjà là", "copilot")


def test_somebody_else_s_session_is_told_and_led_out(invitation: Any, outsider: Any, client: Client) -> None:
    client.force_login(outsider)
    page = opened(client, link_in_the_mail(ADDRESS)).content.decode()
    assert "sortez d’abord de ce compte" in page
    for action in ("join", "enter"):
        client.post("/invitation/", {"action": action, "name": "X", "charter": "on"})
    assert Membership.objects.filter(member=outsider).count() == 1
    assert not Member.objects.filter(email=ADDRESS).exists()
    assert client.post("/invitation/", {"action": "leave"})["Location"] == "/invitation/"
    assert "_auth_user_id" not in client.session
    assert say_yes(client).status_code == 302


def test_a_link_sent_anew_replaces_the_other(invitation: Any, pilot: Any, client: Client) -> None:
    old = link_in_the_mail(ADDRESS)
    Invitation.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    send_again(invitation=Invitation.objects.get(), by=pilot)
    new = link_in_the_mail(ADDRESS)
    assert new != old
    assert "ouvrez le plus récent" in opened(client, old).content.decode()
    opened(client, new)
    assert say_yes(client).status_code == 302


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Elle marchait pendant trente jours"),
        ({"revoked_at": timezone.now()}, "a été annulée"),
        ({"structure": None}, "n’est plus sur le site"),
        ({"by": None}, "ne peut plus le faire"),
    ],
)
def test_what_ended_says_why(invitation: Any, client: Client, change: dict[str, Any], said: str) -> None:
    link = link_in_the_mail(ADDRESS)
    opened(client, link)
    Invitation.objects.update(**change)
    assert said in client.get("/invitation/").content.decode()
    assert said in say_yes(client).content.decode()
    assert not Member.objects.filter(email=ADDRESS).exists()


def test_the_inviter_who_keeps_the_team_no_longer_gives_nothing(invitation: Any, pilot: Any, client: Client) -> None:
    link = link_in_the_mail(ADDRESS)
    Membership.objects.filter(member=pilot).update(role="member")
    assert "ne peut plus le faire" in opened(client, link).content.decode()


def test_a_structure_taken_off_line_is_told(invitation: Any, structure: Any, client: Client) -> None:
    structure.first_published_at = timezone.now()
    structure.live = False
    structure.save()
    assert "n’est plus sur le site" in opened(client, link_in_the_mail(ADDRESS)).content.decode()


def test_a_structure_not_published_yet_is_joined(facilitator: Any, client: Client) -> None:
    coming = factories.structure(live=False)
    invite(address=ADDRESS, by=facilitator, structure=coming, role="pilot")
    opened(client, link_in_the_mail(ADDRESS))
    assert say_yes(client).status_code == 302
    assert Membership.objects.get(structure=coming).role == "pilot"


def test_a_closed_account_is_told_by_the_link_alone(invitation: Any, client: Client) -> None:
    Member.objects.create_user(ADDRESS, display_name="Nadia", is_active=False)
    assert "Votre compte est fermé" in opened(client, link_in_the_mail(ADDRESS)).content.decode()
    assert "Votre compte est fermé" in say_yes(client).content.decode()


def test_without_the_link_the_page_says_where_it_is(client: Client) -> None:
    assert "Ouvrez le lien de votre message" in client.get("/invitation/").content.decode()
    assert "Ouvrez le lien de votre message" in say_yes(client).content.decode()
    assert "n’est pas, ou plus, le bon" in opened(client, f"/invitation/{'a' * 64}/").content.decode()


def test_an_invitation_to_facilitate_makes_a_facilitator(facilitator: Any, client: Client) -> None:
    invite(address=ADDRESS, by=facilitator, to_facilitate=True)
    opened(client, link_in_the_mail(ADDRESS))
    assert say_yes(client)["Location"].startswith("/compte/")  # where a second proof is asked for first
    member = Member.objects.get(email=ADDRESS)
    assert member.is_facilitator
    assert member.entrusted_at is not None


def test_a_revoked_invitation_sends_nothing_any_more(invitation: Any, pilot: Any) -> None:
    revoke(invitation=invitation, by=pilot)
    assert not Notification.objects.waiting().exists()


def test_whoever_tries_links_is_made_to_wait(client: Client, settings: Any) -> None:
    settings.CACHES = base.CACHES
    caches["throttles"].clear()
    most = int(settings.ACCOUNT_RATE_LIMITS["open_invitation"].partition("/")[0])
    answers = [client.get(f"/invitation/{number}/").status_code for number in range(most + 1)]
    assert (answers[most - 1], answers[most]) == (302, 429)
