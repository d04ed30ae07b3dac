"""A level of involvement is found by the word of women and by that of men."""

from typing import Any

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["acteur", "actrice", "coproductrice", "coproducteur"])
def test_a_level_is_found_by_either_word(asked: str, index: Any, structure: Any) -> None:
    sheet = factories.sheet(structure=structure, levels=("acteur", "coproducteur"))
    index.sync()
    assert sheet.pk in [thing.pk for thing in index.found(asked)]
