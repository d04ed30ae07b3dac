"""Leaving a structure from « Mon compte »: what happens is told first, the last pilot is told more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Membership
from tests import factories
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db


def signed(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_reading_what_happens_changes_nothing(teammate: Any, structure: Any) -> None:
    page = signed(teammate).get(reverse("leave_structure", args=[structure.pk])).content.decode()
    assert "restent à la structure" in page
    assert "La structure n’aura plus de pilote" not in page
    assert Membership.objects.filter(member=teammate).exists()


def test_the_last_pilot_is_told_and_offered_to_hand_over(pilot: Any, structure: Any) -> None:
    client = signed(pilot)
    page = client.get(reverse("leave_structure", args=[structure.pk])).content.decode()
    assert "La structure n’aura plus de pilote" in page
    assert reverse("team", args=[structure.pk]) in page
    other = factories.member(structure=structure, role="pilot")
    assert "n’aura plus de pilote" not in client.get(reverse("leave_structure", args=[structure.pk])).content.decode()
    other.is_active = False
    other.save()
    assert "n’aura plus de pilote" in client.get(reverse("leave_structure", args=[structure.pk])).content.decode()


def test_leaving_keeps_what_was_written_and_closes_what_was_the_team_s(pilot: Any, structure: Any, sheet: Any) -> None:
    comment = say(sheet, pilot)
    draft = factories.sheet(structure=structure, owner=pilot, live=False)
    client = signed(pilot)
    answer = client.post(reverse("leave_structure", args=[structure.pk]), follow=True)
    assert f"Vous avez quitté «\u00a0{structure.title}\u00a0»" in answer.content.decode()
    assert "Vous n’êtes dans aucune structure" in answer.content.decode()
    assert not pilot.groups.filter(pk=structure.space.group_id).exists()
    assert client.get(reverse("contributions:edit", args=[draft.pk])).status_code == 404
    comment.refresh_from_db()
    assert (comment.user, comment.is_removed) == (pilot, False)
    assert client.post(reverse("leave_structure", args=[structure.pk])).status_code == 404


def test_nobody_leaves_a_structure_for_another(outsider: Any, facilitator: Any, structure: Any, pilot: Any) -> None:
    for person in (outsider, facilitator):
        assert signed(person).post(reverse("leave_structure", args=[structure.pk])).status_code == 404
    assert Membership.objects.filter(member=pilot, structure=structure).exists()
