"""Deleting many rows a few at a time: all of them, in short transactions, with few questions."""

from typing import Any

import pytest

from community import few_at_a_time
from community.few_at_a_time import delete_few_at_a_time
from community.models import Notification

pytestmark = pytest.mark.django_db


def letters(number: int) -> None:
    Notification.objects.bulk_create(
        Notification(address=f"a{one}@exemple.test", kind="login_code", subject="Un code") for one in range(number)
    )


def test_all_go_and_are_counted(monkeypatch: Any) -> None:
    monkeypatch.setattr(few_at_a_time, "A_FEW", 4)
    letters(13)
    kept = Notification.objects.create(address="z@exemple.test", kind="contact", subject="Un mot")
    assert delete_few_at_a_time(rows=Notification.objects.filter(kind="login_code")) == 13
    assert list(Notification.objects.all()) == [kept]
    assert delete_few_at_a_time(rows=Notification.objects.filter(kind="login_code")) == 0


def test_a_row_more_costs_no_question_more(django_assert_max_num_queries: Any) -> None:
    letters(300)
    with django_assert_max_num_queries(20):
        delete_few_at_a_time(rows=Notification.objects.all())
