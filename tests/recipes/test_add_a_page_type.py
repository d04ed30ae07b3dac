"""`add-a-page-type.md`, then `add-a-searchable-page-type.md`, are true: their page lives on the whole site."""

import pytest
from django.conf import settings

from tests.recipes.copied_house import PYTHON, House

RECIPES = settings.ROOT / "docs" / "recipes"
EVERYWHERE = ["structure", "feed", "search"]
QUICK_CHECKS = (
    "-m ruff check .",
    "-m ruff format --check .",
    "-m pytest tests/architecture/test_files.py",
)
CHECKS = (
    "-m djlint --quiet --lint templates",
    "-m mypy --no-error-summary",
    '-c "from importlinter.cli import lint_imports_command; lint_imports_command()"',
    "-m config.checks.catalogue",
    "-m pytest tests/architecture tests/home tests/bench/test_scale.py tests/community/test_files_shown.py"
    " --deselect tests/home/test_query_pins.py::test_a_page_asks_few_questions",  # two figures more, says the recipe
)


@pytest.fixture
def walked(house: House) -> House:
    """A house with resources."""
    house.walk(RECIPES / "add-a-page-type.md")
    house.walk(RECIPES / "add-a-searchable-page-type.md")
    return house


def refused(house: House, checks: tuple[str, ...]) -> dict[str, str]:
    """What the checks that fail print."""
    return {check: printed for check in checks for status, printed in [house.run(f"{PYTHON} {check}")] if status}


def test_whoever_follows_the_two_recipes_adds_a_page_that_lives_on_the_whole_site(walked: House) -> None:
    seen = walked.told_by("tests.recipes.life")
    assert seen["life"] == {
        "offered in the admin": True,
        "submitted": {"status": 404, "on": [], "told": ["submitted"]},
        "approved": {"status": 200, "on": EVERYWHERE, "told": ["published"]},
        "taken off line": {"status": 404, "on": [], "told": ["taken_off_line"]},
    }
    assert seen["is erased with its file"]
    assert seen["check"] == "System check identified no issues (0 silenced)."
    assert seen["migrations"] == "No changes detected"
    assert refused(walked, QUICK_CHECKS) == {}


@pytest.mark.long
def test_what_the_two_recipes_add_passes_every_check_of_the_house(walked: House) -> None:
    assert refused(walked, CHECKS) == {}
