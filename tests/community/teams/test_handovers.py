"""« Passer le relais » : asked, accepted or declined, cancelled, over after a month; nothing changes before."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from community.models import Handover, Membership, Notification
from community.teams import acts, handovers
from tests import factories
from tests.community.teams.test_teams import browser, role_of, team_of

pytestmark = pytest.mark.django_db
Role, State = Membership.Role, Handover.State
NOTE = "Les clés sont chez la voisine. Prévenir Élodie avant chaque atelier."


def asking(structure: Any) -> str:
    return reverse("pass_the_baton", args=[structure.pk])


def page_of(handover: Any, name: str = "handover") -> str:
    return reverse(name, args=[handover.structure_id, handover.pk])


def state_of(handover: Any) -> str:
    return str(Handover.objects.get(pk=handover.pk).state)


def roles(structure: Any, *people: Any) -> list[str | None]:
    return [role_of(structure, person) for person in people]


@pytest.fixture
def asked(structure: Any, pilot: Any, teammate: Any) -> Any:
    return handovers.pass_the_baton(structure=structure, receiver=teammate, by=pilot, note=NOTE)


def test_from_the_question_to_the_swap(structure: Any, pilot: Any, teammate: Any) -> None:
    place = Membership.objects.get(structure=structure, member=teammate)
    sent = {"receiver": place.pk, "afterwards": "member", "note": NOTE}
    assert browser(pilot).post(asking(structure), sent)["Location"] == team_of(structure)
    handover = Handover.objects.get()
    assert roles(structure, pilot, teammate) == [Role.PILOT, Role.MEMBER], "nothing changes before the answer"
    told = Notification.objects.get(recipient=teammate, kind="handover_asked")
    assert NOTE in told.body
    assert page_of(handover) in told.body
    page = browser(teammate).get(page_of(handover)).content.decode()
    assert "Oui, je prends le relais" in page
    assert "Élodie" in page
    assert browser(teammate).post(page_of(handover), {"answer": "accept"})["Location"] == team_of(structure)
    assert roles(structure, pilot, teammate) == [Role.MEMBER, Role.PILOT]
    assert Notification.objects.get(recipient=pilot, kind="handover_answered").about == teammate


@pytest.mark.parametrize(("afterwards", "role"), [("copilot", "copilot"), ("member", "member"), ("leaves", None)])
def test_the_pilot_of_before_becomes_what_they_chose(
    structure: Any, pilot: Any, teammate: Any, afterwards: str, role: str | None
) -> None:
    asked = handovers.pass_the_baton(structure=structure, receiver=teammate, by=pilot, afterwards=afterwards)
    handovers.accept(handover=asked, by=teammate)
    assert roles(structure, pilot, teammate) == [role, Role.PILOT]
    assert pilot.groups.filter(pk=structure.space.group_id).exists() == (role is not None)


def test_the_note_stays_readable_by_who_keeps_the_team(
    structure: Any, pilot: Any, teammate: Any, facilitator: Any, asked: Any
) -> None:
    other = factories.member(structure=structure)
    handovers.accept(handover=asked, by=teammate)
    for reader in (teammate, pilot, facilitator):  # the pilot of before is a copilot now
        assert "Élodie" in browser(reader).get(team_of(structure)).content.decode()
    assert "Élodie" not in browser(other).get(team_of(structure)).content.decode()
    pilot.delete()
    assert "Élodie" in browser(teammate).get(team_of(structure)).content.decode()


def test_only_who_is_asked_answers(
    structure: Any, pilot: Any, outsider: Any, teammate: Any, facilitator: Any, asked: Any, client: Any
) -> None:
    assert "/compte/login/" in client.post(page_of(asked), {"answer": "accept"})["Location"]
    assert browser(outsider).get(page_of(asked)).status_code == 404
    assert browser(outsider).post(page_of(asked), {"answer": "accept"}).status_code == 404
    assert browser(factories.member(structure=structure)).get(page_of(asked)).status_code == 404
    for keeper in (pilot, facilitator):
        assert browser(keeper).get(page_of(asked)).status_code == 200
        assert browser(keeper).post(page_of(asked), {"answer": "accept"}).status_code == 403
    assert state_of(asked) == State.WAITING


def test_a_refusal_changes_nothing_and_is_told(structure: Any, pilot: Any, teammate: Any, asked: Any) -> None:
    browser(teammate).post(page_of(asked), {"answer": "decline"})
    assert roles(structure, pilot, teammate) == [Role.PILOT, Role.MEMBER]
    assert state_of(asked) == State.DECLINED
    assert "ne prend pas le relais" in Notification.objects.get(recipient=pilot).subject
    again = browser(teammate).post(page_of(asked), {"answer": "accept"}, follow=True)
    assert "n’attend plus de réponse" in again.content.decode()
    assert role_of(structure, teammate) == Role.MEMBER


@pytest.mark.parametrize("sent", [{}, {"answer": ""}, {"answer": "peut-être"}])
def test_an_answer_that_is_none_changes_nothing(teammate: Any, asked: Any, sent: dict[str, str]) -> None:
    assert browser(teammate).post(page_of(asked), sent).status_code == 200
    assert state_of(asked) == State.WAITING


def test_the_question_is_taken_back(structure: Any, pilot: Any, teammate: Any, asked: Any) -> None:
    assert browser(teammate).post(page_of(asked, "handover_cancel")).status_code == 403
    assert browser(pilot).get(page_of(asked, "handover_cancel"))["Location"] == page_of(asked)
    browser(pilot).post(page_of(asked, "handover_cancel"))
    assert state_of(asked) == State.CANCELLED
    assert Notification.objects.filter(recipient=teammate, kind="handover_over").exists()
    browser(teammate).post(page_of(asked), {"answer": "accept"})
    assert roles(structure, pilot, teammate) == [Role.PILOT, Role.MEMBER]


def test_one_handover_waits_at_a_time(structure: Any, pilot: Any, teammate: Any, asked: Any) -> None:
    other = factories.member(structure=structure)
    with pytest.raises(handovers.AlreadyAsked):
        handovers.pass_the_baton(structure=structure, receiver=other, by=pilot)
    assert browser(pilot).get(asking(structure))["Location"] == page_of(asked)
    place = Membership.objects.get(member=other)
    late = browser(pilot).post(asking(structure), {"receiver": place.pk, "afterwards": "copilot", "note": NOTE})
    assert "attend déjà une réponse" in late.content.decode()
    assert "Élodie" in late.content.decode(), "what was written is kept"


def test_it_is_over_after_a_month(structure: Any, pilot: Any, teammate: Any, asked: Any) -> None:
    Handover.objects.update(asked_at=timezone.now() - timedelta(days=30, minutes=1))
    with pytest.raises(handovers.HandoverIsOver):
        handovers.accept(handover=asked, by=teammate)
    assert "Oui, je prends" not in browser(teammate).get(page_of(asked)).content.decode()
    call_command("end_handovers")
    assert state_of(asked) == State.EXPIRED
    assert "trente jours" in Notification.objects.get(recipient=pilot).body
    call_command("end_handovers")
    assert Notification.objects.filter(recipient=pilot).count() == 1


def test_an_overdue_one_keeps_nobody_from_asking_anew(structure: Any, pilot: Any, teammate: Any, asked: Any) -> None:
    Handover.objects.update(asked_at=timezone.now() - timedelta(days=31))
    handovers.pass_the_baton(structure=structure, receiver=teammate, by=pilot)
    assert sorted(Handover.objects.values_list("state", flat=True)) == [State.EXPIRED, State.WAITING]


def test_a_note_that_went_nowhere_is_forgotten_and_one_that_went_along_is_not(
    structure: Any, pilot: Any, teammate: Any, asked: Any
) -> None:
    handovers.decline(handover=asked, by=teammate)
    kept = handovers.pass_the_baton(structure=structure, receiver=teammate, by=pilot, note=NOTE)
    handovers.accept(handover=kept, by=teammate)
    Handover.objects.update(ended_at=timezone.now() - timedelta(days=31))
    call_command("end_handovers")
    assert list(Handover.objects.values_list("pk", flat=True)) == [kept.pk]


@pytest.mark.parametrize("gone", ["giver", "receiver"])
def test_somebody_removed_meanwhile_ends_it(
    structure: Any, pilot: Any, teammate: Any, facilitator: Any, asked: Any, gone: str
) -> None:
    acts.remove(person=getattr(asked, gone), structure=structure, by=facilitator)
    assert state_of(asked) == State.CANCELLED
    with pytest.raises(handovers.HandoverIsOver):
        handovers.accept(handover=asked, by=teammate)
    assert Notification.objects.filter(kind="handover_over").count() == 2


def test_a_place_that_vanished_gives_no_role(structure: Any, teammate: Any, pilot: Any, asked: Any) -> None:
    Membership.objects.filter(member=teammate).delete()
    with pytest.raises(handovers.HandoverIsOver):
        handovers.accept(handover=asked, by=teammate)
    assert roles(structure, pilot, teammate) == [Role.PILOT, None]


def test_another_pilot_named_meanwhile_ends_it(
    structure: Any, pilot: Any, teammate: Any, facilitator: Any, asked: Any
) -> None:
    other = factories.member(structure=structure)
    acts.change_role(person=other, structure=structure, role="pilot", by=facilitator)
    assert state_of(asked) == State.CANCELLED


def test_somebody_else_s_place_does_not_end_it(structure: Any, pilot: Any, asked: Any) -> None:
    other = factories.member(structure=structure)
    acts.change_role(person=other, structure=structure, role="copilot", by=pilot)
    acts.remove(person=other, structure=structure, by=pilot)
    assert state_of(asked) == State.WAITING


@pytest.mark.parametrize("wrong", ["outsider", "pilot", "closed"])
def test_only_the_team_s_other_people_may_receive(
    request: pytest.FixtureRequest, structure: Any, pilot: Any, wrong: str
) -> None:
    closed = factories.member(structure=structure, is_active=False)
    receiver = closed if wrong == "closed" else request.getfixturevalue(wrong)
    with pytest.raises(handovers.CannotReceive):
        handovers.pass_the_baton(structure=structure, receiver=receiver, by=pilot)


def test_a_copilot_does_not_pass_what_is_the_pilot_s(structure: Any, pilot: Any, teammate: Any) -> None:
    copilot = factories.member(structure=structure, role="copilot")
    with pytest.raises(PermissionDenied):
        handovers.pass_the_baton(structure=structure, receiver=teammate, by=copilot)
    assert browser(copilot).get(asking(structure)).status_code == 403


def test_facilitators_pass_it_for_a_pilot_or_where_there_is_none(
    structure: Any, pilot: Any, teammate: Any, facilitator: Any
) -> None:
    asked = handovers.pass_the_baton(structure=structure, receiver=teammate, by=facilitator, afterwards="leaves")
    assert asked.giver == pilot
    handovers.accept(handover=asked, by=teammate)
    assert roles(structure, pilot, teammate) == [None, Role.PILOT]
    unled = factories.structure()
    person = factories.member(structure=unled)
    assert "afterwards" not in browser(facilitator).get(asking(unled)).context["form"].fields
    asked = handovers.pass_the_baton(structure=unled, receiver=person, by=facilitator)
    assert asked.giver is None
    handovers.accept(handover=asked, by=person)
    assert role_of(unled, person) == Role.PILOT


@pytest.mark.parametrize(
    "sent", [{}, {"receiver": "abc"}, {"receiver": "9" * 40}, {"receiver": "-1", "afterwards": "reine"}]
)
def test_a_wrong_choice_keeps_the_note(structure: Any, pilot: Any, teammate: Any, sent: dict[str, str]) -> None:
    response = browser(pilot).post(asking(structure), {**sent, "note": NOTE})
    assert response.status_code == 200
    assert response.context["form"].errors["receiver"]
    assert "Élodie" in response.content.decode()
    assert not Handover.objects.exists()


def test_an_enormous_note_is_refused_and_kept(structure: Any, pilot: Any, teammate: Any) -> None:
    place = Membership.objects.get(member=teammate)
    response = browser(pilot).post(
        asking(structure), {"receiver": place.pk, "afterwards": "member", "note": "é" * 5001}
    )
    assert response.context["form"].errors["note"]
    assert "é" * 5001 in response.content.decode()


def test_a_note_typed_while_the_session_ended_comes_back(
    structure: Any, pilot: Any, teammate: Any, client: Any
) -> None:
    client.post(asking(structure), {"note": NOTE})
    client.post(reverse("account_login"), {"login": pilot.email, "password": factories.PASSWORD})
    assert "Élodie" in client.get(asking(structure)).content.decode()


def test_a_pilot_alone_is_led_to_invite(structure: Any, pilot: Any) -> None:
    assert "Invitez d’abord" in browser(pilot).get(asking(structure)).content.decode()
