"""What the pages of structures and parcours show, and to whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.contexts import context_of
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def test_a_structure_shows_its_card_and_what_it_shares(client: Client, structure: Any, sheet: Any) -> None:
    structure.offers, structure.needs = "accueil en binôme", "évaluer simplement"
    structure.save()
    testimonial = factories.testimonial(structure=structure)
    parcours = factories.parcours()
    parcours.participations.create(structure=structure)
    parcours.save()
    text = text_of(client, structure.url)
    for expected in (structure.tagline, structure.place, "accueil en binôme", "évaluer simplement"):
        assert expected in text
    for page in (sheet, testimonial, parcours):
        assert page.title in text


def test_a_structure_hides_what_is_not_published(client: Client, structure: Any) -> None:
    factories.sheet(structure=structure, live=False, title="Le brouillon secret")
    factories.testimonial(structure=structure, consent_days=-1, title="Le récit caché")
    parcours = factories.parcours(live=False, title="Le parcours secret")
    parcours.participations.create(structure=structure)
    parcours.save()
    text = text_of(client, structure.url)
    assert "secret" not in text
    assert "Le récit caché" not in text


def test_the_names_of_a_team_are_for_members(client: Client, structure: Any, pilot: Any, outsider: Any) -> None:
    assert pilot.display_name not in text_of(client, structure.url)
    client.force_login(outsider)
    text = text_of(client, structure.url)
    assert pilot.display_name in text
    assert pilot.email not in text


def test_structures_are_listed_and_narrowed_by_department(client: Client, structure: Any) -> None:
    other = factories.structure(title="La Ferme du Coin", department="Oise")
    factories.structure(title="Pas encore en ligne", live=False)
    everything = text_of(client, "/structures/")
    assert structure.title in everything
    assert other.title in everything
    assert "Pas encore en ligne" not in everything
    narrowed = text_of(client, "/structures/?departement=Oise")
    assert other.title in narrowed
    assert structure.title not in narrowed


def test_departments_are_those_of_the_structures_that_this_reader_sees(
    client: Client, structure: Any, outsider: Any
) -> None:
    """At the next request: after a structure has moved, too."""
    closed = factories.structure(title="La Ferme du Coin", department="Oise")
    factories.structure(department="Aisne", live=False)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)

    def offered() -> set[str]:
        return set(re.findall(r'href="\?departement=([^"]+)"', text_of(client, "/structures/")))

    assert structure.department in offered()
    assert "Oise" not in offered()
    client.force_login(outsider)
    assert "Oise" in offered()
    structure.department = "Somme"
    structure.save()
    assert "Somme" in offered()
    assert "Aisne" not in offered()


def test_parcours_are_grouped_by_where_they_stand(client: Client, site: Any) -> None:
    today = timezone.localdate()
    for title, start, end in (("Futur", 10, 100), ("Présent", -10, 10), ("Passé", -100, -10)):
        dates = {"starts_on": today + timedelta(days=start), "ends_on": today + timedelta(days=end)}
        factories.parcours(title=f"Parcours {title}", **dates)
    text = text_of(client, "/parcours/")
    places = [
        text.index(words)
        for words in (">À venir<", "Parcours Futur", ">En cours<", "Parcours Présent", ">Terminés<", "Parcours Passé")
    ]
    assert places == sorted(places)


def test_a_parcours_shows_its_sessions_its_structures_and_what_came_out(client: Client, structure: Any) -> None:
    parcours = factories.parcours(contact_role="parcours@exemple.test")
    parcours.participations.create(structure=structure)
    parcours.participations.create(structure=factories.structure(title="Structure cachée", live=False))
    parcours.sessions.create(title="Se rencontrer", expected_output="Une liste de déjà-là")
    parcours.save()
    sheet = factories.sheet(structure=structure, parcours=parcours)
    factories.sheet(structure=structure, parcours=parcours, live=False, title="Le brouillon secret")
    report = factories.report(parcours=parcours)
    text = text_of(client, parcours.url)
    for expected in (structure.title, "Se rencontrer", "Une liste de déjà-là", sheet.title, report.title, "à venir"):
        assert expected in text
    assert "mailto:parcours@exemple.test" in text
    assert "Structure cachée" not in text
    assert "Le brouillon secret" not in text


def test_a_page_about_which_no_app_says_more_shows_its_own_text(rf: Any) -> None:
    assert context_of(page=Page(), request=rf.get("/")) == {}
