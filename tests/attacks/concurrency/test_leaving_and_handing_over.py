"""Somebody leaves, or is closed, as their handover is answered: no act waits for the other for ever."""

from functools import partial
from typing import Any

import pytest

from community.models import Departure, Handover, Member, Membership
from community.people.acts import close
from community.rights.departures import ask_to_leave
from community.teams import acts, handovers
from tests import factories
from tests.attacks.concurrency.test_same_structure import ROUNDS
from tests.attacks.concurrency.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
Role = Membership.Role


def asked() -> tuple[Any, Any, Any]:
    structure = factories.structure()
    pilot = factories.member(structure=structure, role=Role.PILOT)
    receiver = factories.member(structure=structure)
    handovers.pass_the_baton(structure=structure, receiver=receiver, by=pilot)
    return structure, pilot, receiver


@pytest.mark.parametrize("who", ["pilot", "receiver"])
def test_leaving_and_accepting_at_once_are_both_answered(who: str, site: Any) -> None:
    for _number in range(ROUNDS * 3):
        _structure, pilot, receiver = asked()
        handover = Handover.objects.select_related("structure", "giver", "receiver").latest("pk")
        leaver = pilot if who == "pilot" else receiver
        _answers, faults = at_once(
            [
                partial(ask_to_leave, member=leaver, words=Departure.Words.KEPT),
                partial(handovers.accept, handover=handover, by=receiver),
            ]
        )
        assert [fault for fault in faults if not isinstance(fault, handovers.HandoverIsOver)] == []
        assert not Member.objects.get(pk=leaver.pk).is_active
        assert not Handover.objects.waiting().filter(pk=handover.pk).exists()


def test_accepting_removing_closing_and_leaving_the_team_at_once(site: Any) -> None:
    facilitator = factories.member(is_facilitator=True)
    for _number in range(ROUNDS * 2):
        structure, pilot, receiver = asked()
        handover = Handover.objects.select_related("structure", "giver", "receiver").latest("pk")
        _answers, faults = at_once(
            [
                partial(handovers.accept, handover=handover, by=receiver),
                partial(acts.remove, person=receiver, structure=structure, by=facilitator),
                partial(close, member=pilot, reason="", by=facilitator),
                partial(acts.leave, member=pilot, structure=structure),
            ]
        )
        expected = (handovers.HandoverIsOver, acts.NotInTheTeam)
        assert [fault for fault in faults if not isinstance(fault, expected)] == []
        assert not Handover.objects.waiting().filter(pk=handover.pk).exists()
