"""Mails: written with the act, delivered afterwards, again and again when the mail server is away."""

import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from community.background import Worker
from community.comments import editing
from community.comments.acts import withdraw
from community.models import Notification
from community.notifications.acts import MOST_ATTEMPTS, deliver, notify, postman
from tests import factories
from tests.community.comments.talk import say
from tests.community.notifications.away import SlowToReach

pytestmark = pytest.mark.django_db

AWAY = "tests.community.notifications.away.Backend"


def tell(member: Any, text: str = "Bonjour") -> None:
    notify(recipients=[member], kind="contact", context={"sender": member, "text": text, "page": member})


def test_a_message_is_sent_once_to_its_recipient(pilot: Any) -> None:
    tell(pilot)
    assert deliver() == 0
    assert deliver() == 0
    assert [message.to for message in mail.outbox] == [[pilot.email]]


def test_what_another_process_sent_meanwhile_is_not_sent_again(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.community.notifications.away.Slow"
    tell(pilot, "Premier")
    tell(pilot, "Second")
    assert deliver() == 0
    assert len(mail.outbox) == 2


def test_a_mail_that_leaves_says_what_was_written_last_while_the_server_was_being_reached(
    sheet: Any, pilot: Any, outsider: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.community.notifications.away.SlowToReach"
    said = say(sheet, outsider, "On sort les tables.")
    SlowToReach.meanwhile = lambda: editing.edit(comment=said, member=outsider, text="On rentre les tables.")
    assert deliver() == 0
    assert "On rentre les tables." in mail.outbox[0].body
    taken_back = say(sheet, outsider, "Un mot de trop.")
    SlowToReach.meanwhile = lambda: withdraw(comment=taken_back, member=outsider)
    assert deliver() == 0
    assert len(mail.outbox) == 1


def test_the_act_goes_through_while_the_mail_server_is_away(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    tell(pilot)
    assert deliver() == 1
    message = Notification.objects.get()
    assert message.attempts == 1
    assert "ConnectionRefusedError" in message.last_error
    assert message.next_try_at > timezone.now()


def test_it_leaves_when_the_server_is_back(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    tell(pilot)
    deliver()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver() == 1  # not before its next try
    Notification.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert deliver() == 0
    assert len(mail.outbox) == 1
    assert Notification.objects.get().last_error == ""


def test_a_message_nobody_can_deliver_is_given_up_and_stays_on_the_list(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    tell(pilot)
    Notification.objects.update(attempts=MOST_ATTEMPTS - 1)
    assert deliver() == 0
    assert Notification.objects.get().given_up_at is not None


def test_a_mail_server_may_be_away_for_more_than_a_day(pilot: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    tell(pilot)
    tries = []
    while not Notification.objects.filter(given_up_at__isnull=False):
        Notification.objects.update(next_try_at=timezone.now())
        deliver()
        tries.append(Notification.objects.get().next_try_at - timezone.now())
    waits = tries[:-1]  # the last one is followed by nothing
    assert len(tries) == MOST_ATTEMPTS
    assert all(later > earlier * 1.9 for earlier, later in pairwise(waits))
    assert sum(waits, timedelta()) > timedelta(days=1)


def test_an_act_that_fails_tells_nobody(pilot: Any) -> None:
    def act() -> None:
        with transaction.atomic():
            tell(pilot)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    assert not Notification.objects.exists()


def test_a_closed_account_is_not_written_to(pilot: Any) -> None:
    pilot.is_active = False
    pilot.save()
    tell(pilot)
    assert not Notification.objects.exists()


def test_a_person_concerned_twice_gets_one_message(pilot: Any) -> None:
    assert notify(recipients=[pilot, pilot], kind="contact", context={"sender": pilot, "page": pilot}) == 1


def test_a_message_to_thirty_people_is_written_at_once(site: Any, django_assert_num_queries: Any) -> None:
    people = [factories.member() for _ in range(30)]
    with django_assert_num_queries(1):
        assert notify(recipients=people, kind="address_changed", context={}) == 30


def test_the_command_sends_and_says_what_waits(pilot: Any, settings: Any, capsys: Any) -> None:
    tell(pilot)
    call_command("deliver_messages")
    assert "Messages envoyés : 1, en attente : 0" in capsys.readouterr().out
    settings.EMAIL_BACKEND = AWAY
    tell(pilot)
    with pytest.raises(SystemExit):
        call_command("deliver_messages")


@pytest.mark.django_db(transaction=True)
def test_the_commit_wakes_the_thread_that_sends(site: Any, settings: Any, facilitator: Any) -> None:
    settings.BACKGROUND_WORK = True
    with transaction.atomic():
        tell(facilitator)
        assert mail.outbox == []
    deadline = time.monotonic() + 10
    while not mail.outbox and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(mail.outbox) == 1
    assert postman._thread is not None


def test_a_round_that_fails_does_not_end_the_thread(settings: Any) -> None:
    rounds = []

    def drain() -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("the first round fails")
        return 0

    worker = Worker(name="test", drain=drain)
    for wanted in (1, 2):
        worker.wake()
        deadline = time.monotonic() + 5
        while len(rounds) < wanted and time.monotonic() < deadline:
            time.sleep(0.01)
    assert len(rounds) == 2
