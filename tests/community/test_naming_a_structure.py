"""A structure is named by a few words, on a telephone too: no form or filter lists all those of the network."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import Invitation, StructurePage
from community.structures.named import NamedStructureField, structure_named
from tests import factories
from tests.community.requests import asking
from tests.community.teams.test_teams import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(structure: Any) -> dict[str, Any]:
    """« Le Café des Tilleuls », and others whose names are close."""
    places = {"lens": "Lens", "laon": "Laon", "amiens": "Amiens"}
    made = {name: factories.structure(title="L’Atelier vélo", commune=place) for name, place in places.items()}
    return made | {"tilleuls": structure, "garage": factories.structure(title="Garage solidaire", commune="Lens")}


def refusal(typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        structure_named(typed)
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Le Café des Tilleuls", "tilleuls"),
        ("  cafe   TILLEULS ", "tilleuls"),
        ("atelier velo Laon", "laon"),
        ("lens, l'atelier", "lens"),
        ("garage lens !", "garage"),
    ],
)
def test_a_few_words_of_its_name_and_commune_name_a_structure(network: dict[str, Any], typed: str, meant: str) -> None:
    assert structure_named(typed) == network[meant]


def test_a_whole_name_is_meant_before_names_that_hold_it(network: dict[str, Any]) -> None:
    factories.structure(title="Garage solidaire du Nord")
    assert structure_named("garage solidaire") == network["garage"]


def test_a_name_made_of_signs_names_its_structure(network: dict[str, Any]) -> None:
    stars = factories.structure(title="★☆★", slug="etoiles")
    assert structure_named("★☆★") == stars
    factories.structure(title="★☆★ bis", slug="etoiles-bis")
    assert structure_named(" ★☆★ ") == stars


def test_the_address_of_its_page_names_a_structure_among_its_namesakes(network: dict[str, Any]) -> None:
    path = network["amiens"].get_absolute_url()
    for typed in (path, f"https://exemple.test{path}?page=2", f" exemple.test{path.rstrip('/')}"):
        assert structure_named(typed) == network["amiens"]


def test_who_names_several_is_told_where_each_is(network: dict[str, Any]) -> None:
    said = refusal("atelier vélo")
    assert all(f"« L’Atelier vélo » ({place})" in said for place in ("Lens", "Laon", "Amiens"))
    for _number in range(6):
        factories.structure(title="L’Atelier vélo", commune="Creil")
    said = refusal("atelier vélo")
    assert said.count("«") == 5
    assert "et d’autres. Ajoutez" in said


def test_who_names_none_is_told_the_closest(network: dict[str, Any]) -> None:
    assert "« Le Café des Tilleuls »" in refusal("Café des Tilleuil")
    assert "moins de lettres" in refusal("Zanzibar")


@pytest.mark.parametrize(
    "typed", ["!", "http://[", "/structures/", "%00/", "9" * 400, "x" * 100_000, "% _ \\", "zz " * 900]
)
def test_what_names_nothing_is_refused_and_is_no_fault(structure: Any, typed: str) -> None:
    with pytest.raises(ValidationError):
        NamedStructureField().clean(typed)


def test_nothing_typed_is_no_structure() -> None:
    assert NamedStructureField(required=False).clean("  ") is None


def pages(structure: Any, person: Any) -> dict[str, str]:
    return {
        "the people": reverse("people"),
        "a person": reverse("person", args=[person.pk]),
        "inviting": reverse("invite"),
        "the invitations": reverse("invitations"),
        "a request": reverse("request", args=[asking.request().pk]),
    }


def test_no_form_and_no_filter_grows_with_the_network(structure: Any, teammate: Any, facilitator: Any) -> None:
    """As many questions, and as much of a page, with thirty structures more; each has been invited to."""
    addresses, desk = pages(structure, teammate), browser(facilitator)
    before = {name: asked(desk, address) for name, address in addresses.items()}
    for number in range(30):
        of_many = factories.structure(title=f"Structure numéro {number}", live=False)
        Invitation.objects.create(
            token_hash=str(number), structure=of_many, role="member", accepted_at="2026-01-01T00Z"
        )
    for name, address in addresses.items():
        assert "numéro 29" not in str(asked(desk, address)[1]), name
        assert asked(desk, address) == before[name], name


def asked(desk: Client, address: str) -> tuple[int, list[str]]:
    """How many questions, and what one may choose from."""
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = BeautifulSoup(desk.get(address).content, "html.parser")
    return len(queries), [option.get_text(strip=True) for option in page.select("main option")]


def test_an_invitation_says_whole_the_structure_that_a_few_words_named(
    network: dict[str, Any], facilitator: Any
) -> None:
    address = reverse("request", args=[asking.request().pk])
    typed = {"geste": "inviter", "structure": "atelier", "role": "member"}
    refused = browser(facilitator).post(address, typed)
    assert "L’Atelier vélo » (Laon)" in refused.context["invitation"].errors["structure"][0]
    field = BeautifulSoup(refused.content, "html.parser").select_one("[name=structure]")
    assert field is not None
    assert (field["value"], field["aria-invalid"]) == ("atelier", "true")
    said = browser(facilitator).post(address, typed | {"structure": "atelier laon"}, follow=True).content.decode()
    assert "L’invitation dans L’Atelier vélo est partie." in said
    assert Invitation.objects.get().structure == network["laon"]


def test_invitations_are_narrowed_by_words_of_a_structure_and_its_commune(
    network: dict[str, Any], facilitator: Any
) -> None:
    for name, place in network.items():
        Invitation.objects.create(
            token_hash=name, structure=place, role="member", name=f"Vers {name}", address="a@exemple.fr"
        )
    desk = browser(facilitator)
    for typed, meant in {
        "atelier": {"lens", "laon", "amiens"},
        "LENS velo": {"lens"},
        "lens": {"lens", "garage"},
    }.items():
        said = desk.get(reverse("invitations"), {"structure": typed}).content.decode()
        assert {name for name in network if f"Vers {name}" in said} == meant
        assert f'value="{typed}"' in said


def test_titles_are_proposed_while_a_structure_is_named(structure: Any, teammate: Any, facilitator: Any) -> None:
    """Where JavaScript runs; the field takes a name without."""
    addresses = pages(structure, teammate)
    for name in ("a person", "inviting", "a request"):
        page = BeautifulSoup(browser(facilitator).get(addresses[name]).content, "html.parser")
        form = page.select_one("form[data-sheets]:has([data-names-a-sheet])")
        assert form is not None, name
        assert (form["data-sheets"], form["data-kind"]) == (reverse("suggestions_json"), "Structures")
        assert page.select_one("script[src*=linked_sheets]"), name
    assert StructurePage.objects.called("tilleuls").get() == structure
