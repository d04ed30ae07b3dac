"""`first-hour.md` is true: its commands say what it says that they say."""

import pytest
from django.conf import settings

from tests.recipes.copied_house import PYTHON, House

RECIPE = settings.ROOT / "docs" / "first-hour.md"


@pytest.mark.long
def test_whoever_follows_the_first_hour_changes_a_help_text(house: House) -> None:
    assert house.run(f"{PYTHON} manage.py search_rebuild")[0] == 0  # as `make demo` does
    house.walk(RECIPE)
