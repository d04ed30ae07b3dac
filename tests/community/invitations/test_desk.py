"""The lists of invitations: who sees them, what they say, sending again, revoking, forgetting."""

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.invitations.acts import CannotInvite, InvitationOver, invite, revoke, send_again
from community.invitations.links import hash_of, link_of
from community.models import Invitation, Membership, Notification, StructurePage
from community.notifications.acts import deliver
from tests import factories

pytestmark = pytest.mark.django_db
State = Invitation.State


def make(structure: Any = None, by: Any = None, **values: Any) -> Invitation:
    number = Invitation.objects.count()
    values.setdefault("address", f"invitee{number}@exemple.fr")
    role = "member" if structure else ""
    return Invitation.objects.create(token_hash=str(number), structure=structure, role=role, by=by, **values)


def message(**values: Any) -> Notification:
    return Notification.objects.create(kind="invitation", address="x@exemple.fr", subject="Invitation", **values)


def refusal(code: int) -> str:
    """As `community.notifications.acts` notes it."""
    fault = SMTPRecipientsRefused({"x@exemple.fr": (code, b"5.1.1 or 4.7.1, says the server")})
    return f"{type(fault).__name__}: {fault}"


def test_a_server_that_asks_to_come_back_later_has_refused_nothing(facilitator: Any) -> None:
    """Grey-listing: most servers of associations answer 450 to the first letter of a stranger."""
    row = make(by=facilitator, message=message(last_error=refusal(450)))
    assert list(Invitation.objects.waiting()) == [row]
    assert list(Invitation.objects.refused()) == []
    assert row.state == State.WAITING


def in_each_state(by: Any) -> dict[State, Invitation]:
    now = timezone.now()
    refused = message(last_error=refusal(550))
    return {
        State.WAITING: make(by=by, message=message(last_error="ConnectionRefusedError: away")),
        State.SENT: make(by=by, message=message(sent_at=now)),
        State.REFUSED: make(by=by, message=refused),
        State.OPENED: make(by=by, message=message(sent_at=now), opened_at=now),
        State.ACCEPTED: make(by=by, opened_at=now, accepted_at=now, address=""),
        State.EXPIRED: make(by=by, expires_at=now - timedelta(days=1)),
        State.REVOKED: make(by=by, revoked_at=now),
    }


def test_each_invitation_is_in_one_state_and_the_list_says_which(facilitator: Any, client: Client) -> None:
    rows = in_each_state(facilitator)
    for state, row in rows.items():
        assert list(Invitation.objects.in_state(state)) == [row]
        assert Invitation.objects.select_related("message").get(pk=row.pk).state == state
    client.force_login(facilitator)
    said = client.get(reverse("invitations")).content.decode()
    assert all(str(state.label) in said for state in State)
    narrowed = client.get(reverse("invitations"), {"etat": "refused"}).content.decode()
    assert rows[State.REFUSED].address in narrowed
    assert rows[State.SENT].address not in narrowed


@pytest.mark.parametrize("query", ["?etat=nimporte", "?structure=" + "9" * 30, "?mots=%00", "?page=abc", "?mots=zzz"])
def test_what_is_written_wrong_in_the_address_is_no_fault(query: str, facilitator: Any, client: Client) -> None:
    client.force_login(facilitator)
    assert client.get(reverse("invitations") + query).status_code == 200


def test_the_list_narrows_by_words_whatever_capitals_and_accents(facilitator: Any, client: Client) -> None:
    make(name="Élodie Œuvrard", by=facilitator)
    make(name="Paul", by=facilitator)
    client.force_login(facilitator)
    said = client.get(reverse("invitations"), {"mots": "elodie oeu"}).content.decode()
    assert "Élodie Œuvrard" in said
    assert "Paul" not in said


def pages_of(client: Client, number: int, structure: Any, facilitator: Any) -> int:
    Invitation.objects.bulk_create(
        Invitation(
            address=f"p{number}-{n}@exemple.fr",
            token_hash=f"{number}-{n}",
            structure=structure,
            role="member",
            by=facilitator,
        )
        for n in range(number)
    )
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("invitations")).status_code == 200
    return len(asked)


def test_five_hundred_invitations_ask_as_many_questions_as_sixty(
    structure: Any, facilitator: Any, client: Client
) -> None:
    client.force_login(facilitator)
    pages_of(client, 60, structure, facilitator)
    sixty = pages_of(client, 61, structure, facilitator)
    assert pages_of(client, 500, structure, facilitator) == sixty
    assert sixty <= 18


def test_a_team_s_page_asks_no_question_a_row(structure: Any, pilot: Any, client: Client) -> None:
    client.force_login(pilot)
    counts = []
    for number in (2, 30):
        for _ in range(number):
            make(structure, pilot, message=message())
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("invite_to_team", args=[structure.pk]))
        counts.append(len(asked))
    assert counts[0] >= counts[1]


def buttons(client: Client, row: Invitation) -> Iterator[int]:
    for act in ("invitation_send_again", "invitation_revoke"):
        yield client.post(reverse(act, args=[row.pk])).status_code


def test_a_member_who_keeps_no_team_is_told_who_does(structure: Any, teammate: Any, pilot: Any, client: Client) -> None:
    row = make(structure, pilot)
    client.force_login(teammate)
    assert client.get(reverse("invite_to_team", args=[structure.pk])).status_code == 403
    assert list(buttons(client, row)) == [404, 404]
    assert client.get(reverse("invitations")).status_code == 403


