"""The admin finds « Épicerie » for « epicerie », and « l’accueil » for « l'accueil », on both databases."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.letters import _NOTHING, _ONE_FOR_ONE, InPlainLetters, plain
from community.models import Member, SiteDocument, SiteImage, SiteMedia
from practices.models import GlossaryTerm, Lever, PracticePage, Topic
from tests import factories

pytestmark = pytest.mark.django_db

ASKED = ["épicerie", "Epicerie", "ÉPICERIE", "e\u0301picerie", "l'épicerie", "l’épicerie", "coeur", "CŒUR"]
TITLE = "L’Épicerie du cœur, 100 % locale_"


@pytest.fixture
def desk(client: Client, facilitator: Any) -> Client:
    client.force_login(facilitator)
    return client


def lists(structure: Any) -> dict[str, str]:
    """Something of each kind with this title, and where the admin lists it."""
    factories.sheet(structure=structure, title=TITLE)
    factories.member(display_name=TITLE)
    GlossaryTerm.objects.create(term=TITLE, definition="Un lieu.")
    Lever.objects.create(name=TITLE, slug="epicerie")
    Topic.objects.create(name=TITLE)
    for model in (SiteDocument, SiteMedia):
        model.objects.create(title=TITLE, file="x.pdf")
    SiteImage.objects.create(title=TITLE, file="x.png", width=1, height=1)
    snippets = {
        model.__name__: reverse(model.snippet_viewset.get_url_name("list")) for model in (GlossaryTerm, Lever, Topic)
    }
    names = {
        "search": "wagtailadmin_pages:search",
        "members": "people",
        "documents": "wagtaildocs:index",
        "images": "wagtailimages:index",
        "media": "wagtailmedia:index",
    }
    pages = {"pages": reverse("wagtailadmin_explore", args=[structure.pk])}
    return {**pages, **snippets, **{kind: reverse(name) for kind, name in names.items()}}


def test_every_list_of_the_admin_finds_it_however_it_is_written(desk: Client, structure: Any) -> None:
    missed = []
    for kind, address in lists(structure).items():
        assert "du cœur, 100" not in desk.get(address, {"q": "boulangerie"}).content.decode()
        for asked in ASKED:
            if "du cœur, 100" not in desk.get(address, {"q": asked}).content.decode():
                missed.append((kind, asked))
    assert missed == []


@pytest.mark.parametrize(
    ("asked", "is_found"), [("100 %", True), ("100_%", False), ("locale_", True), ("%", True), ("l_c", False)]
)
def test_signs_that_databases_read_as_jokers_are_signs(structure: Any, asked: str, is_found: bool) -> None:
    factories.sheet(structure=structure, title=TITLE)
    assert PracticePage.objects.filter(title__icontains=asked).exists() is is_found


@pytest.mark.parametrize("asked", ["\u00a0du cœur", "Ελλάδα", "ελλάδα", "naive", "Ÿ"])
def test_other_letters_still_meet_themselves(structure: Any, asked: str) -> None:
    factories.sheet(structure=structure, title="du cœur Ελλάδα naïve ÿ")
    assert PracticePage.objects.filter(title__icontains=asked.strip("\u00a0")).exists()


def test_nothing_is_not_something(site: Any) -> None:
    assert not Member.objects.filter(display_name__icontains="é").filter(email__icontains="zzz").exists()
    assert plain("") == ""


def test_each_database_makes_each_letter_plain_as_we_do(site: Any) -> None:
    written = [f"É{char}à" for char in (*_ONE_FOR_ONE, *_NOTHING) if char != "\u0345"]  # its capital is Greek
    Member.objects.bulk_create(
        Member(email=f"lettre{place}@exemple.test", display_name=name) for place, name in enumerate(written)
    )
    rows = Member.objects.filter(email__startswith="lettre").annotate(bare=InPlainLetters("display_name"))
    found = dict(rows.values_list("display_name", "bare"))
    assert len(found) == len(written)
    assert {name: bare for name, bare in found.items() if bare.lower() != plain(name)} == {}
