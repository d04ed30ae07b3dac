"""Invitations given, sent again and used at the same instant, in real threads, on both databases."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.invitations.acts import TooManyInvitations, invite, send_again
from community.models import Invitation, Member, Membership, Notification
from tests import factories
from tests.attacks.concurrency.threads import at_once
from tests.community.invitations.mails import link_in_the_mail, opened, say_yes

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "nadia@exemple.test"
MANY = 8


def in_front_of(link: str) -> Client:
    """Somebody's browser, the page of the invitation open."""
    client = Client()
    opened(client, link)
    return client


def links() -> list[str]:
    return sorted({found for letter in mail.outbox for found in re.findall(r"(/invitation/\w+/)", str(letter.body))})


@pytest.mark.parametrize("into_a_structure", [True, False])
def test_one_address_invited_by_many_at_once_is_invited_once(site: Any, into_a_structure: bool) -> None:
    structure = factories.structure() if into_a_structure else None
    people = [factories.member(is_facilitator=True) for _ in range(MANY)]
    spelled = [ADDRESS, ADDRESS.upper(), f" {ADDRESS}", f"\u200b{ADDRESS}"] * 2
    answers, faults = at_once(
        [
            lambda by=by, address=address: invite(address=address, by=by, structure=structure, role="member")
            for by, address in zip(people, spelled, strict=True)
        ]
    )
    assert faults == []
    assert len({answer.pk for answer in answers}) == 1
    assert Invitation.objects.count() == 1
    assert Notification.objects.filter(kind="invitation").count() == 1


def test_two_lists_that_share_people_are_both_sent(site: Any) -> None:
    structure = factories.structure()
    people = [factories.member(is_facilitator=True) for _ in range(2)]
    from community.invitations.acts import Invitee, invite_all

    def sender(by: Member, numbers: range) -> Any:
        wanted = [Invitee(address=f"p{n}@exemple.test", structure=structure, role="member") for n in numbers]
        return lambda: invite_all(wanted=wanted, by=by)

    _answers, faults = at_once([sender(people[0], range(40)), sender(people[1], range(39, -1, -1))])
    assert faults == []
    assert Invitation.objects.count() == Notification.objects.filter(kind="invitation").count() == 40


def test_one_link_accepted_by_many_presses_at_once_lets_one_in(site: Any) -> None:
    structure = factories.structure()
    by = factories.member(is_facilitator=True)
    invite(address=ADDRESS, by=by, structure=structure, role="pilot")
    link = link_in_the_mail(ADDRESS)
    browsers = [in_front_of(link) for _ in range(MANY)]
    answers, faults = at_once([lambda browser=browser: say_yes(browser) for browser in browsers])
    assert faults == []
    assert sorted(answer.status_code for answer in answers) == [200] * (MANY - 1) + [302]
    assert sum("a déjà servi" in answer.content.decode() for answer in answers) == MANY - 1
    assert Member.objects.filter(email=ADDRESS).count() == 1
    assert Membership.objects.filter(structure=structure).count() == 1


def test_two_links_of_one_new_address_at_once_make_one_account(site: Any) -> None:
    """The second finds the account that the first has made: its owner signs in, and both places are theirs."""
    by = factories.member(is_facilitator=True)
    for _ in range(2):
        invite(address=ADDRESS, by=by, structure=factories.structure())
    link_in_the_mail(ADDRESS)
    browsers = [in_front_of(link) for link in links()]
    answers, faults = at_once([lambda browser=browser: say_yes(browser) for browser in browsers])
    assert faults == []
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    late = next(number for number, answer in enumerate(answers) if answer.status_code == 200)
    assert "Vous avez déjà un compte" in answers[late].content.decode()
    browsers[late].force_login(Member.objects.get(email=ADDRESS))
    browsers[late].get(links()[late])
    browsers[late].post("/invitation/", {"action": "join"})
    assert Membership.objects.filter(member__email=ADDRESS).count() == 2


def test_an_acceptance_and_a_new_sending_at_once_leave_one_truth(site: Any) -> None:
    structure = factories.structure()
    by = factories.member(is_facilitator=True)
    for number in range(3):
        address = f"p{number}@exemple.test"
        invitation = invite(address=address, by=by, structure=structure)
        browser = in_front_of(link_in_the_mail(address))
        Invitation.objects.filter(pk=invitation.pk).update(asked_at=timezone.now() - timedelta(hours=1))
        (answer, _again), _refused = at_once(
            [lambda browser=browser: say_yes(browser), lambda row=invitation: send_again(invitation=row, by=by)]
        )
        row = Invitation.objects.get(pk=invitation.pk)
        assert (row.accepted_at is not None) == (answer.status_code == 302)
        assert Member.objects.filter(email=address).exists() == (answer.status_code == 302)


def test_the_letters_of_a_day_are_counted_across_presses_at_once(site: Any) -> None:
    structure = factories.structure()
    pilot = factories.member(structure=structure, role="pilot")
    Invitation.objects.bulk_create(
        Invitation(address=f"d{n}@exemple.test", structure=structure, role="member", by=pilot, token_hash=str(n))
        for n in range(28)
    )
    _answers, faults = at_once(
        [
            lambda n=n: invite(address=f"n{n}@exemple.test", by=pilot, structure=structure, role="member")
            for n in range(MANY)
        ]
    )
    assert {type(fault) for fault in faults} == {TooManyInvitations}
    assert len(faults) == MANY - 2
    assert Invitation.objects.count() == 30
