"""« Mon équipe » : who sees it, who changes it, and what each is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Membership, Notification
from community.teams import acts
from tests import factories

pytestmark = pytest.mark.django_db
Role = Membership.Role


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def team_of(structure: Any) -> str:
    return reverse("team", args=[structure.pk])


def place_of(structure: Any, person: Any, name: str = "team_place") -> str:
    return reverse(name, args=[structure.pk, person.pk])


def role_of(structure: Any, person: Any) -> str | None:
    return Membership.objects.filter(structure=structure, member=person).values_list("role", flat=True).first()


@pytest.fixture
def copilot(structure: Any) -> Any:
    return factories.member(structure=structure, role="copilot")


def test_a_team_is_seen_by_its_people_and_by_facilitators_alone(
    client: Client, structure: Any, pilot: Any, teammate: Any, outsider: Any, facilitator: Any
) -> None:
    assert "/compte/login/" in client.get(team_of(structure))["Location"]
    assert browser(outsider).get(team_of(structure)).status_code == 404
    for reader in (pilot, teammate, facilitator):
        page = browser(reader).get(team_of(structure)).content.decode()
        assert pilot.display_name in page
        assert teammate.display_name in page
        assert pilot.email not in page


def test_a_closed_account_sees_no_team(structure: Any, teammate: Any) -> None:
    visitor = browser(teammate)
    teammate.is_active = False
    teammate.save(update_fields=["is_active"])
    assert visitor.get(team_of(structure)).status_code == 302


def test_mon_equipe_leads_to_the_only_one_or_to_a_choice(pilot: Any, structure: Any, facilitator: Any) -> None:
    visitor = browser(pilot)
    assert visitor.get(reverse("my_team"))["Location"] == team_of(structure)
    other = factories.structure(title="La Bonne Table")
    Membership.objects.create(member=pilot, structure=other, role="member")
    page = visitor.get(reverse("my_team")).content.decode()
    assert team_of(structure) in page
    assert team_of(other) in page
    assert "rattacher" in browser(factories.member()).get(reverse("my_team")).content.decode()
    assert reverse("people") in browser(facilitator).get(reverse("my_team")).content.decode()


def test_a_simple_member_has_no_acts(structure: Any, pilot: Any, teammate: Any, copilot: Any) -> None:
    visitor = browser(teammate)
    page = visitor.get(team_of(structure)).content.decode()
    assert "/relais/" not in page
    assert place_of(structure, copilot) not in page
    for name in ("team_place", "team_remove"):
        assert visitor.get(place_of(structure, copilot, name)).status_code == 403
        assert visitor.post(place_of(structure, copilot, name), {"role": "member"}).status_code == 403
    assert visitor.get(reverse("pass_the_baton", args=[structure.pk])).status_code == 403
    assert role_of(structure, copilot) == Role.COPILOT


@pytest.mark.parametrize("who", ["pilot", "copilot", "facilitator"])
def test_who_keeps_the_team_changes_a_role_and_the_person_is_told(
    request: pytest.FixtureRequest, structure: Any, pilot: Any, teammate: Any, who: str
) -> None:
    keeper = request.getfixturevalue(who)
    response = browser(keeper).post(place_of(structure, teammate), {"role": "copilot"})
    assert response["Location"] == team_of(structure)
    assert role_of(structure, teammate) == Role.COPILOT
    told = Notification.objects.get(recipient=teammate, kind="team_role")
    assert keeper.display_name in told.body
    assert "copilote" in told.body


def test_the_same_role_again_tells_nobody(structure: Any, pilot: Any, teammate: Any) -> None:
    acts.change_role(person=teammate, structure=structure, role="member", by=pilot)
    assert not Notification.objects.exists()


def test_a_pilot_s_place_goes_by_a_handover_or_by_facilitators(
    structure: Any, pilot: Any, copilot: Any, teammate: Any, facilitator: Any
) -> None:
    for keeper in (pilot, copilot):
        assert browser(keeper).post(place_of(structure, pilot), {"role": "member"}).status_code == 403
        assert browser(keeper).post(place_of(structure, pilot, "team_remove")).status_code == 403
    wrong = browser(copilot).post(place_of(structure, teammate), {"role": "pilot"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors["role"]
    browser(facilitator).post(place_of(structure, teammate), {"role": "pilot"})
    browser(facilitator).post(place_of(structure, pilot), {"role": "member"})
    assert (role_of(structure, teammate), role_of(structure, pilot)) == (Role.PILOT, Role.MEMBER)


@pytest.mark.parametrize("sent", [{}, {"role": ""}, {"role": "reine"}, {"role": "x" * 5000}, {"role": "\x00"}])
def test_a_wrong_role_is_said_beside_the_field(structure: Any, pilot: Any, teammate: Any, sent: Any) -> None:
    response = browser(pilot).post(place_of(structure, teammate), sent)
    assert response.status_code == 200
    assert response.context["form"].errors["role"]
    assert role_of(structure, teammate) == Role.MEMBER


def test_somebody_removed_is_told_and_what_they_wrote_stays(structure: Any, pilot: Any, teammate: Any) -> None:
    sheet = factories.sheet(structure=structure, owner=teammate)
    address = place_of(structure, teammate, "team_remove")
    assert "Retirer" in browser(pilot).get(address).content.decode()
    assert role_of(structure, teammate) == Role.MEMBER, "asked first"
    assert browser(pilot).post(address).status_code == 302
    assert role_of(structure, teammate) is None
    assert not teammate.groups.filter(pk=structure.space.group_id).exists()
    assert Notification.objects.get(recipient=teammate).kind == "team_left"
    sheet.refresh_from_db()
    assert (sheet.live, sheet.owner_id) == (True, teammate.pk)
    assert browser(pilot).post(address).status_code == 404, "a second tab"


def test_two_tabs_find_somebody_already_removed(structure: Any, pilot: Any, teammate: Any) -> None:
    acts.remove(person=teammate, structure=structure, by=pilot)
    with pytest.raises(acts.NotInTheTeam):
        acts.change_role(person=teammate, structure=structure, role="copilot", by=pilot)


def test_one_leaves_by_oneself(structure: Any, teammate: Any) -> None:
    acts.leave(member=teammate, structure=structure)
    assert role_of(structure, teammate) is None
    with pytest.raises(acts.NotInTheTeam):
        acts.leave(member=teammate, structure=structure)


def test_a_facilitator_places_somebody_who_is_told(structure: Any, facilitator: Any, pilot: Any) -> None:
    person = factories.member()
    acts.join(person=person, structure=structure, role="copilot", by=facilitator)
    assert role_of(structure, person) == Role.COPILOT
    assert structure.title in Notification.objects.get(recipient=person, kind="team_joined").subject
    with pytest.raises(acts.AlreadyInTheTeam):
        acts.join(person=person, structure=structure, role="member", by=facilitator)
    with pytest.raises(acts.PermissionDenied):
        acts.join(person=factories.member(), structure=structure, role="member", by=pilot)


def test_a_team_without_pilot_says_whom_to_ask(structure: Any, teammate: Any, facilitator: Any) -> None:
    assert "n’a pas de pilote" in browser(teammate).get(team_of(structure)).content.decode()
    assert "Proposez le relais" in browser(facilitator).get(team_of(structure)).content.decode()


@pytest.mark.parametrize("number", ["0", "9" * 9, "9" * 25])
def test_a_number_that_is_nobody_s_is_not_found(facilitator: Any, structure: Any, number: str) -> None:
    desk = browser(facilitator)
    addresses = [
        *(f"/equipe/{number}/", f"/equipe/{number}/relais/", f"/equipe/{structure.pk}/relais/{number}/"),
        *(f"/equipe/{structure.pk}/personnes/{number}/", f"/personnes/{number}/", f"/personnes/{number}/fermer/"),
    ]
    assert {address: desk.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
