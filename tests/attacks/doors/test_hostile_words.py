"""What hostile hands type in « L’entraide »: each number, name and address is refused, or read, and breaks nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from community.comments import acts
from community.models import Mention
from practices.models import PracticeRequestPage
from tests import factories
from tests.community.comments.talk import filled, read, say, write_url
from tests.practices.requests.asking import asked

pytestmark = pytest.mark.django_db
HUGE = (0, 2**31, 2**63, 10**30)


@pytest.mark.parametrize("pk", HUGE)
@pytest.mark.parametrize(
    ("name", "before"),
    [
        *(("report", [subject]) for subject in ("fiche", "temoignage", "question", "commentaire", "essai", "membre")),
        *(("report_sent", [subject]) for subject in ("fiche", "question", "commentaire", "essai", "membre")),
        *((f"comments:{act}", []) for act in ("write", "close", "edit", "versions", "react")),
        *((f"adoptions:{act}", []) for act in ("say", "correct", "withdraw")),
        *((name, []) for name in ("edit_question", "withdraw_question", "mark_answer", "sheet_from_answer")),
        *((name, []) for name in ("matter", "person_read_again")),
    ],
)
def test_a_number_that_names_nothing_is_not_found(
    name: str, before: list[str], pk: int, client: Client, facilitator: Any
) -> None:
    client.force_login(facilitator)
    address = reverse(name, args=[*before, pk])
    assert client.get(address).status_code in (404, 405)
    assert client.post(address).status_code in (404, 405)


@pytest.mark.parametrize("typed", ["http://[?t=83", "http://[::1?t=1", "http://a℀b/?t=1", "?t=-5", "?t=" + "9" * 40])
def test_an_address_that_is_none_is_no_moment(typed: str, client: Client, structure: Any, outsider: Any) -> None:
    film = factories.testimonial(structure=structure, kind="audio")
    client.force_login(outsider)
    answer = client.post(write_url(film), filled(film, "Écoutez ici.", quoted_moment=typed))
    assert answer.status_code == 200
    assert "Écrivez ce moment" in answer.content.decode()


@pytest.mark.parametrize("typed", ["an\x00na", "\u202eanna", "@" * 3000, "a " * 2000, "%", "_%", "\\"])
def test_names_asked_for_in_any_letters_are_answered(typed: str, client: Client, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.get(reverse("comments:people"), {"q": typed}).status_code == 200


def test_a_name_that_begins_another_takes_nobody_s_place(sheet: Any, outsider: Any) -> None:
    anna, bern = factories.member(display_name="Anna Lou"), factories.member(display_name="Anna Lou Bern")
    say(sheet, outsider, "Demandez à @Anna Lou, ou à @Anna Lou Bern.")
    text = read(sheet, outsider)
    assert f'<a href="{reverse("member", args=[anna.pk])}">@Anna Lou</a>, ou' in text
    assert f'<a href="{reverse("member", args=[bern.pk])}">@Anna Lou Bern</a>.' in text


def test_a_name_within_an_address_leaves_the_link_whole(sheet: Any, outsider: Any) -> None:
    factories.member(display_name="Anna")
    say(sheet, outsider, "Voir https://exemple.test/?qui=@Anna et @Anna.")
    text = read(sheet, outsider)
    assert 'href="https://exemple.test/?qui=@Anna"' in text
    assert text.count(">@Anna</a>") == 1


@pytest.mark.parametrize(("name", "typed"), [("Zoé Cœur", "@Zoe Coeur"), ("Zoé Coeur", "@Zoé Cœur")])
def test_a_ligature_is_spelled_either_way(name: str, typed: str, sheet: Any, outsider: Any) -> None:
    factories.member(display_name=name)
    say(sheet, outsider, f"Merci {typed}, vraiment.")
    assert Mention.objects.get().spelled == typed.removeprefix("@")
    assert f">{typed}</a>, vraiment" in read(sheet, outsider)


def test_ten_thousand_signs_are_read_at_once(sheet: Any, outsider: Any) -> None:
    said = acts.post(page=sheet, member=outsider, text="@a " * 1000)
    assert said.is_public


def test_a_title_whose_signs_are_four_letters_each_has_an_address_that_holds(
    client: Client, structure: Any, pilot: Any
) -> None:
    client.force_login(pilot)
    for question in ("㎉" * 200, "㎉" * 199):
        client.post(reverse("ask_question"), {"question": question})
    first, second = (
        PracticeRequestPage.objects.filter(title__startswith="㎉").order_by("pk").values_list("slug", flat=True)
    )
    sheet = factories.sheet(structure=structure, owner=pilot, title="㎉" * 80)
    assert first != second
    assert all(len(slug) <= Page._meta.get_field("slug").max_length for slug in (first, second, sheet.slug))


def test_a_question_that_waits_takes_such_an_address_too(client: Client, site: Any) -> None:
    newcomer = factories.member(read_before="first")
    question = asked(member=newcomer)
    client.force_login(newcomer)
    client.post(reverse("edit_question", args=[question.pk]), {"question": "㎉" * 200})
    question.refresh_from_db()
    assert question.slug == "kcal" * 50
