"""While the database is away nothing that was kept is shown: nobody knows whether it still holds."""

from typing import Any

import pytest
from django.test import Client

from community.models import StructurePage
from tests.home.test_database_away import away_for_now

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_page_kept_is_not_shown_while_nobody_can_say_that_it_holds(structure: Any, settings: Any) -> None:
    settings.MADE_TWICE = False
    visitor = Client(raise_request_exception=False)
    etag = [visitor.get(structure.url) for _twice in range(2)][-1]["ETag"]
    with away_for_now():
        for headers in ({}, {"if-none-match": etag}):
            answer = visitor.get(structure.url, headers=headers)
            assert answer.status_code == 503
            assert structure.title not in answer.content.decode()
    StructurePage.objects.filter(pk=structure.pk).update(title="Revenue")
    assert "Revenue" in visitor.get(structure.url).content.decode()
