"""The form as papers: what is chosen bears its sign, what is folded says how much it holds, a row shows its picture."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from practices.models import PracticePage
from tests.practices.contributions.screens import edit_at, start_at

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def folded(page: BeautifulSoup) -> dict[str, str]:
    """What is said beside the title of each folded paper."""
    return {
        paper.select_one(".paper__title").get_text(strip=True): paper.select_one("summary .meta").get_text(strip=True)
        for paper in page.select("details.paper")
    }


def test_levers_and_levels_are_chosen_with_their_sign_and_their_words(signed_in: Client, structure: Any) -> None:
    page = read(signed_in, start_at(structure))
    for name, signs in (("levers", 4), ("levels", 4)):
        tiles = page.select_one(f"#id_{name}")
        assert len(tiles.select("label svg[aria-hidden=true]")) == signs
        for tile in tiles.select("label"):
            assert tile.input["id"] == tile["for"]
            assert tile.get_text(strip=True)


def test_a_folded_part_says_that_it_is_optional_or_how_many_fields_it_holds(
    signed_in: Client, structure: Any, draft: Any
) -> None:
    assert set(folded(read(signed_in, start_at(structure))).values()) == {"(facultatif)"}
    sheet = PracticePage.objects.get(pk=draft.pk)
    sheet.starting_point, sheet.user_role, sheet.people_needed = "Un terrain vide.", "Tout.", "Deux"
    sheet.save_revision()
    said = folded(read(signed_in, edit_at(sheet)))
    assert said["Raconter davantage"] == "2 champs remplis"
    assert said["Liens et mots-clés"] == "(facultatif)"


def test_a_file_kept_counts_though_browsers_show_its_field_empty(signed_in: Client, structure: Any) -> None:
    poster = get_test_image_file()
    poster.seek(0)
    typed = {"title": "Josette", "poster_file": poster, "action": "save"}
    signed_in.post(reverse("contributions:start", args=["temoignage"]), typed)
    page = read(signed_in, reverse("contributions:mine"))
    form = read(signed_in, page.select_one(".work a[href^='/mes-contributions/']")["href"])
    assert folded(form)["L’image d’attente"] == "1 champ rempli"


def test_enter_in_a_field_saves_a_draft_and_never_submits(signed_in: Client, structure: Any) -> None:
    """A browser presses the first button of the form."""
    first = read(signed_in, start_at(structure)).select_one("form.writing button[name=action]")
    assert first["value"] == "save"


def test_each_row_has_a_picture_or_a_cover_that_nobody_has_to_hear(signed_in: Client, draft: Any) -> None:
    pictures = read(signed_in, reverse("contributions:mine")).select(".work .work__picture")
    assert len(pictures) == 1
    assert pictures[0].select_one("svg.cover[aria-hidden=true]")
