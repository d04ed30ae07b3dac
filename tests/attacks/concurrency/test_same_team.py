"""Acts on one team, and on accounts, at the same instant: one counts, the other is told; on both databases."""

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from community.models import AccountAct, Handover, Member, Membership
from community.people import acts as accounts
from community.people import entrusting
from community.teams import acts, handovers
from tests import factories
from tests.attacks.concurrency.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(site: Any) -> tuple[Any, list[Any]]:
    """A structure, its pilot and two of its members."""
    structure = factories.structure()
    return structure, [factories.member(structure=structure, role=role) for role in ("pilot", "member", "member")]


def pilots(structure: Any) -> list[int]:
    return list(Membership.objects.filter(structure=structure, role="pilot").values_list("member", flat=True))


def test_of_two_handovers_at_once_one_waits(people: Any) -> None:
    structure, (pilot, first, second) = people
    ask = partial(handovers.pass_the_baton, structure=structure, by=pilot)
    _answers, faults = at_once([partial(ask, receiver=first), partial(ask, receiver=second)])
    assert [type(fault) for fault in faults] == [handovers.AlreadyAsked]
    assert Handover.objects.waiting().count() == 1


def test_of_two_acceptances_at_once_one_counts(people: Any) -> None:
    structure, (pilot, first, _second) = people
    asked = handovers.pass_the_baton(structure=structure, receiver=first, by=pilot)
    _answers, faults = at_once([partial(handovers.accept, handover=asked, by=first)] * 3)
    assert [type(fault) for fault in faults] == [handovers.HandoverIsOver] * 2
    assert pilots(structure) == [first.pk]


def test_an_acceptance_and_a_removal_at_once_leave_no_pilot_outside(people: Any) -> None:
    structure, (pilot, first, _second) = people
    asked = handovers.pass_the_baton(structure=structure, receiver=first, by=pilot)
    _answers, faults = at_once(
        [
            partial(handovers.accept, handover=asked, by=first),
            partial(acts.remove, person=first, structure=structure, by=pilot),
        ]
    )
    # Whoever comes first: the removed one is no pilot, or the new pilot is not removed by the copilot of now.
    assert [type(fault) for fault in faults] in ([handovers.HandoverIsOver], [PermissionDenied])
    assert pilots(structure) in ([pilot.pk], [first.pk])
    assert Handover.objects.waiting().count() == 0


def test_an_acceptance_and_a_cancellation_at_once_leave_one_state(people: Any) -> None:
    structure, (pilot, first, _second) = people
    asked = handovers.pass_the_baton(structure=structure, receiver=first, by=pilot)
    at_once(
        [
            partial(handovers.accept, handover=asked, by=first),
            partial(handovers.cancel, handover=asked, by=pilot),
        ]
    )
    is_accepted = Handover.objects.get().state == Handover.State.ACCEPTED
    assert pilots(structure) == [first.pk if is_accepted else pilot.pk]


def test_two_facilitators_who_close_each_other_leave_one(site: Any) -> None:
    first, second = (factories.member(is_facilitator=True) for _ in range(2))
    _answers, faults = at_once(
        [
            partial(accounts.close, member=second, reason="Un doublon.", by=first),
            partial(accounts.close, member=first, reason="Un doublon.", by=second),
        ]
    )
    assert [type(fault) for fault in faults] == [PermissionDenied]
    assert Member.objects.filter(is_facilitator=True, is_active=True).count() == 1


def test_two_facilitators_who_stop_at_once_leave_one(site: Any) -> None:
    people = [factories.member(is_facilitator=True) for _ in range(2)]
    _answers, faults = at_once([partial(entrusting.relieve, member=person, by=person) for person in people])
    assert [type(fault) for fault in faults] == [entrusting.LastFacilitator]
    assert Member.objects.filter(is_facilitator=True).count() == 1


def test_two_accounts_never_get_one_address_at_once(site: Any) -> None:
    facilitator = factories.member(is_facilitator=True)
    people = [factories.member() for _ in range(2)]
    _answers, faults = at_once(
        [partial(accounts.move, member=person, address="nadia@exemple.test", by=facilitator) for person in people]
    )
    assert [type(fault) for fault in faults] == [accounts.AddressTaken]
    assert Member.objects.filter(email="nadia@exemple.test").count() == 1


def test_an_account_closed_twice_at_once_has_one_line_in_the_journal(site: Any) -> None:
    person, keepers = factories.member(), [factories.member(is_facilitator=True) for _ in range(2)]
    _answers, faults = at_once(
        [partial(accounts.close, member=person, reason="Parti.", by=keeper) for keeper in keepers]
    )
    assert faults == []
    assert AccountAct.objects.filter(member=person).count() == 1
