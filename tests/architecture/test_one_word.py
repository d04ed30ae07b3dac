"""What the site says has one word for an e-mail, and none that only the trade knows.

People write theirs: sheets and testimonials are not read here.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import APPS, ROOT, place, sources

OTHERS = re.compile(
    r"courriel|adresses? électronique|adresses? mail\b|\bmél\b|\b(?:un|le|les|des|du|par|votre|vos|son|ce) e?mails?\b",
    re.IGNORECASE,
)
OF_THE_TRADE = re.compile(r"\bRSS\b|\bflux (?:de|d’)|\bsyndication\b")
"""Feeds: one follows news « avec un lecteur d’actualités »."""
READ_IN_LISTS = "community/invitations/pasted.py"  # how people name the column of the addresses
TEMPLATES, SENTENCES, PAGES = "templates", "locale", "home/demo/content/pages"


def texts() -> Iterator[tuple[Path, str]]:
    """The texts of the house: whole files, and the strings of the code, what explains the code apart."""
    for folder in (TEMPLATES, SENTENCES, PAGES):
        for path in sorted((ROOT / folder).rglob("*.*")):
            if path.suffix in (".html", ".txt", ".po", ".toml"):
                yield path, "\n".join(line for line in path.read_text().splitlines() if not line.startswith("msgid "))
    for path in sources(*APPS, "config"):
        if place(path) != READ_IN_LISTS:
            yield path, "\n".join(strings(ast.parse(path.read_text())))


def strings(tree: ast.Module) -> Iterator[str]:
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def test_an_e_mail_has_one_name() -> None:
    assert {place(path): found for path, text in texts() if (found := OTHERS.findall(text))} == {}


@pytest.mark.parametrize(
    "text", ["Répondu par courriel", "Adresse électronique", "votre adresse mail", "un mail", "un email"]
)
def test_the_other_names_are_seen(text: str) -> None:
    assert OTHERS.search(text)
    assert not OTHERS.search("Votre adresse e-mail, un e-mail, des e-mails")


def test_no_screen_speaks_as_the_trade_does() -> None:
    assert {place(path): found for path, text in texts() if (found := OF_THE_TRADE.findall(text))} == {}


def test_words_of_the_trade_are_seen() -> None:
    assert OF_THE_TRADE.search("Suivre les nouveautés (flux RSS)")
    assert not OF_THE_TRADE.search("application/rss+xml, /flux/")
