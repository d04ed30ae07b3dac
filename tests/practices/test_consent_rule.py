"""When the agreements of a testimonial stand: one rule, said in SQL and in Python, which answer alike in every case."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

import pytest
from django.utils import timezone

from practices.models import ConsentRecord, TestimonialPage
from search.things.audience import surroundings
from search.things.documents import documents
from search.things.registry import kind_named
from tests import factories

pytestmark = pytest.mark.django_db


class Agreement(NamedTuple):
    """In days from today."""

    given: int
    expires: int
    is_withdrawn: bool

    @property
    def stands(self) -> bool:
        return self.given <= 0 <= self.expires and not self.is_withdrawn


EVERY = [
    Agreement(given, expires, is_withdrawn)
    for given, expires, is_withdrawn in product((-2, 0, 1), (-1, 0, 1), (False, True))
    if given <= expires
]


def every_case() -> Iterator[tuple[Agreement, ...]]:
    yield ()
    for number in (1, 2):
        yield from combinations_with_replacement(EVERY, number)


def laid(page: Any, agreements: tuple[Agreement, ...]) -> list[ConsentRecord]:
    """These agreements, and no other."""
    now = timezone.now()
    ConsentRecord.objects.filter(testimonial=page).delete()
    return ConsentRecord.objects.bulk_create(
        ConsentRecord(
            testimonial=page,
            person="Nadia B.",
            places="site",
            given_on=timezone.localdate() + timedelta(days=one.given),
            expires_on=timezone.localdate() + timedelta(days=one.expires),
            withdrawn_at=now if one.is_withdrawn else None,
        )
        for one in agreements
    )


def is_found(page: Any) -> bool:
    """What an index is told: nobody, or from when until when."""
    audience = surroundings(page_ids=[page.pk]).audience(page.pk)
    if audience is None or audience.visible_from is None or audience.visible_until is None:
        return False
    return audience.visible_from <= timezone.now() < audience.visible_until


def test_everybody_who_asks_whether_the_agreements_stand_is_told_the_same(structure: Any) -> None:
    page = factories.testimonial(structure=structure)
    cases = list(every_case())
    assert len(cases) == 1 + 12 + 78
    for agreements in cases:
        rows = laid(page, agreements)
        stands = bool(agreements) and all(one.stands for one in agreements)
        told = {
            "the rule of visibility": TestimonialPage.objects.visible_to(None).filter(pk=page.pk).exists(),
            "the model": TestimonialPage.objects.get(pk=page.pk).has_valid_consent,
            "the index": is_found(page),
        }
        assert told == dict.fromkeys(told, stands), agreements
        valid = {one.pk for one in rows if one.is_valid}
        assert valid == set(ConsentRecord.objects.valid().values_list("pk", flat=True)), agreements
        assert valid == {row.pk for row, one in zip(rows, agreements, strict=True) if one.stands}, agreements


@pytest.mark.parametrize("given_on", [date.min, date(2020, 1, 1)])
@pytest.mark.parametrize("expires_on", [date(2200, 1, 1), date.max])
def test_an_agreement_for_ever_is_found_as_any_other(structure: Any, given_on: date, expires_on: date) -> None:
    page = factories.testimonial(structure=structure)
    ConsentRecord.objects.filter(testimonial=page).update(given_on=given_on, expires_on=expires_on)
    assert TestimonialPage.objects.get(pk=page.pk).has_valid_consent
    (document,) = documents(kind=kind_named("temoignage"), ids=[page.pk])
    assert document.digest
    assert is_found(page)
