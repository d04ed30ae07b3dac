"""Each act on what the pages now show: the next visitor of a page that was kept reads it as it has become."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments.acts import withdraw
from community.models import InvolvementLevel, SiteRendition, StructurePage
from home.models import FeaturedTestimonial, HomePage
from practices.models import Lever, PracticePage, PracticePicture
from tests import factories
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made_once(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.MADE_TWICE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def pictured(sheet: Any, structure: Any) -> PracticePage:
    """A sheet with a photograph on line, and its page kept."""
    image = factories.picture(structure=structure, size=(1200, 900))
    sheet.pictures.add(PracticePicture(image=image, alt="Deux mains au travail", agreement=True))
    sheet.save_revision().publish()
    return PracticePage.objects.get(pk=sheet.pk)


def changed_by(act: Callable[[], Any], *, at: str) -> tuple[str, str]:
    """What visitors read there, the second time, before the act; and the first time after it."""
    read(at)
    before = read(at)
    act()
    return before, read(at)


@pytest.mark.parametrize("at", ["", "/pratiques/"])
def test_an_agreement_unticked_takes_the_photograph_off_pages_and_cards(at: str, pictured: PracticePage) -> None:
    before, after = changed_by(lambda: PracticePicture.objects.update(agreement=False), at=at or pictured.url)
    assert "format-avif" in before
    assert "format-avif" not in after


def test_a_photograph_whose_size_is_erased_is_made_again_and_kept_again(pictured: PracticePage) -> None:
    before, after = changed_by(lambda: [size.delete() for size in SiteRendition.objects.all()], at=pictured.url)
    assert before.count("format-avif") == after.count("format-avif") > 0
    assert read(pictured.url) == after


def test_a_photograph_that_cannot_be_read_is_shown_once_it_can(pictured: PracticePage) -> None:
    """Nothing of the page made meanwhile is kept."""
    image = pictured.pictures.get().image
    content = image.file.storage.open(image.file.name).read()

    def broken() -> None:
        SiteRendition.objects.all().delete()
        with image.file.storage.open(image.file.name, "wb") as file:
            file.write(content[:40])

    _before, without = changed_by(broken, at=pictured.url)
    assert "format-avif" not in without
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(content)
    assert "format-avif" in read(pictured.url)


def test_the_sign_of_a_lever_changes_everywhere(sheet: Any) -> None:
    others = Lever.objects.exclude(slug="accueil").first()
    assert others is not None
    before, after = changed_by(
        lambda: Lever.objects.filter(slug="accueil").update(sign=others.sign), at=reverse("levers")
    )
    assert before != after


def test_a_level_renamed_is_renamed_on_its_sheets(sheet: Any) -> None:
    before, after = changed_by(
        lambda: InvolvementLevel.objects.update(name="Décider ensemble autrement"),
        at=sheet.url,
    )
    assert "Décider ensemble autrement" not in before
    assert "Décider ensemble autrement" in after


def test_a_question_is_on_the_front_page_at_once_and_leaves_it_at_once(sheet: Any, pilot: Any) -> None:
    asked: list[Any] = []
    before, after = changed_by(lambda: asked.append(say(sheet, pilot, text="Qui garde les clés ?")), at="/")
    assert "Qui garde les clés" not in before
    assert "Qui garde les clés" in after
    withdraw(comment=asked[0], member=pilot)
    assert "Qui garde les clés" not in read("/")


def test_a_logo_changed_is_changed_on_the_list(structure: Any) -> None:
    def give() -> None:
        page = StructurePage.objects.get(pk=structure.pk)
        page.logo = factories.picture(structure=structure, size=(300, 300))
        page.save_revision().publish()

    before, after = changed_by(give, at="/structures/")
    assert "max-120x120" not in before
    assert "max-120x120" in after


def test_the_testimonial_of_the_day_changes_at_midnight(structure: Any) -> None:
    home, until = HomePage.objects.get(), timezone.localdate() + timedelta(days=9)
    for title in ("Le récit du lundi", "Le récit du mardi"):
        testimonial = factories.testimonial(structure=structure, title=title)
        FeaturedTestimonial.objects.create(home=home, testimonial=testimonial, until=until, reason="Un premier pas")
    late = timezone.localtime().replace(hour=23, minute=59, second=50)
    pages = []
    for moment in (late, late + timedelta(seconds=5), late + timedelta(seconds=20)):
        with time_machine.travel(moment, tick=False):
            pages.append(read("/"))
    assert pages[0] == pages[1]
    assert pages[1] != pages[2]
    with time_machine.travel(late + timedelta(seconds=20), tick=False):
        FeaturedTestimonial.objects.all().delete()
        assert read("/") != pages[2]
