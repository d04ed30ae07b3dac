"""What a phone's first screens hold: the film, the first step, the whole front page in a few turns of the thumb."""

import pytest
from playwright.sync_api import Locator, Page

from tests.proof.expected import (
    FILM,
    FILM_ENDS_BEFORE,
    FIRST_STEP_BEGINS_BEFORE,
    FRONT_IS_SHORTER_THAN,
    PICTURED,
    SHEET,
    SMALLEST_CAPTION,
)

SIZE_OF_CAPTIONS = """() => {
  const rules = list => [...list].flatMap(rule => rule.cssRules?.length ? rules(rule.cssRules) : [rule]);
  const cues = [...document.styleSheets].flatMap(sheet => rules(sheet.cssRules)).filter(
    rule => rule.selectorText?.includes("::cue") && rule.style.fontSize);
  const probe = document.querySelector("video").parentElement.appendChild(document.createElement("span"));
  return cues.map(rule => {
    probe.style.setProperty("font-size", rule.style.fontSize); return getComputedStyle(probe).fontSize }).pop();
}"""


def box(part: Locator) -> dict[str, float]:
    found = part.bounding_box()
    assert found is not None
    return {"top": found["y"], "bottom": found["y"] + found["height"]}


def test_a_film_is_whole_in_the_first_screen(phone: Page) -> None:
    phone.goto(FILM)
    assert box(phone.locator("main video").first)["bottom"] <= FILM_ENDS_BEFORE


@pytest.mark.parametrize("sheet", [SHEET, PICTURED])
def test_the_first_step_of_a_sheet_begins_within_a_screen_and_a_half(sheet: str, phone: Page) -> None:
    phone.goto(sheet)
    assert box(phone.locator("main ol.steps li").first)["top"] <= FIRST_STEP_BEGINS_BEFORE


def test_the_whole_front_page_is_a_few_screens(phone: Page) -> None:
    phone.goto("/")
    assert phone.evaluate("() => document.documentElement.scrollHeight") < FRONT_IS_SHORTER_THAN


def test_captions_are_large_enough_to_be_read(phone: Page) -> None:
    """Their size is what the rule for `::cue` gives, tried on an ordinary element in the place of the film."""
    phone.goto(FILM)
    size = phone.evaluate(SIZE_OF_CAPTIONS)
    assert size, "no rule for ::cue gives captions their size"
    assert float(size.removesuffix("px")) >= SMALLEST_CAPTION