def test_the_network_s_invitations_are_not_a_pilot_s(pilot: Any, facilitator: Any, client: Client) -> None:
    row = make(by=facilitator)
    client.force_login(pilot)
    assert list(buttons(client, row)) == [404, 404]


@pytest.mark.parametrize("role", ["pilot", "copilot"])
def test_who_keeps_the_team_sends_again_and_revokes(role: str, structure: Any, pilot: Any, client: Client) -> None:
    row = make(structure, pilot, asked_at=timezone.now() - timedelta(hours=1), message=message())
    Membership.objects.filter(member=pilot).update(role=role)
    client.force_login(pilot)
    before = row.nonce
    again = client.post(reverse("invitation_send_again", args=[row.pk]), {"back": "https://ailleurs.test/"})
    assert again["Location"] == reverse("invite_to_team", args=[structure.pk])
    row.refresh_from_db()
    assert (row.nonce != before, row.sendings) == (True, 2)
    assert row.token_hash == hash_of(token=link_of(row).split("/")[-2])
    client.post(reverse("invitation_revoke", args=[row.pk]))
    row.refresh_from_db()
    assert row.revoked_at is not None
    said = client.post(reverse("invitation_send_again", args=[row.pk]), follow=True).content.decode()
    assert "acceptée ou annulée entre-temps" in said


def test_a_copilot_names_no_pilot_and_does_not_send_that_invitation_again(
    structure: Any, pilot: Any, facilitator: Any
) -> None:
    with pytest.raises(PermissionDenied):
        invite(address="a@exemple.fr", by=pilot, structure=structure, role="pilot")
    row = invite(address="a@exemple.fr", by=facilitator, structure=structure, role="pilot")
    with pytest.raises(PermissionDenied):
        send_again(invitation=row, by=pilot)


@pytest.mark.parametrize("into", ["nowhere", "elsewhere", "facilitating"])
def test_a_pilot_invites_nobody_anywhere_else(into: str, pilot: Any, outsider: Any) -> None:
    elsewhere = StructurePage.objects.get(memberships__member=outsider)
    wanted: dict[str, Any] = {
        "nowhere": {},
        "elsewhere": {"structure": elsewhere},
        "facilitating": {"to_facilitate": True},
    }
    with pytest.raises(PermissionDenied):
        invite(address="a@exemple.fr", by=pilot, **wanted[into])


def test_a_facilitator_s_invitation_stays_theirs_when_a_pilot_sends_it_again(
    structure: Any, pilot: Any, facilitator: Any
) -> None:
    row = invite(address="a@exemple.fr", by=facilitator, structure=structure, role="copilot")
    Invitation.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    again = invite(address="A@EXEMPLE.fr", by=pilot, structure=structure, role="member")
    assert (again.pk, again.by_id, again.role, again.made_by_facilitator) == (row.pk, facilitator.pk, "copilot", True)


def test_one_address_waits_once_a_structure_and_once_without(structure: Any, facilitator: Any) -> None:
    """Both constraints, on both databases: rows without structure are not taken for different ones."""
    for into in (structure, None):
        make(into, facilitator, address="a@exemple.fr")
        with pytest.raises(IntegrityError), transaction.atomic():
            make(into, facilitator, address="a@exemple.fr")
    assert Invitation.objects.count() == 2


def test_two_invitations_whose_structures_are_gone_stand_beside_each_other(facilitator: Any) -> None:
    for _ in range(2):
        gone = factories.structure()
        make(gone, facilitator, address="a@exemple.fr")
        gone.delete()
    assert [row.lost_its_structure for row in Invitation.objects.all()] == [True, True]
    with pytest.raises(CannotInvite, match="n’existe plus"):
        send_again(invitation=Invitation.objects.all()[0], by=facilitator)


def test_an_invitation_is_sent_six_times_at_most_by_a_member(structure: Any, pilot: Any) -> None:
    row = make(structure, pilot, asked_at=timezone.now() - timedelta(hours=1), sendings=6)
    with pytest.raises(CannotInvite, match="déjà partie 6 fois"):
        send_again(invitation=row, by=pilot)


def test_what_is_over_is_neither_revoked_nor_sent_again(facilitator: Any) -> None:
    row = make(by=facilitator, revoked_at=timezone.now())
    for act in (revoke, send_again):
        with pytest.raises(InvitationOver):
            act(invitation=row, by=facilitator)


def test_a_mail_whose_giver_has_left_does_not_leave(structure: Any, pilot: Any) -> None:
    row = invite(address="a@exemple.fr", by=pilot, structure=structure)
    pilot.is_active = False
    pilot.save()
    deliver()
    row.refresh_from_db()
    assert row.state is State.REVOKED
    assert not Notification.objects.filter(kind="invitation").exists()


def test_nothing_is_left_of_what_ended_three_months_ago(facilitator: Any) -> None:
    long_ago, lately = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=80)
    for when in (long_ago, lately):
        make(by=facilitator, expires_at=when, message=message())
        make(by=facilitator, revoked_at=when)
        make(by=facilitator, accepted_at=when, address="")
    call_command("forget_invitations", verbosity=0)
    assert Invitation.objects.count() == 3
    assert Notification.objects.count() == 1


def test_a_message_of_an_invitation_goes_with_whoever_is_named_in_it(structure: Any, pilot: Any) -> None:
    invite(address="a@exemple.fr", by=pilot, structure=structure)
    assert Notification.objects.get(kind="invitation").about == pilot
