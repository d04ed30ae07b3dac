"""What is kept of who reports, who is reported and who decides: as long as one may contest, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from community.models import Decision, Matter, Report, SentLately
from community.moderation.trust import why_held
from community.rights.leavers import Leaver, forget_everywhere
from community.rights.what_we_keep import kept_of
from tests.community.moderation import hands

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(sheet: Any, outsider: Any, facilitator: Any, client: Client) -> Matter:
    """A sheet that a stranger and a member have reported, and that was removed."""
    hands.report(Client(), sheet)
    client.force_login(outsider)
    hands.report(client, sheet)
    client.force_login(facilitator)
    hands.decide(client, Matter.objects.get(), "retirer", sentence="Une personne y est nommée.")
    return Matter.objects.get()


def care(*, days: int) -> None:
    """So many days after the decision, at night."""
    Matter.objects.update(closed_at=timezone.now() - timedelta(days=days))
    call_command("forget_reports")


def test_who_reported_is_forgotten_after_six_months_and_what_they_said_stays(decided: Matter) -> None:
    care(days=180)
    assert Report.objects.exclude(name="").count() == 1
    care(days=184)
    assert {(row.name, row.address, row.member) for row in Report.objects.all()} == {("", "", None)}
    assert Report.objects.filter(words=hands.SAID["words"]).count() == 2


def test_all_of_it_goes_after_thirteen_months(decided: Matter) -> None:
    care(days=390)
    assert Decision.objects.exists()
    care(days=397)
    assert not Matter.objects.exists()
    assert not Report.objects.exists()
    assert not Decision.objects.exists()


def test_what_waits_is_never_forgotten(sheet: Any, pilot: Any) -> None:
    matter = hands.held(sheet, pilot)
    Matter.objects.update(opened_at=timezone.now() - timedelta(days=999))
    call_command("forget_reports")
    assert Matter.objects.get() == matter


def test_an_archive_says_what_one_reported_and_what_was_decided_of_ones_texts(
    decided: Matter, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    def said(member: Any) -> dict[str, str]:
        return {part.key: str(part.rows) for part in kept_of(member=member) if part.rows}

    assert hands.SAID["words"] in said(outsider)["reports"]
    own = said(pilot)["decisions"]
    assert "Une personne y est nommée." in own
    assert hands.SAID["words"] not in own
    assert facilitator.display_name not in own
    assert "Une personne y est nommée." in said(facilitator)["decided"]


def test_what_somebody_wrote_lately_goes_with_them(pilot: Any) -> None:
    why_held(member=pilot, text="Bonjour à vous", subject="commentaire")
    assert "Bonjour" not in str(SentLately.objects.values())
    pilot.delete()
    assert not SentLately.objects.exists()


def test_who_leaves_is_no_longer_named_by_what_they_reported_wrote_or_decided(
    decided: Matter, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    for person in (pilot, outsider, facilitator):
        forget_everywhere(Leaver(pk=person.pk, names=(str(person),), addresses=(person.email,), erases_words=False))
        person.delete()
    decided.refresh_from_db()
    assert decided.text == decided.decisions.get().text == ""
    assert decided.author is None
    assert {row.member for row in decided.reports.all()} == {None}
    assert {row.by for row in decided.decisions.all()} == {None}
