"""« Toujours d’actualité »: who may say it, and what it writes."""

from typing import Any

import pytest

from practices.contributions.acts import drafts, refusals
from practices.models import PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_is_noted_on_the_row_without_a_new_version(sheet: Any, teammate: Any) -> None:
    PracticePage.objects.filter(pk=sheet.pk).update(last_verified_on=None)
    latest = sheet.latest_revision_id
    drafts.confirm_current(page=sheet, member=teammate)
    row = PracticePage.objects.get(pk=sheet.pk)
    assert row.last_verified_on is not None
    assert row.latest_revision_id == latest


def test_publishing_counts_as_a_verification(sheet: Any) -> None:
    assert PracticePage.objects.get(pk=sheet.pk).last_verified_on is not None


def test_only_a_page_on_line_is_still_current(structure: Any, teammate: Any) -> None:
    with pytest.raises(refusals.NotAllowed):
        drafts.confirm_current(page=factories.sheet(structure=structure, live=False), member=teammate)
