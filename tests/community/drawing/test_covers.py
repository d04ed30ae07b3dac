"""Covers: always the same for a page, made of its levers' shapes, inside their frame."""

import re

import pytest
from django.conf import settings

from community.drawing.covers import HEIGHT, WIDTH, cover, transform
from community.drawing.shapes import FIRST, SHAPES, SIDE, SPARE, outlines
from community.templatetags.drawing import cover_tag, sign
from practices.models.levers import SIGNS, Lever, LeverName

TOKENS = (settings.ROOT / "static" / "css" / "tokens.css").read_text()


class Sheet:
    pk = 12
    shown_levers = (LeverName(name="Accueil", slug="accueil", sign="arch"),)


def test_a_page_has_the_same_cover_every_day() -> None:
    cover.cache_clear()
    first = cover(key=12, signs=("arch", "leaf"))
    cover.cache_clear()
    assert cover(key=12, signs=("arch", "leaf")) == first
    assert [transform(cutout) for cutout in first.cutouts[:2]] == [
        "translate(260 60)scale(0.8)rotate(90 50 50)",
        "translate(5 5)scale(0.4)rotate(180 50 50)",
    ], "the drawing of every page of every site has changed"


def test_two_pages_have_two_covers() -> None:
    assert len({cover(key=key, signs=("arch",)) for key in range(200)}) == 200


def test_a_cover_wears_the_paper_of_its_first_lever_and_its_shapes_only() -> None:
    drawn = cover(key=3, signs=("pebbles", "star"))
    assert drawn.ground == SHAPES["pebbles"].tint
    assert {cutout.shape.name for cutout in drawn.cutouts} == {"pebbles", "star"}


@pytest.mark.parametrize("key", range(0, 400, 7))
def test_nothing_is_laid_outside_the_frame(key: int) -> None:
    drawn = cover(key=key)
    assert len(drawn.cutouts) > 8
    assert all(each.x >= 0 and each.x + each.side <= WIDTH for each in drawn.cutouts)
    assert all(each.y >= 0 and each.y + each.side <= HEIGHT for each in drawn.cutouts)


def test_a_page_without_levers_and_an_unknown_sign_have_a_cover() -> None:
    assert cover(key=0).cutouts
    assert cover(key=5, signs=("<script>",)).ground in {SHAPES[name].tint for name in FIRST}
    assert "script" not in sign("<script>")


def test_a_cover_says_nothing_to_a_screen_reader_and_stays_light() -> None:
    drawn = cover_tag(Sheet())
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn
    assert len(drawn) < 4000


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_shape_can_be_followed_by_straight_lines(shape: object) -> None:
    polygons = list(outlines(shape.path))  # type: ignore[attr-defined]
    assert polygons
    assert all(0 <= coordinate <= SIDE for polygon in polygons for point in polygon for coordinate in point)


def test_the_style_sheet_has_the_inks_of_the_shapes() -> None:
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6})", TOKENS))
    assert {name: (shape.ink, shape.tint) for name, shape in SHAPES.items()} == {
        name: (light[f"{name}-ink"], light[f"{name}-tint"]) for name in SHAPES
    }


def test_every_shape_may_be_the_sign_of_a_lever() -> None:
    assert [name for name, _label in SIGNS] == list(SHAPES) == [*FIRST, *SPARE]


@pytest.mark.django_db
def test_a_lever_that_is_added_takes_a_free_sign() -> None:
    assert Lever.objects.filter(sign__in=FIRST).count() == 4
    names = ["Gouvernance", "Numérique", "Argent", "Repas", "Jardin"]
    given = [Lever.objects.create(name=name, slug=name.lower()).sign for name in names]
    assert given == [*SPARE, SPARE[0]]


@pytest.mark.django_db
def test_a_sign_that_was_chosen_stays() -> None:
    lever = Lever.objects.create(name="Jardin", slug="jardin", sign="leaf")
    lever.description = "Cultiver ensemble."
    lever.save()
    lever.refresh_from_db()
    assert lever.sign == "leaf"
