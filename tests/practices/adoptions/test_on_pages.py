"""« Elles l’ont essayé » on a sheet, « Elle a essayé » on a structure: who reads what, in how many queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from practices.models import Adoption
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def test_a_sheet_says_who_tried_it_when_and_what_changed(client: Client, tried: Any) -> None:
    own = factories.sheet(structure=tried.structure, title="Le café du jeudi")
    Adoption.objects.filter(pk=tried.pk).update(own_sheet=own)

    page = text_of(client, tried.sheet.url)
    for said in ("Elles l’ont essayé", tried.structure.title, "Mars 2026", tried.kept, tried.changed, tried.happened):
        assert said in page, said
    assert own.url in page


def test_a_structure_says_what_it_tried(client: Client, tried: Any, structure: Any) -> None:
    page = text_of(client, tried.structure.url)

    for said in ("Elle a essayé", tried.sheet.title, tried.sheet.url, structure.title, "Mars 2026", tried.changed):
        assert said in page, said


def test_who_wrote_it_is_named_nowhere(client: Client, tried: Any, outsider: Any) -> None:
    for address in (tried.sheet.url, tried.structure.url):
        assert outsider.display_name not in text_of(client, address)


def test_a_hidden_own_sheet_leaves_no_link(client: Client, tried: Any, outsider: Any) -> None:
    own = factories.sheet(structure=tried.structure, live=False, title="Encore un secret")
    Adoption.objects.filter(pk=tried.pk).update(own_sheet=own)

    for address in (tried.sheet.url, tried.structure.url):
        assert "Encore un secret" not in text_of(client, address)


def test_a_structure_that_is_hidden_is_neither_named_nor_counted(client: Client, tried: Any, outsider: Any) -> None:
    PageViewRestriction.objects.create(page=tried.structure, restriction_type=PageViewRestriction.LOGIN)

    assert "Elles l’ont essayé" not in text_of(client, tried.sheet.url)
    client.force_login(factories.member())
    assert tried.structure.title in text_of(client, tried.sheet.url)


def test_a_restricted_sheet_is_not_named_by_a_structure(client: Client, tried: Any) -> None:
    PageViewRestriction.objects.create(page=tried.sheet, restriction_type=PageViewRestriction.LOGIN)

    assert tried.sheet.title not in text_of(client, tried.structure.url)


def test_what_is_held_is_read_by_its_structure_alone(
    client: Client, tried: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    Adoption.objects.filter(pk=tried.pk).update(is_public=False, held_at=timezone.now())

    for reader in (None, pilot, facilitator):
        client.logout()
        if reader:
            client.force_login(reader)
        for address in (tried.sheet.url, tried.structure.url):
            assert tried.changed not in text_of(client, address)
    client.force_login(outsider)
    page = text_of(client, tried.sheet.url)
    assert tried.changed in page
    assert "attend que l’animation" in page


def test_the_press_is_for_everybody_but_the_team(client: Client, sheet: Any, pilot: Any, outsider: Any) -> None:
    assert "Nous l’avons essayé" in text_of(client, sheet.url)
    client.force_login(outsider)
    assert "Nous l’avons essayé" in text_of(client, sheet.url)
    client.force_login(pilot)
    assert "Nous l’avons essayé" not in text_of(client, sheet.url)


def test_what_is_hostile_is_shown_as_text(client: Client, tried: Any) -> None:
    Adoption.objects.filter(pk=tried.pk).update(changed="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(tried.sheet.url).content.decode()


@pytest.fixture
def twelve(sheet: Any) -> list[Any]:
    """Twelve structures tried it, each a month after the other."""
    made = [factories.structure(title=f"Essayeuse {number:02d}") for number in range(12)]
    return [
        factories.adoption(sheet=sheet, structure=one, tried_on=date(2025, number + 1, 1))
        for number, one in enumerate(made)
    ]


def test_ten_at_a_time_and_an_address_opens_its_page(client: Client, sheet: Any, twelve: list[Any]) -> None:
    first, second = text_of(client, sheet.url), text_of(client, f"{sheet.url}?essais=2")

    assert "12 structures" in first
    assert "Essayeuse 11" in first
    assert "Essayeuse 01" not in first
    assert "Essayeuse 01" in second
    assert "Essayeuse 00" in text_of(client, twelve[0].get_absolute_url())
    assert "Essayeuse 11" in text_of(client, f"{sheet.url}?essai=99999999999999999999")
    assert "Essayeuse 11" in text_of(client, f"{sheet.url}?essai=%00&essais=x")


def test_the_page_of_a_sheet_costs_no_more_with_many_who_tried_it(
    client: Client, sheet: Any, twelve: list[Any]
) -> None:
    with_twelve = queries_of(client, sheet.url)
    Adoption.objects.filter(pk__in=[one.pk for one in twelve[1:]]).delete()
    with_one = queries_of(client, sheet.url)
    Adoption.objects.all().delete()

    without = queries_of(client, sheet.url)
    assert with_one == without + 2  # who may be seen, what they say
    assert with_twelve == without + 3  # and how many pages


def test_the_page_of_a_structure_costs_no_more_with_much_that_it_tried(client: Client, taker: Any) -> None:
    factories.sheet(structure=taker)
    without = queries_of(client, taker.url)
    for number in range(12):
        own = factories.sheet(structure=taker) if number % 2 else None
        factories.adoption(sheet=factories.sheet(structure=factories.structure()), structure=taker, own_sheet=own)

    assert queries_of(client, taker.url) == without + 3  # how many pages, their structures, own sheets


def queries_of(client: Client, address: str) -> int:
    """For a visitor whose page is not kept."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers={"cookie": "sessionid=x"})
    return len(asked)
