"""While the database is away nothing that was kept is shown: nobody knows whether it still holds."""

from typing import Any

import pytest
from django.test import Client

from practices.models import PracticePage
from tests.home.test_database_away import away_for_now

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_kept_is_not_shown_while_nobody_can_say_that_it_holds(sheet: Any, settings: Any) -> None:
    settings.MADE_TWICE = False
    visitor = Client(raise_request_exception=False)
    etag = [visitor.get(sheet.url) for _twice in range(2)][-1]["ETag"]
    with away_for_now():
        for headers in ({}, {"if-none-match": etag}):
            answer = visitor.get(sheet.url, headers=headers)
            assert answer.status_code == 503
            assert sheet.title not in answer.content.decode()
    PracticePage.objects.filter(pk=sheet.pk).update(title="Revenue")
    assert "Revenue" in visitor.get(sheet.url).content.decode()
