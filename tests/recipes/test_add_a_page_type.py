"""`add-a-page-type.md`, then `add-a-searchable-page-type.md`, are true: their page lives on the whole site."""

from django.conf import settings

from tests.recipes.copied_house import House

RECIPES = settings.ROOT / "docs" / "recipes"
EVERYWHERE = ["structure", "feed", "search"]


def test_whoever_follows_the_two_recipes_adds_a_page_that_lives_on_the_whole_site(house: House) -> None:
    house.walk(RECIPES / "add-a-page-type.md")
    house.walk(RECIPES / "add-a-searchable-page-type.md")
    seen = house.told_by("tests.recipes.life")
    assert seen["life"] == {
        "offered in the admin": True,
        "submitted": {"status": 404, "on": [], "told": ["submitted"]},
        "approved": {"status": 200, "on": EVERYWHERE, "told": ["published"]},
        "taken off line": {"status": 404, "on": [], "told": ["taken_off_line"]},
    }
    assert seen["check"] == "System check identified no issues (0 silenced)."
    assert seen["migrations"] == "No changes detected"
