"""Somebody of another structure, who tried the sheet."""

from typing import Any

import pytest

from community.models import StructurePage
from tests import factories


@pytest.fixture
def taker(outsider: Any) -> Any:
    """The outsider's structure."""
    return StructurePage.objects.get(memberships__member=outsider)


@pytest.fixture
def tried(sheet: Any, taker: Any, outsider: Any) -> Any:
    """What it says of the sheet."""
    return factories.adoption(sheet=sheet, structure=taker, member=outsider)


@pytest.fixture
def typed() -> dict[str, Any]:
    """A form well filled in by somebody of one structure."""
    return {"month": "3", "year": "2026", "kept": "Le binôme.", "changed": "Le jeudi.", "happened": "On revient."}
