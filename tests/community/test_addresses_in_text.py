"""Addresses typed in a text are links to pages and mails; nothing that somebody types becomes more than that."""

import re
import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils.safestring import mark_safe

from community.addresses_in_text import linked
from community.typography.pages import french_page
from practices.models import GlossaryTerm
from tests import factories

ADDRESS = "https://exemple.test/affiche"


def read(text: str) -> BeautifulSoup:
    return BeautifulSoup(f"<p>{linked(text)}</p>", "html.parser")


def links(text: str) -> list[str]:
    """Where the links of a text lead, once a browser has read it."""
    return [str(link["href"]) for link in read(text).find_all("a")]


def shown(text: str) -> str:
    return read(text).get_text()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (f"Voir {ADDRESS}", ADDRESS),
        (f"Voir {ADDRESS}.", ADDRESS),
        (f"Voir {ADDRESS}, puis", ADDRESS),
        (f"Vu {ADDRESS} ?", ADDRESS),
        (f"Vu {ADDRESS}\u00a0?", ADDRESS),
        (f"Vu {ADDRESS}?!...", ADDRESS),
        (f"« {ADDRESS} »", ADDRESS),
        (f"«{ADDRESS}»", ADDRESS),
        (f"“{ADDRESS}”", ADDRESS),
        (f'"{ADDRESS}"', ADDRESS),
        (f"’{ADDRESS}’", ADDRESS),
        (f"<{ADDRESS}>", ADDRESS),
        (f"({ADDRESS})", ADDRESS),
        (f"[{ADDRESS}].", ADDRESS),
        (f"{ADDRESS}…", ADDRESS),
        (f"Affiche:\n{ADDRESS}\nMerci", ADDRESS),
        ("(https://fr.exemple.test/Banc_(meuble))", "https://fr.exemple.test/Banc_(meuble)"),
        ("https://exemple.test/?a=1&b=2#haut;", "https://exemple.test/?a=1&b=2#haut"),
        ("HTTP://Exemple.test:8080/", "HTTP://Exemple.test:8080/"),
        ("www.exemple.test/affiche", "https://www.exemple.test/affiche"),
        ("https://épicerie.test/été", "https://épicerie.test/été"),
        ("Écrire à nadia.b+jardin@exemple.test.", "mailto:nadia.b+jardin@exemple.test"),
        ("mailto:nadia@exemple.test", "mailto:nadia@exemple.test"),
        ("«nadia@exemple.test»", "mailto:nadia@exemple.test"),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(text: str, target: str) -> None:
    assert links(text) == [target]
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "JaVaScRiPt://exemple.test/%0aalert(1)", "data:text/html,<script>alert(1)</script>",
        "vbscript:x", "file:///etc/passwd", "ftp://exemple.test/a", "tel:0102030405", "//exemple.test/a",
        "exemple.test",
        "http://", "https://a", "http:// exemple.test", "http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://[",
        "https://exemple.test:99999/", "https://exemple.test:bon/", "https://banque.test@mechant.test/",
        "https://banque.test:mot@mechant.test/", "https://-exemple.test/", "https://exemple..test/", "https://.test/",
        "\u202ehttps", "xhttps://exemple.test", "a@b", "@nadia", "nadia@", "nadia@exemple", "nadia@-@exemple.test",
        "javascript:nadia@exemple.test", "nadia@exemple.test@mechant.test", "1/2 h. à 10 h. www.", "…", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_address_stays_text(text: str) -> None:
    assert links(text) == []
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        'https://exemple.test/"onmouseover="alert(1)', "https://exemple.test/'onclick='alert(1)",
        "https://exemple.test/<script>alert(1)</script>", "https://exemple.test/&lt;script&gt;",
        "<img src=x onerror=alert(1)>",
        '<a href="https://exemple.test">ici</a>', "https://exemple.test/\u202egnp.exe",
        "https://exemple.test\\@mechant.test/",
        "https://exemple.test/\u200bcache", "nadia@exemple.test?bcc=tous@mechant.test", "https://exemple.test/\x00\x07",
        "mailto:nadia@exemple.test?body=x", "https://exemple.test/https://mechant.test/",
    ],
)  # fmt: skip
def test_a_hostile_address_leads_where_it_says_and_carries_nothing(text: str) -> None:
    found = read(text)
    assert {tag.name for tag in found.find_all(True)} <= {"p", "a"}
    for link in found.find_all("a"):
        assert set(link.attrs) == {"href", "rel"}
        assert re.match(r"(?:https://exemple\.test|mailto:nadia@exemple\.test\Z)", str(link["href"]))
        assert not re.search(r"[\s\u202e\u200b\\]", str(link["href"]))
    assert re.sub(r"[\x00-\x1f]", "", shown(text)) == re.sub(r"[\x00-\x1f]", "", text)


