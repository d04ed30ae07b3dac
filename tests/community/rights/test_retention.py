"""Accounts that nobody uses are warned, then go; those of facilitators are shown; mails that left are forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.comments.acts import post
from community.models import Departure, Member, Notification
from community.notifications.acts import deliver_all
from community.rights.departures import ask_to_leave
from community.rights.leaving import finish_departures
from community.rights.retention import (
    MAILS_KEPT_FOR,
    UNSEEN_FOR,
    forget_messages_sent,
    trusted_and_unseen,
    warn_the_unseen,
)

pytestmark = pytest.mark.django_db


def not_seen_since(person: Any, days: int) -> None:
    Member.objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(days=days))


def a_month_later() -> None:
    Departure.objects.update(asked_at=timezone.now() - timedelta(days=30), due_at=timezone.now() - timedelta(seconds=1))


def test_after_twenty_three_months_somebody_is_written_to_once(pilot: Any, teammate: Any) -> None:
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    not_seen_since(teammate, UNSEEN_FOR.days - 1)
    assert (warn_the_unseen(), warn_the_unseen()) == (1, 0)
    deliver_all()
    assert [one.to for one in mail.outbox] == [[pilot.email]]
    assert Member.objects.get(pk=pilot.pk).is_active


def test_who_never_came_counts_from_the_day_the_account_was_opened(pilot: Any) -> None:
    assert warn_the_unseen() == 0
    Member.objects.filter(pk=pilot.pk).update(date_joined=timezone.now() - UNSEEN_FOR)
    assert warn_the_unseen() == 1


def test_thirty_days_later_the_account_goes_and_its_words_stay(pilot: Any, sheet: Any) -> None:
    said = post(page=sheet, member=pilot, text="Bonjour")
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    warn_the_unseen()
    assert finish_departures() == 0
    a_month_later()
    assert finish_departures() == 1
    said.refresh_from_db()
    assert (said.comment, said.user, said.is_removed) == ("Bonjour", None, False)


def test_who_comes_meanwhile_stays(pilot: Any) -> None:
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    warn_the_unseen()
    a_month_later()
    not_seen_since(pilot, 3)
    assert finish_departures() == 0
    assert not Departure.objects.exists()


def test_who_is_warned_may_leave_at_once(pilot: Any) -> None:
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    warn_the_unseen()
    departure = ask_to_leave(member=pilot, words=Departure.Words.ERASED)
    assert (departure.cause, departure.words) == (Departure.Cause.ASKED, Departure.Words.ERASED)
    assert departure.due_at < timezone.now() + timedelta(days=8)


def test_facilitators_are_shown_rather_than_removed(facilitator: Any) -> None:
    not_seen_since(facilitator, UNSEEN_FOR.days + 1)
    assert warn_the_unseen() == 0
    assert trusted_and_unseen() == 1


def test_a_closed_account_goes_too(pilot: Any) -> None:
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    assert warn_the_unseen() == 1
    assert "Votre compte est fermé" in Notification.objects.get().body
    a_month_later()
    assert finish_departures() == 1


def test_a_mail_that_left_a_month_ago_is_forgotten_and_one_that_waits_is_not(pilot: Any) -> None:
    for sent_at in (None, timezone.now(), timezone.now() - MAILS_KEPT_FOR):
        Notification.objects.create(recipient=pilot, kind="x", subject="x", sent_at=sent_at)
    assert forget_messages_sent() == 1
    assert Notification.objects.count() == 2


def test_who_comes_each_week_without_ever_being_asked_to_enter_again_is_not_unseen(pilot: Any, client: Client) -> None:
    """A session lasts as long as it is used: the day of the entry says nothing of the last visit."""
    client.force_login(pilot)
    not_seen_since(pilot, UNSEEN_FOR.days + 1)
    warned = Departure.objects.create(
        member=pilot, cause=Departure.Cause.UNSEEN, words=Departure.Words.KEPT, due_at=timezone.now()
    )
    session = client.session
    session["seen_on"] = "2020-01-01"
    session.save()
    assert client.get("/compte/").status_code == 200
    assert finish_departures() == 0
    assert not Departure.objects.filter(pk=warned.pk).exists()
    assert warn_the_unseen() == 0
