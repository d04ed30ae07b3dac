"""The rule of visibility, one sentence a test."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community.visibility import Reading, reading_of, visible_to
from tests import factories

pytestmark = pytest.mark.django_db


def sees(member: Any, page: Page) -> bool:
    return visible_to(Page.objects.filter(pk=page.pk), member).exists()


def test_a_live_sheet_is_seen_by_everybody(sheet: Any, outsider: Any) -> None:
    assert sees(None, sheet)
    assert sees(outsider, sheet)


def test_a_draft_is_seen_by_nobody_and_read_by_its_team(structure: Any, pilot: Any, outsider: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    assert not sees(None, draft)
    assert not sees(pilot, draft)
    assert reading_of(page=draft, member=pilot) is Reading.TEAM_ONLY
    assert reading_of(page=draft, member=outsider) is Reading.REFUSED
    assert reading_of(page=draft, member=None) is Reading.REFUSED


def test_a_live_page_below_a_page_off_line_is_hidden(sheet: Any, structure: Any, facilitator: Any) -> None:
    structure.unpublish()
    assert not sees(None, sheet)
    assert reading_of(page=sheet, member=facilitator) is Reading.TEAM_ONLY


def test_a_restriction_to_a_group_opens_to_that_group_only(
    sheet: Any, structure: Any, pilot: Any, outsider: Any
) -> None:
    restriction = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(outsider.groups.get())
    assert sees(outsider, sheet)
    assert not sees(pilot, sheet)
    assert not sees(None, sheet)
    assert reading_of(page=sheet, member=None) is Reading.ASKED_TO_SIGN_IN
    assert reading_of(page=sheet, member=pilot) is Reading.TEAM_ONLY, "it is their text"


def test_a_team_is_told_that_its_page_is_restricted(client: Any, sheet: Any, pilot: Any) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    client.force_login(pilot)
    assert "réservée à certaines personnes" in client.get(sheet.url).content.decode()


def test_a_password_opens_to_nobody(client: Any, sheet: Any, pilot: Any, outsider: Any, facilitator: Any) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.PASSWORD, password="sésame")
    session = client.session
    session[PageViewRestriction.passed_view_restrictions_session_key] = [sheet.view_restrictions.get().pk]
    session.save()
    assert client.get(sheet.url).status_code == 404
    readings = {person: reading_of(page=sheet, member=person) for person in (None, outsider, pilot, facilitator)}
    assert list(readings.values()) == [Reading.REFUSED, Reading.REFUSED, Reading.TEAM_ONLY, Reading.EVERYBODY]


def test_two_restrictions_must_both_open(sheet: Any, structure: Any, outsider: Any) -> None:
    PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.LOGIN)
    closed = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    assert not sees(outsider, sheet)
    closed.groups.add(outsider.groups.get())
    assert sees(outsider, sheet)


def test_a_restriction_above_counts_too(sheet: Any, structure: Any, pilot: Any) -> None:
    PageViewRestriction.objects.create(page=structure, restriction_type=PageViewRestriction.LOGIN)
    assert sees(pilot, sheet)
    assert not sees(None, sheet)


def test_facilitators_read_whatever_is_restricted(sheet: Any, facilitator: Any) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    assert sees(facilitator, sheet)


@pytest.mark.parametrize("consent_days", [None, -1], ids=["missing", "ended"])
def test_a_testimonial_without_a_valid_consent_hides_by_itself(
    structure: Any, pilot: Any, consent_days: int | None
) -> None:
    page = factories.testimonial(structure=structure)
    page.consents.update(given_on=timezone.localdate() - timedelta(days=9), expires_on=timezone.localdate())
    assert sees(None, page)
    if consent_days is None:
        page.consents.all().delete()
    else:
        page.consents.update(expires_on=timezone.localdate() + timedelta(days=consent_days))
    assert not sees(None, page)
    assert not sees(pilot, page)
    assert reading_of(page=page, member=pilot) is Reading.TEAM_ONLY


def test_one_person_withdrawing_is_enough(structure: Any) -> None:
    page = factories.testimonial(structure=structure)
    factories.consent(testimonial=page, person="Paul", withdrawn_at=timezone.now())
    assert not sees(None, page)


def test_the_address_of_a_page_follows_the_rule(client: Any, structure: Any, pilot: Any, outsider: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    assert client.get(draft.url).status_code == 404
    client.force_login(outsider)
    assert client.get(draft.url).status_code == 404
