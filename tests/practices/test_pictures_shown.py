"""Photographs, posters and logos as pages show them: made once, beforehand, and taking their place at once."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.files import preparing
from community.files.sizes import AS_A_LOGO, ON_A_CARD, ON_A_PAGE
from community.models import SiteImage, SiteRendition
from practices.models import PracticePage, PracticePicture
from tests import factories

pytestmark = pytest.mark.django_db


def pictured(structure: Any, *, count: int = 1, size: tuple[int, int] = (1200, 900), **fields: Any) -> PracticePage:
    """A sheet on line with photographs."""
    sheet = factories.sheet(structure=structure, **fields)
    for order in range(count):
        image = factories.picture(structure=structure, size=size)
        sheet.pictures.add(PracticePicture(image=image, alt=f"Table {order}", agreement=True, sort_order=order))
    sheet.save_revision().publish()
    return PracticePage.objects.get(pk=sheet.pk)


def pictures_in(address: str) -> list[Any]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return list(BeautifulSoup(answer.content.decode(), "html.parser").main.select("picture"))  # type: ignore[union-attr]


def made() -> set[str]:
    return set(SiteRendition.objects.values_list("filter_spec", flat=True))


def test_the_first_photograph_heads_the_page_and_the_others_follow_the_steps(structure: Any) -> None:
    page = pictured(structure, count=3)
    first, *others = pictures_in(page.url)
    assert [picture.img["alt"] for picture in (first, *others)] == ["Table 0", "Table 1", "Table 2"]
    assert first.img.get("loading") is None  # it stands within the first screen
    assert {picture.img["loading"] for picture in others} == {"lazy"}


def test_a_picture_keeps_its_place_and_offers_the_lightest_format_first(structure: Any) -> None:
    (picture,) = pictures_in(pictured(structure).url)
    assert (picture.img["width"], picture.img["height"]) == ("960", "720")
    assert picture.source["type"] == "image/avif"
    assert [part.split()[-1] for part in picture.source["srcset"].split(", ")] == ["480w", "960w"]
    assert ".webp" in picture.img["src"]
    assert picture.img["sizes"] == picture.source["sizes"]


def test_a_small_picture_is_not_blown_up_and_is_offered_once(structure: Any) -> None:
    (picture,) = pictures_in(pictured(structure, size=(300, 200)).url)
    assert picture.source["srcset"].endswith(" 300w")
    assert ", " not in picture.source["srcset"]


@pytest.mark.parametrize("address", ["/", "/pratiques/"])
def test_a_card_shows_the_first_photograph_of_its_sheet(structure: Any, address: str) -> None:
    page = pictured(structure, count=2)
    (picture,) = pictures_in(address)
    first = page.pictures.first().image
    assert Path(first.file.name).stem in picture.img["src"]
    assert picture.img["alt"] == ""  # the title says it
    assert picture.img["loading"] == "lazy"


def test_a_testimonial_shows_its_poster_and_how_long_it_lasts(structure: Any) -> None:
    film = factories.testimonial(structure=structure, kind="video", poster=factories.picture(structure=structure))
    film.media.duration = 78
    film.media.save()
    pictures_in("/temoignages/")
    page = BeautifulSoup(Client().get("/temoignages/").content.decode(), "html.parser")
    assert len(page.select(".card picture")) == 1
    assert page.select_one(".card__duration").text.replace("\N{NO-BREAK SPACE}", " ").strip() == "1 min 18 s"  # type: ignore[union-attr]


def test_a_written_testimonial_shows_neither_the_poster_nor_the_length_that_it_had(structure: Any) -> None:
    page = factories.testimonial(structure=structure, kind="text", poster=factories.picture(structure=structure))
    page.media = factories.media()
    page.save_revision().publish()
    assert pictures_in("/temoignages/") == []
    assert "card__duration" not in Client().get("/temoignages/").content.decode()


def test_a_structure_shows_its_logo_on_its_card(structure: Any) -> None:
    structure.logo = factories.picture(structure=structure)
    structure.save_revision().publish()
    (picture,) = pictures_in("/structures/")
    assert "max-240x240" in picture.img["src"]


def test_what_pages_show_is_made_ready_before_anybody_asks(structure: Any, made_each_time: None) -> None:
    page = pictured(structure)
    structure.logo = factories.picture(structure=structure)
    structure.save_revision().publish()
    assert preparing.prepare_all() == 3
    ready = {*ON_A_CARD.specs, *ON_A_PAGE.specs, *AS_A_LOGO.specs}
    assert made() == ready
    before = SiteRendition.objects.count()
    for address in (page.url, "/", "/pratiques/", "/structures/", structure.url):
        pictures_in(address)
    assert SiteRendition.objects.exclude(filter_spec="max-240x120").count() == before
    assert preparing.prepare_all() == 0


def test_a_reader_who_comes_first_waits_once_for_this_page_alone(structure: Any, made_each_time: None) -> None:
    page = pictured(structure)
    pictured(structure)
    pictures_in(page.url)
    assert made() == set(ON_A_PAGE.specs)
    before = SiteRendition.objects.count()
    pictures_in(page.url)
    assert SiteRendition.objects.count() == before == len(ON_A_PAGE.specs)


def test_a_publication_wakes_who_makes_them(
    structure: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.BACKGROUND_WORK = True
    with django_capture_on_commit_callbacks() as woken:
        pictured(structure)
    assert preparing.darkroom.wake in woken


def test_the_night_makes_what_is_missing(structure: Any) -> None:
    pictured(structure)
    out = StringIO()
    call_command("prepare_pictures", stdout=out)
    assert "pictures made ready: 2" in out.getvalue()
    assert made() == {*ON_A_CARD.specs, *ON_A_PAGE.specs}


def test_a_damaged_picture_leaves_its_page_and_the_other_pictures(structure: Any) -> None:
    page = pictured(structure, count=2)
    path = Path(page.pictures.first().image.file.path)
    path.write_bytes(path.read_bytes()[:60])
    assert [picture.img["alt"] for picture in pictures_in(page.url)] == ["Table 1"]
    assert preparing.prepare_all() > 0
    assert preparing._drain() == 0  # nothing is tried again and again


def test_a_picture_framed_anew_is_shown_as_it_is_framed(structure: Any) -> None:
    pictured(structure)
    (before,) = pictures_in("/pratiques/")
    frame = {"focal_point_x": 100, "focal_point_y": 100, "focal_point_width": 50, "focal_point_height": 50}
    image = SiteImage.objects.get()
    for name, value in frame.items():
        setattr(image, name, value)
    image.save()
    (after,) = pictures_in("/pratiques/")
    assert before.img["src"] != after.img["src"]


def test_a_kept_page_follows_its_pictures(structure: Any, settings: Any) -> None:
    """Made for one visitor, shown to the next; a photograph taken off is off at the next request."""
    page = pictured(structure, count=2)
    assert len(pictures_in(page.url)) == len(pictures_in(page.url)) == 2
    page.pictures.set([page.pictures.last()])
    page.save_revision().publish()
    assert [picture.img["alt"] for picture in pictures_in(page.url)] == ["Table 1"]


def test_a_draft_shows_its_team_the_photographs_that_wait_for_an_agreement(structure: Any, teammate: Any) -> None:
    page = pictured(structure)
    waiting = factories.picture(structure=structure)
    page.pictures.add(PracticePicture(image=waiting, alt="Deux visages", agreement=False, sort_order=9))
    page.save_revision(clean=False)
    client = Client()
    client.force_login(teammate)
    draft = client.get(reverse("contributions:preview", args=[page.pk])).content.decode()
    assert "Deux visages" in draft
    assert "Deux visages" not in Client().get(page.url).content.decode()


def test_a_consent_that_ends_takes_the_poster_away(structure: Any) -> None:
    film = factories.testimonial(structure=structure, kind="video", poster=factories.picture(structure=structure))
    (picture,) = pictures_in("/temoignages/")
    assert Client().get(picture.img["src"]).status_code == 200
    film.consents.update(
        given_on=timezone.localdate() - timedelta(days=9), expires_on=timezone.localdate() - timedelta(days=1)
    )
    assert pictures_in("/temoignages/") == []
    assert Client().get(picture.img["src"]).status_code == 404
