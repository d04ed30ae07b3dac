"""« Les personnes » : facilitators find anybody, and nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Member, Membership
from tests import factories
from tests.community.teams.test_teams import browser

pytestmark = pytest.mark.django_db


def found(keeper: Any, asked: str = "") -> list[str]:
    page = BeautifulSoup(browser(keeper).get(reverse("people") + asked).content, "html.parser")
    return [link.get_text(strip=True) for link in page.select("main h3 a")]


@pytest.fixture
def nadia(structure: Any) -> Any:
    return factories.member(structure=structure, role="copilot", display_name="Nadia Œuvrard-Bénoît", last_login=None)


def test_the_list_is_for_facilitators(client: Client, pilot: Any, facilitator: Any) -> None:
    assert "/compte/login/" in client.get(reverse("people"))["Location"]
    assert browser(pilot).get(reverse("people")).status_code == 404
    assert pilot.display_name in found(facilitator)


@pytest.mark.parametrize("typed", ["oeuvrard", "NADIA", "benoit nadia", "bénoît", "  nadia   ", "{address}"])
def test_a_person_is_found_by_name_or_address(facilitator: Any, nadia: Any, pilot: Any, typed: str) -> None:
    words = typed.replace("{address}", nadia.email.upper()).replace(" ", "+")
    assert found(facilitator, f"?q={words}") == [nadia.display_name]


def test_filters_narrow_and_combine(facilitator: Any, structure: Any, pilot: Any, nadia: Any, outsider: Any) -> None:
    edition = factories.parcours()
    edition.participations.create(structure=structure)
    edition.save()
    alone = factories.member(display_name="Sans place")
    assert set(found(facilitator, "?structure=cafe+TILLEULS")) == {str(pilot), str(nadia)}
    assert set(found(facilitator, f"?parcours={edition.pk}")) == {str(pilot), str(nadia)}
    assert found(facilitator, f"?parcours={edition.pk}&role=copilot") == [str(nadia)]
    assert set(found(facilitator, "?role=pilot")) == {str(pilot), str(outsider)}
    assert found(facilitator, "?role=sans-structure&q=place") == [str(alone)]
    assert found(facilitator, "?role=animation") == [str(facilitator)]


def test_each_standing_is_told_apart(facilitator: Any) -> None:
    now = timezone.now()
    Member.objects.filter(pk=facilitator.pk).update(last_login=now)
    people = {
        "invitee": factories.member(display_name="Jamais venue"),
        "active": factories.member(display_name="Venue hier", last_login=now - timedelta(days=1)),
        "endormie": factories.member(display_name="Venue il y a longtemps", last_login=now - timedelta(days=200)),
        "fermee": factories.member(display_name="Partie", is_active=False, last_login=now),
    }
    for standing, person in people.items():
        names = found(facilitator, f"?etat={standing}")
        assert person.display_name in names
        assert not {str(other) for other in people.values() if other != person} & set(names)


@pytest.mark.parametrize(
    "asked",
    ["?etat=reine", "?structure=abc", f"?structure={'9' * 40}", "?role=%00", f"?q={'x' * 3000}", "?page=abc&q=%F0%9F"],
)
def test_a_hostile_address_is_answered(facilitator: Any, pilot: Any, asked: str) -> None:
    assert browser(facilitator).get(reverse("people") + asked).status_code == 200


def test_nobody_found_is_said(facilitator: Any) -> None:
    assert "Personne ne correspond" in browser(facilitator).get(f"{reverse('people')}?q=zzzz").content.decode()


def many(structure: Any, number: int) -> None:
    """People of one structure, made in bulk."""
    people = Member.objects.bulk_create(
        Member(email=f"numero{n}@exemple.test", display_name=f"Numéro {n}", password="!") for n in range(number)
    )
    Membership.objects.bulk_create(Membership(member=person, structure=structure) for person in people)


def test_structures_left_without_pilot_are_shown(facilitator: Any, structure: Any, pilot: Any) -> None:
    page = browser(facilitator).get(reverse("people")).content.decode()
    assert "pas de pilote" not in page or structure.title not in page
    pilot.is_active = False
    pilot.save(update_fields=["is_active"])
    page = browser(facilitator).get(reverse("people")).content.decode()
    assert "1 structure n’a pas de pilote" in page
    assert reverse("team", args=[structure.pk]) in page
    assert "structure n’a pas de pilote" in browser(facilitator).get(reverse("wagtailadmin_home")).content.decode()


def test_names_stand_in_the_order_of_their_letters(facilitator: Any) -> None:
    names = ["Émile", "Zoé", "elsa", "Élodie", "Fanny", "Œdipe", "Odile"]
    for name in names:
        factories.member(display_name=f"Essai {name}")
    told = [name.removeprefix("Essai ") for name in found(facilitator, "?q=essai")]
    assert told[:5] == ["Élodie", "elsa", "Émile", "Fanny", "Odile"]
    assert sorted(told) == sorted(names)
