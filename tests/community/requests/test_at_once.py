"""Two hands at once: a form sent twice, a link pressed in two windows, two facilitators on one request."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from community.models import EntryRequest, Notification
from community.requests.answers import AlreadyAnswered, NobodyToTell, answer_with_a_sentence, file_away, tell_about
from community.requests.links import CONFIRM, path_to
from tests import factories
from tests.community.requests import asking

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them side by side; what each returned, or raised."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[number] = act()
        except Exception as fault:
            results[number] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_form_pressed_many_times_at_once_is_one_request_and_one_mail(site: Any) -> None:
    sent = {"stamp": asking.stamp(), **asking.ACCOUNT}
    answers = at_once(*[lambda: Client().post(asking.form_address(), sent).status_code] * 6)
    assert set(answers) <= {200, 302}  # 200: the limit of a day counted the same form more than once
    assert 302 in answers
    assert EntryRequest.objects.count() == Notification.objects.count() == 1


def test_two_requests_of_one_address_confirmed_at_once_leave_one(site: Any) -> None:
    rows = [asking.request(confirmed_at=None, reason=reason) for reason in ("Une", "Deux")]
    paths = [path_to(act=CONFIRM, asked=row) for row in rows]
    at_once(*[lambda path=path: Client().post(path) for path in paths])
    assert EntryRequest.objects.waiting().count() == 1


def test_of_two_facilitators_at_once_one_answers_and_the_other_is_told(facilitator: Any) -> None:
    other = factories.member(is_facilitator=True)
    asked = asking.request()
    results = at_once(
        lambda: answer_with_a_sentence(asked=asked, by=facilitator, words="Bonjour"),
        lambda: file_away(asked=asked, by=other),
        lambda: answer_with_a_sentence(asked=asked, by=other, words="Bonsoir"),
    )
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 2
    assert results.count(None) == 1
    row = EntryRequest.objects.get()
    assert Notification.objects.count() == (1 if row.outcome == "answered" else 0)


def test_news_pressed_twice_at_once_reach_each_once(facilitator: Any) -> None:
    parcours = factories.parcours()
    for number in range(12):
        asking.request(kind="news", address=f"personne{number}@exemple.test")
    said = {"parcours": parcours, "by": facilitator, "subject": "Cela ouvre", "words": "Venez"}
    results = at_once(lambda: tell_about(**said), lambda: tell_about(**said))
    assert 12 in results
    assert any(isinstance(result, NobodyToTell) for result in results)
    assert Notification.objects.count() == 12
