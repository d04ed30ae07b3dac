"""`change-the-ranking.md` is true: its question fails, its word answers it, and its figures are those that it says."""

import pytest
from django.conf import settings

from tests.recipes.copied_house import House

RECIPE = settings.ROOT / "docs" / "recipes" / "change-the-ranking.md"


@pytest.mark.long
def test_whoever_follows_the_recipe_changes_the_ranking(house_with_demonstration: House) -> None:
    house_with_demonstration.walk(RECIPE)
