"""A mail is drawn from the words of its text: no more is said, nothing is fetched, nothing that people wrote acts."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail

from community.notifications.acts import deliver, notify
from community.notifications.drawn import drawn

WHY = "Vous recevez ce message parce que vous avez un compte."
HERE = settings.SITE_URL


def page_of(body: str, subject: str = "Bonjour") -> BeautifulSoup:
    html = drawn(subject=subject, body=f"{body}\n\n{WHY}", signature=f"Faire avec – {HERE}/")
    return BeautifulSoup(html, "html.parser")


def words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").replace(":", " ").split()


@pytest.mark.django_db
def test_the_same_words_leave_as_text_and_drawn(pilot: Any) -> None:
    context = {
        "title": "Le jardin : comment ?",
        "comment": "Bravo !\nÀ bientôt.",
        "page_path": "/a/",
        "mine_path": "/m/",
    }
    notify(recipients=[pilot], kind="published", context=context)
    deliver()
    sent = mail.outbox[-1]
    assert [kind for _html, kind in sent.alternatives] == ["text/html"]
    page = BeautifulSoup(sent.alternatives[0][0], "html.parser")
    shown = words(page.body.get_text(" "))  # type: ignore[union-attr]
    links = {f"{HERE}/a/", f"{HERE}/m/"}
    said = [word for line in sent.body.splitlines() if line not in links for word in words(line)]
    assert [word for word in said if word not in shown] == []
    assert {link["href"] for link in page.find_all("a")} >= links
    assert sent.body.startswith(
        f"Bonjour {pilot.display_name},\n\n«\u00a0Le jardin\u00a0: comment\u00a0?\u00a0» est publié."
    )


def test_what_is_asked_is_one_button_named_by_its_sentence() -> None:
    page = page_of(f"Bonjour,\n\nLire et répondre :\n{HERE}/x/\n\nLa page :\n{HERE}/y/")
    assert [(link.get_text(), link["href"]) for link in page.select("a.button")] == [("Lire et répondre", f"{HERE}/x/")]
    assert [(link.get_text(), link["href"]) for link in page.select("a.link")] == [("La page", f"{HERE}/y/")]


def test_a_long_sentence_stays_above_its_button() -> None:
    sentence = "Il reste une chose à faire, et une seule : choisir votre mot de passe. Ouvrez ce lien :"
    page = page_of(f"{sentence}\n{HERE}/x/")
    assert page.select_one("a.button").get_text() == "Ouvrir la page"  # type: ignore[union-attr]
    assert sentence in page.get_text()


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script><img src=//ailleurs.test/x>",
        "\"><a href='https://ailleurs.test'>ici</a>",
        "{{ member.password }}{% load x %}",
        "&lt;b&gt; &amp; <b>",
    ],
)
def test_what_people_wrote_is_shown_as_they_wrote_it(written: str) -> None:
    page = page_of(f"Bonjour {written},\n\n{written}", subject=written)
    assert page.get_text().count(written) == 4  # title, heading, greeting, text
    assert not page.find_all(["script", "img", "b"])


@pytest.mark.parametrize(
    "address", ["https://ailleurs.test/", f"{HERE}@ailleurs.test/", f"{HERE}.ailleurs.test/", "javascript:alert(1)"]
)
def test_a_button_leads_nowhere_but_here(address: str) -> None:
    page = page_of(f"Lire :\n{address}")
    assert page.select("a.button, a.link") == []
    assert all(link["href"].startswith(("http", "mailto:")) for link in page.find_all("a"))


def test_nothing_is_fetched_and_nobody_is_counted() -> None:
    page = page_of(f"Lire :\n{HERE}/x/")
    assert not page.find_all(["img", "link", "script", "iframe", "object", "form"])
    assert "url(" not in str(page)
    assert "?" not in page.select_one("a.button")["href"]  # type: ignore[index]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "field"), [("published", "comment"), ("changes_asked", "comment"), ("contact", "text")]
)
def test_what_people_wrote_makes_no_button_of_ours(pilot: Any, sheet: Any, kind: str, field: str) -> None:
    typed = f"Gardez votre compte :\r\n{HERE}/compte/logout/\nou :\u2028{HERE}/compte/logout/\nMerci."
    paths = {"page_path": "/a/", "mine_path": "/m/", "edit_path": "/e/"}
    notify(recipients=[pilot], kind=kind, context={"page": sheet, "sender": pilot, "title": "T", **paths, field: typed})
    deliver()
    page = BeautifulSoup(mail.outbox[-1].alternatives[0][0], "html.parser")
    assert f"{HERE}/compte/logout/" in page.get_text()
    assert not [link for link in page.select("a.button, a.link") if "logout" in link["href"]]


def test_a_code_is_drawn_large_and_a_number_in_a_sentence_is_not() -> None:
    html = drawn(
        subject="Un code", body="Voici votre code :\n\n1234 5678\n\nLe 1234 5678 va.\n\nPourquoi.", signature=""
    )
    assert re.search(r"letter-spacing[^>]*>1234 5678</p>", html)
    assert html.count("letter-spacing") == 1
