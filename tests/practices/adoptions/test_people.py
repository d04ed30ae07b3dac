"""What somebody takes along of what they wrote, and what stays when they leave: it is their structure's."""

from typing import Any

import pytest
from django.test import Client

from community.rights.what_we_keep import kept_of
from practices.models import Adoption

pytestmark = pytest.mark.django_db


def part_of(member: Any) -> Any:
    return next(part for part in kept_of(member=member) if part.key == "essais")


def test_what_one_wrote_goes_along(tried: Any, outsider: Any, pilot: Any) -> None:
    [row] = part_of(outsider).rows

    assert tried.sheet.title in row.values()
    assert {tried.kept, tried.changed, tried.happened, "mars 2026"} <= set(row.values())
    assert not part_of(pilot).rows


def test_a_sheet_hidden_since_is_not_named_in_it(tried: Any, outsider: Any) -> None:
    tried.sheet.unpublish()

    assert tried.sheet.title not in part_of(outsider).rows[0].values()


def test_who_leaves_takes_their_name_away_and_the_structure_keeps_its_words(
    client: Client, tried: Any, outsider: Any
) -> None:
    outsider.delete()

    tried.refresh_from_db()
    assert tried.member is None
    assert tried.changed in client.get(tried.sheet.url).content.decode()


def test_a_structure_or_a_sheet_that_is_deleted_takes_it_along(tried: Any, sheet: Any) -> None:
    sheet.delete()

    assert not Adoption.objects.exists()
