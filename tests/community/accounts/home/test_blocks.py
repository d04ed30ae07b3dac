"""« Mon compte »: each block saves alone, says so beside itself, and loses nothing of what was typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.accounts.home.forms import LONGEST_WORD, MOST_WORDS
from community.accounts.home.keeping import NotTheirs, keep_words
from community.models import Member
from tests.community.accounts.home.entering import BY_SCRIPT
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

BLOCKS = [
    ("account_name", "name", "display_name", "Amina B."),
    ("account_work", "work", "work", "Coordinatrice de l’accueil"),
    ("account_help", "help", "can_help", "Réunions courtes"),
]


@pytest.fixture
def browser(pilot: Any) -> Client:
    client = Client()
    client.force_login(pilot)
    return client


@pytest.mark.parametrize(("address", "block", "field", "text"), BLOCKS)
def test_a_block_is_saved_without_a_script_and_says_so_beside_itself(
    address: str, block: str, field: str, text: str, browser: Client, pilot: Any
) -> None:
    answer = browser.post(reverse(address), {field: text})
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_home')}#{block}")
    assert getattr(Member.objects.get(pk=pilot.pk), field) == text
    page = browser.get(reverse("account_home"))
    assert page.context["said"].keys() == {block}
    assert page.content.decode().count("C’est enregistré") == 1


@pytest.mark.parametrize(("address", "block", "field", "text"), BLOCKS)
def test_a_script_is_answered_by_the_block_alone(
    address: str, block: str, field: str, text: str, browser: Client, pilot: Any
) -> None:
    page = browser.post(reverse(address), {field: text}, headers=BY_SCRIPT).content.decode()
    assert "<html" not in page
    assert f'<section class="paper stack" id="{block}"' in page
    assert "C’est enregistré" in page
    assert text in page
    assert getattr(Member.objects.get(pk=pilot.pk), field) == text


@pytest.mark.parametrize("headers", [{}, BY_SCRIPT])
def test_what_is_refused_comes_back_as_it_was_typed_with_the_reason_beside_it(
    headers: dict[str, str], browser: Client, pilot: Any
) -> None:
    typed = "Un nom bien trop long. " * 10
    answer = browser.post(reverse("account_name"), {"display_name": typed}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert typed.strip() in page
    assert 'id="compte-display_name_error"' in page
    assert 'aria-invalid="true"' in page
    assert Member.objects.get(pk=pilot.pk).display_name == pilot.display_name


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200d", "\u202e", "\u2800\u3164", "x" * 81, "\U0001f600" * 41])
def test_a_name_that_nobody_could_read_is_refused(name: str, browser: Client, pilot: Any) -> None:
    answer = browser.post(reverse("account_name"), {"display_name": name})
    assert answer.context["forms"]["name"].errors["display_name"]
    assert Member.objects.get(pk=pilot.pk).display_name == pilot.display_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina \u200b", "Amina"),
        ("Amina\u202eB.", "AminaB."),  # would turn the rest of the line round
        ("أمينة", "أمينة"),
        ("Amina 🌻", "Amina 🌻"),
        ("Amina\nB.", "Amina B."),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_hostile_name_does_nothing_but_name(typed: str, kept: str, browser: Client, pilot: Any, sheet: Any) -> None:
    browser.post(reverse("account_name"), {"display_name": typed})
    assert Member.objects.get(pk=pilot.pk).display_name == kept
    say(sheet, Member.objects.get(pk=pilot.pk))
    for address in (reverse("account_home"), reverse("member", args=[pilot.pk]), sheet.url):
        assert "<script>alert" not in browser.get(address).content.decode()


def test_subjects_are_kept_once_each_whatever_stands_between_them(browser: Client, pilot: Any) -> None:
    browser.post(reverse("account_help"), {"can_help": "Accueil ; budget,\naccueil\n\n  réunions   courtes \n,;"})
    assert Member.objects.get(pk=pilot.pk).help_words == ["Accueil", "budget", "réunions courtes"]


@pytest.mark.parametrize(
    "typed", [",".join(f"sujet {n}" for n in range(MOST_WORDS + 1)), "m" * (LONGEST_WORD + 1), "<b>" * 300]
)
def test_too_many_subjects_or_a_subject_as_long_as_a_sentence_are_refused(
    typed: str, browser: Client, pilot: Any
) -> None:
    answer = browser.post(reverse("account_help"), {"can_help": typed})
    assert answer.context["forms"]["help"].errors["can_help"]
    assert answer.context["forms"]["help"]["can_help"].value() == typed
    assert not Member.objects.get(pk=pilot.pk).can_help


def test_what_one_does_may_be_emptied(browser: Client, pilot: Any) -> None:
    Member.objects.filter(pk=pilot.pk).update(work="Bénévole", can_help="accueil")
    browser.post(reverse("account_work"), {"work": ""})
    browser.post(reverse("account_help"), {"can_help": " "})
    row = Member.objects.get(pk=pilot.pk)
    assert (row.work, row.can_help) == ("", "")


def test_two_devices_that_save_different_blocks_lose_nothing(pilot: Any) -> None:
    here, there = Member.objects.get(pk=pilot.pk), Member.objects.get(pk=pilot.pk)
    keep_words(member=here, words={"display_name": "Amina"})
    keep_words(member=there, words={"work": "Bénévole"})
    keep_words(member=here, words={"can_help": "accueil"})
    row = Member.objects.get(pk=pilot.pk)
    assert (row.display_name, row.work, row.can_help) == ("Amina", "Bénévole", "accueil")


def test_only_their_own_words_are_kept(pilot: Any) -> None:
    with pytest.raises(NotTheirs):
        keep_words(member=pilot, words={"is_facilitator": "1"})


def test_a_text_sent_after_the_session_has_ended_waits_in_its_block(pilot: Any) -> None:
    client = Client()
    asked = client.post(reverse("account_work"), {"work": "Coordinatrice de l’accueil"})
    assert "/compte/login/" in asked["Location"]
    client.force_login(pilot)  # the session that holds the text lives on
    page = client.get(reverse("account_work"))
    assert "Coordinatrice de l’accueil" in page.content.decode()
    assert "Il n’est pas encore enregistré" in page.content.decode()


def test_a_changed_name_is_read_at_once_everywhere_even_on_pages_that_were_kept(
    browser: Client, pilot: Any, sheet: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MADE_TWICE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    say(sheet, pilot)
    assert pilot.display_name in Client().get(sheet.url).content.decode()
    assert pilot.display_name in Client().get(sheet.url).content.decode()
    browser.post(reverse("account_name"), {"display_name": "Amina, la nouvelle"})
    for reader in (Client(), browser):
        page = reader.get(sheet.url).content.decode()
        assert "Amina, la nouvelle" in page
        assert pilot.display_name not in page
