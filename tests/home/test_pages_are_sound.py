"""Every page, whoever reads it: one h1, headings in order, labels, alternatives, captions, nothing inline."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from home.models import ContentPage, FeaturedTestimonial
from practices.models import GlossaryTerm
from tests import factories
from tests.community.accounts.asking import come_in
from tests.home.soundness import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(site: Any, structure: Any, sheet: Any, teammate: Any) -> list[str]:
    """One page of each kind, as full as can be."""
    parcours = factories.parcours(presentation="Sept sessions.", contact_role="parcours@exemple.test")
    parcours.participations.create(structure=structure)
    parcours.sessions.create(title="Se rencontrer", goal="Se connaître.", expected_output="Une liste.")
    parcours.save()
    child = factories.sheet(structure=structure, inspired_by=sheet, parcours=parcours, time_band="demi-journee")
    child.attachments.create(document=factories.document(), label="Affiche")
    child.save()
    told = [
        factories.testimonial(structure=structure, kind=kind, parcours=parcours, discussion_prompt="Et chez vous ?")
        for kind in ("video", "audio", "text")
    ]
    for testimonial in told:
        testimonial.sheets.set([sheet])
        testimonial.save()
    FeaturedTestimonial.objects.create(home=site, testimonial=told[0], until="2999-01-01", reason="Pour commencer.")
    report = factories.report(parcours=parcours, motto="Commencer petit.", next_steps="On se revoit.")
    report.testimonials.set(told)
    report.save()
    GlossaryTerm.objects.create(term="levier", definition="Un endroit où agir.", synonyms="point d’appui")
    text = ContentPage(title="La méthode", introduction="En bref.", body="<h2>Pourquoi</h2><p>Parce que.</p>")
    site.add_child(instance=text)
    pages = [structure, sheet, child, *told, parcours, report, text]
    lists = ("/", "/pratiques/", "/temoignages/", "/structures/", "/parcours/", "/comptes-rendus/", "/glossaire/")
    views = [reverse("lever", args=["accueil"]), reverse("search"), reverse("search") + "?q=café", "/nulle-part/"]
    return [*lists, *views, *(page.url for page in pages)]


ACCOUNT = [
    "account_login",
    "account_signup",
    "account_inactive",
]
SIGNED_IN = ["account_logout", "account_change_password"]
WRITING = ["contributions:share", "contributions:mine"]


def faults_of(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 404), address
        if wrong := faults(response.content.decode()):
            found[address] = wrong
    return found


def test_the_public_reads_sound_pages(client: Client, addresses: list[str]) -> None:
    assert faults_of(client, [*addresses, *map(reverse, ACCOUNT)]) == {}


def test_a_member_reads_sound_pages(client: Client, addresses: list[str], pilot: Any) -> None:
    come_in(client, pilot)
    assert faults_of(client, [*addresses, *map(reverse, SIGNED_IN + WRITING)]) == {}


def test_a_facilitator_reads_sound_pages(client: Client, addresses: list[str], facilitator: Any) -> None:
    client.force_login(facilitator)
    assert faults_of(client, [*addresses, reverse("contributions:waiting")]) == {}


def test_a_team_reads_a_sound_draft(client: Client, structure: Any, pilot: Any) -> None:
    client.force_login(pilot)
    empty = factories.sheet(structure=structure, live=False, summary="", pitfalls="", steps=[], levers=(), levels=())
    untold = factories.testimonial(structure=structure, live=False, consent_days=None, key_quote="", levers=())
    assert faults_of(client, [empty.url, untold.url]) == {}


def test_a_wrong_password_gives_a_sound_page_that_says_so(client: Client, site: Any) -> None:
    response = client.post(reverse("account_login"), {"login": "qui@exemple.test", "password": "rien"})
    html = response.content.decode()
    assert faults(html) == []
    assert BeautifulSoup(html, "html.parser").find(role="alert")


def test_every_title_is_its_own(client: Client, addresses: list[str]) -> None:
    titles = [
        BeautifulSoup(client.get(address).content, "html.parser").title.get_text()
        for address in addresses  # type: ignore[union-attr]
    ]
    assert len(set(titles)) == len(titles)


def test_a_failure_has_its_own_page_that_needs_nothing(site: Any) -> None:
    from django.template.loader import render_to_string

    for name in ("400.html", "500.html"):
        assert [fault for fault in faults(render_to_string(name)) if "h1" in fault or "title" in fault] == []


def test_the_checker_sees_faults() -> None:
    wrong = '<title>x</title><main></main><h3>a</h3><img src="a"><input name="q"><p style="x" id="i"></p><p id="i">'
    assert len(faults(wrong)) >= 7