def test_a_link_is_not_vouched_for() -> None:
    assert linked(ADDRESS) == f'<a href="{ADDRESS}" rel="nofollow ugc">{ADDRESS}</a>'


def test_a_long_address_is_shown_by_its_beginning_and_leads_to_its_end() -> None:
    address = f"{ADDRESS}/{'a' * 500}"
    assert links(address) == [address]
    assert shown(address) == f"{address[:59]}…"


@pytest.mark.parametrize(
    "text",
    [
        f"{ADDRESS}/{'a' * 10_000}", f"{ADDRESS}{'.' * 10_000}", f"{ADDRESS}{')' * 10_000}", "https://" * 10_000,
        "a@" * 10_000, "a." * 10_000, f"a@{'a.' * 10_000}", "www." * 10_000, "a" * 60_000, f"x{'-' * 60_000}@exemple",
        f"{ADDRESS} " * 3_000, "https://exemple.test/?" + "&" * 10_000, "http://[" * 10_000, "mailto:" * 10_000,
    ],
)  # fmt: skip
def test_ten_thousand_signs_of_anything_are_read_at_once(text: str) -> None:
    begun = time.monotonic()
    assert all(len(target) <= 2048 for target in links(text))
    assert time.monotonic() - begun < 10  # a quadratic reading takes minutes


def test_what_is_html_already_is_left_alone() -> None:
    html = mark_safe(f'<a href="{ADDRESS}">{ADDRESS}</a>')
    assert linked(html) == html


def test_paragraphs_and_french_spaces_go_with_links() -> None:
    template = Template("{% load typography %}{{ text|linked|linebreaks }}")
    html = french_page(template.render(Context({"text": f"<b> : {ADDRESS} !\nEt\n\naprès"})))
    assert html == (
        f'<p>&lt;b&gt;\u00a0: <a href="{ADDRESS}" rel="nofollow ugc">{ADDRESS}</a>\u00a0!<br>Et</p>\n\n<p>après</p>'
    )


SHEET = ("summary", "starting_point", "user_role", "outcomes", "pitfalls", "first_step", "people_needed", "audience")
TESTIMONIAL = ("text", "key_quote", "discussion_prompt")
STRUCTURE = ("tagline", "presentation", "offers", "needs")
PARCOURS = ("theme", "presentation", "eligibility", "partners")
REPORT = ("question", "body", "motto", "next_steps")


def addressed(names: tuple[str, ...]) -> dict[str, str]:
    return {name: f"Voir https://exemple.test/{name}" for name in names}


def expected(names: tuple[str, ...]) -> set[str]:
    return {f"https://exemple.test/{name}" for name in names}


def found_on(client: Client, address: str) -> set[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert not page.select("a a")
    return {str(link["href"]) for link in page.select('main a[rel="nofollow ugc"]')}


@pytest.mark.django_db
def test_every_text_of_a_page_shows_its_addresses_as_links(client: Client, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, steps=["https://exemple.test/steps"] * 3, **addressed(SHEET))
    testimonial = factories.testimonial(structure=structure, **addressed(TESTIMONIAL))
    told = factories.testimonial(structure=structure, kind="audio", transcript="https://exemple.test/transcript")
    card = factories.structure(website="https://exemple.test/website", **addressed(STRUCTURE))
    parcours = factories.parcours(**addressed(PARCOURS))
    report = factories.report(**addressed(REPORT))
    assert found_on(client, sheet.url) == expected((*SHEET, "steps"))
    assert found_on(client, testimonial.url) == expected(TESTIMONIAL)
    assert found_on(client, told.url) == expected(("transcript",))
    assert found_on(client, card.url) == expected((*STRUCTURE, "website"))
    assert found_on(client, parcours.url) == expected(PARCOURS)
    assert found_on(client, report.url) == expected(REPORT)


@pytest.mark.django_db
def test_a_definition_shows_its_addresses_as_links(client: Client, site: Any) -> None:
    GlossaryTerm.objects.create(term="Banc", definition=ADDRESS, source="https://exemple.test/source")
    assert found_on(client, "/glossaire/") == {ADDRESS, "https://exemple.test/source"}


CONFLICT = "conflict.html"
"""Somebody else's text beside a form, to be compared: not followed from there."""


def test_a_text_of_several_lines_is_never_shown_without_its_links() -> None:
    several_lines = re.compile(r"\{\{[^}]*\|(?:linebreaks|linebreaksbr|urlize\w*)[^}]*\}\}")
    without = [
        f"{path.name}: {shown}"
        for path in (settings.ROOT / "templates").rglob("*.html")
        for shown in several_lines.findall(path.read_text())
        if "|linked|" not in shown and path.name != CONFLICT
    ]
    assert without == []
