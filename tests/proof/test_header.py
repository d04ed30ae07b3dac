"""The bar at the top stays one row, whoever is signed in and however narrow the screen that shows it whole."""

import pytest

from tests.proof.walk import Walk

TALLEST = 80  # px: one row, the room around it included
RIGHT = (
    "() => Math.max(...[...document.querySelectorAll('.site-header__wide *')]"
    ".map(part => part.getBoundingClientRect().right))"
)


@pytest.mark.parametrize("role", ["visitor", "member", "facilitator"])
@pytest.mark.parametrize("width", [1024, 1216, 1280])
def test_the_header_is_one_row_within_the_page(role: str, width: int, walk: Walk) -> None:
    page = walk.page(role)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    bar = page.locator(".site-header__bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= TALLEST
    assert page.evaluate(RIGHT) <= width
