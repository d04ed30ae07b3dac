"""Something happens between two statements of a background act: the others it has to do are done all the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from community.models import Archive, Notification
from community.notifications.acts import deliver, notify
from community.notifications.mails import CommunityMail
from community.rights.archives import ask_for_archive, forget_archives, pack_all
from community.rights.packing import folder

pytestmark = pytest.mark.django_db


@contextmanager
def just_after(statement: str, act: Callable[[], Any]) -> Iterator[None]:
    """Do `act` once, just after the first statement that begins so."""
    done: list[bool] = []

    def watched(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith(statement) and not done:
            done.append(True)
            act()
        return answer

    with connection.execute_wrapper(watched):
        yield
    assert done


def test_a_letter_that_is_called_back_as_it_leaves_keeps_no_other_waiting(pilot: Any, teammate: Any) -> None:
    notify(recipients=[pilot, teammate], kind=CommunityMail.ADDRESS_CHANGED, context={"by_themselves": True})
    first = Notification.objects.order_by("created_at", "pk").first()
    assert first is not None
    with just_after('UPDATE "community_notification"', Notification.objects.filter(pk=first.pk).delete):
        assert deliver() == 0
    assert len(mail.outbox) == 1


def test_a_letter_sent_by_another_while_the_server_was_slow_to_answer_leaves_once(pilot: Any) -> None:
    notify(recipients=[pilot], kind=CommunityMail.ADDRESS_CHANGED, context={"by_themselves": True})
    with just_after('UPDATE "community_notification"', lambda: Notification.objects.update(sent_at=timezone.now())):
        assert deliver() == 0
    assert mail.outbox == []


def test_an_archive_whose_owner_leaves_as_it_is_taken_keeps_no_other_waiting(pilot: Any, teammate: Any) -> None:
    first = ask_for_archive(member=pilot)
    ask_for_archive(member=teammate)
    with just_after('UPDATE "community_archive"', Archive.objects.filter(pk=first.pk).delete):
        pack_all()
    assert Archive.objects.get().ready_at is not None


def test_an_archive_made_while_leftovers_are_looked_for_is_no_leftover(pilot: Any) -> None:
    def made_meanwhile() -> None:
        ask_for_archive(member=pilot)
        pack_all()

    with just_after('SELECT "community_archive"."name"', made_meanwhile):
        forget_archives()
    assert (folder() / Archive.objects.get().name).exists()
