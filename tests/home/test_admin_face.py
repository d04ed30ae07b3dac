"""The admin is Faire avec: its name, its colours, its French; one place for what is to be reviewed."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page

from tests import factories
from tests.architecture.house import ROOT

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'"label": "([^"]*)"')
ENGLISH = re.compile(
    r"Media files?|>True<|>False<|created in|\bRoot\b|Workflow\b|\bWhat's new|Guide du redacteur|\(e\)"
)
SCREENS = [
    *("wagtailadmin_home", "wagtailadmin_account", "wagtaildocs:index", "wagtailimages:index", "wagtailmedia:index"),
    *("wagtailadmin_reports:workflow", "wagtailadmin_reports:site_history", "wagtailadmin_reports:page_types_usage"),
    *("searched", "search_indexes", "chosen_answers:index"),
    *("wagtailsnippets_practices_lever:list", "wagtailsnippets_practices_consentrecord:list"),
    "wagtailsnippets_search_synonymgroup:list",
]


@pytest.fixture
def at_work(facilitator: Any, client: Client) -> Client:
    client.force_login(facilitator)
    return client


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_of_a_facilitator_speaks_english(name: str, at_work: Client, sheet: Any) -> None:
    factories.consent(testimonial=factories.testimonial(structure=factories.structure()))
    page = at_work.get(reverse(name)).content.decode()
    assert ENGLISH.findall(page) == []
    assert "- Faire avec</title>" in page.replace("\n", "")
    assert "admin/brand.css" in page


def test_what_is_to_be_reviewed_is_listed_once(at_work: Client, sheet: Any) -> None:
    page = at_work.get(reverse("wagtailadmin_home")).content.decode()
    assert page.count("À faire") >= 1
    assert "relecture" in page
    assert "En attente de votre vérification" not in page


def test_the_roots_have_french_names(site: Any) -> None:
    assert Page.objects.get(depth=1).title == "Racine"
    assert Collection.objects.get(depth=1).name == "Sans dossier"


def test_a_date_is_typed_as_it_is_said(settings: Any) -> None:
    assert settings.WAGTAIL_DATE_FORMAT == "%d/%m/%Y"


def test_the_colours_of_the_admin_are_those_of_the_site() -> None:
    tokens, brand = (ROOT / "static" / place for place in ("css/tokens.css", "admin/brand.css"))
    values = re.findall(r"#[0-9a-f]{6}", brand.read_text())
    own = {"#fbeee7", "#f3d3c4"}  # tints of the action colour, behind what is chosen
    assert set(values) - set(re.findall(r"#[0-9a-f]{6}", tokens.read_text())) - own == set()
