"""The four people of the table, and the page that goes through its rows.

A film stands for all pages, because it has files and a consent as well; a sheet is asked where only sheets show.
"""

from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.access_table.rows import ELSEWHERE, FACILITATOR, PUBLIC, SECRET, TEAM
from tests.standing import standing


@pytest.fixture(autouse=True)
def _index_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


@pytest.fixture
def world(structure: Any, pilot: Any, teammate: Any, outsider: Any, facilitator: Any) -> dict[str, Any]:
    return {PUBLIC: None, ELSEWHERE: outsider, TEAM: teammate, FACILITATOR: facilitator}


@standing
def film(structure: Any, pilot: Any) -> Any:
    return factories.testimonial(
        structure=structure,
        kind="video",
        owner=pilot,
        title=f"Témoignage {SECRET}",
        transcript=f"Nadia : au {SECRET}, on joue ensemble.",
    )
