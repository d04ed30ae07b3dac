"""What somebody waits for in front of a screen leaves by a thread of its own, and is tried again within seconds."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from community.models import Notification
from community.notifications.acts import MOST_ATTEMPTS, SOON, deliver, deliver_express, express, notify, postman
from community.notifications.mails import CommunityMail
from tests.community.accounts.asking import ask_by

AWAY = "tests.community.notifications.away.Backend"
SERVER_TAKES = 0.3  # seconds, as a mail server across the network
MOST_MEANWHILE = 3  # mails of the other thread: one second, whatever else the machine does
left: list[str] = []


class FarAway(EmailBackend):
    """Takes its time for each message, and notes what has left."""

    def send_messages(self, messages: Any) -> int:
        time.sleep(SERVER_TAKES)
        for message in messages:
            left.append(message.subject)
        return super().send_messages(messages)


@pytest.fixture
def awake(settings: Any) -> Iterator[None]:
    """Threads at work, which find nothing more to do when the test is over."""
    settings.BACKGROUND_WORK = True
    settings.EMAIL_BACKEND = f"{__name__}.FarAway"
    left.clear()
    yield
    settings.BACKGROUND_WORK = False
    Notification.objects.all().delete()
    for worker in (postman, express):
        worker.wake()
    time.sleep(SERVER_TAKES * 2)


@pytest.mark.django_db(transaction=True)
def test_a_code_leaves_within_a_second_while_forty_mails_wait(client: Client, pilot: Any, awake: None) -> None:
    for _ in range(40):
        notify(recipients=[pilot], kind=CommunityMail.ADDRESS_CHANGED, context={})
    while not left:  # the other thread is at work
        time.sleep(0.01)
    before, started = len(left), time.monotonic()
    ask_by(client, pilot.email)
    waited = time.monotonic() - started
    while not any("code" in subject for subject in left) and time.monotonic() < started + 10:
        time.sleep(0.01)
    meanwhile = next(place for place, subject in enumerate(left) if "code" in subject) - before
    assert waited < SERVER_TAKES * 2
    assert meanwhile <= MOST_MEANWHILE
    assert Notification.objects.waiting().count() > 30


@pytest.mark.django_db
def test_a_code_is_tried_again_after_five_ten_and_twenty_seconds(client: Client, pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    ask_by(client, pilot.email)
    waits = []
    for _ in range(5):
        Notification.objects.update(next_try_at=timezone.now())
        now = timezone.now()
        assert deliver_express() == 1
        waits.append(round((Notification.objects.get().next_try_at - now).total_seconds()))
    assert waits == [5, 10, 20, 60, 120]


@pytest.mark.django_db
def test_the_tries_that_come_soon_take_none_away_from_the_others(client: Client, pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    ask_by(client, pilot.email)
    Notification.objects.update(attempts=MOST_ATTEMPTS - 1)
    deliver()
    assert Notification.objects.get().given_up_at is None
    Notification.objects.update(attempts=MOST_ATTEMPTS + len(SOON) - 1, next_try_at=timezone.now())
    deliver()
    assert Notification.objects.get().given_up_at is not None


@pytest.mark.django_db
def test_the_command_that_delivers_sends_codes_too(client: Client, pilot: Any) -> None:
    from django.core.management import call_command

    ask_by(client, pilot.email)
    call_command("deliver_messages", verbosity=0)
    assert [message.to for message in mail.outbox] == [[pilot.email]]


@pytest.mark.django_db
def test_what_is_not_waited_for_leaves_by_the_other_thread(pilot: Any) -> None:
    notify(recipients=[pilot], kind=CommunityMail.ADDRESS_CHANGED, context={})
    assert deliver_express() == 0
    assert mail.outbox == []
