"""What a long conversation costs to read, and a full comment to post, one sentence a test."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments import acts
from community.comments.attaching import Attached
from community.comments.quoting import Quote
from community.comments.reactions import react
from community.models import Reaction
from tests import factories
from tests.community.comments.talk import read, said_on, say
from tests.community.comments.test_pages import talk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_PROCESSOR = 0.2  # seconds: twice what is promised of a quiet machine
MOST_TO_POST = 30


def rich(page: Any, author: Any, people: list[Any]) -> Any:
    """A comment with all that one may hold."""
    first = say(page, people[0], "On rentre les tables avant la pluie.")
    said = acts.post(
        page=page,
        member=author,
        text="Comme @Hélène Poix et @Garage La Clé de douze.",
        parent=first,
        quote=Quote(text="rentre les tables", comment=first),
        attached=[Attached(page=page)],
    )
    react(comment=said, member=people[0], kind=Reaction.Kind.THANKS)
    for one in (first, said):
        said_on(one, timezone.now() - timedelta(hours=2))  # before the others: on the page that opens
    return first


def test_a_thousand_comments_cost_few_queries_and_little_time(sheet: Any, outsider: Any, pilot: Any) -> None:
    garage = factories.structure(title="Garage La Clé de douze")
    factories.member(structure=garage, display_name="Hélène Poix")
    rich(sheet, outsider, [pilot])
    talk(sheet, pilot, 998)
    ContentType.objects.get_for_model(type(sheet))
    read(sheet, outsider)
    with CaptureQueriesContext(connection) as asked:
        text = read(sheet, outsider)
    assert all(part in text for part in ("comment__quote", "comment__card", "@Hélène Poix</a>", "Merci :"))
    assert len(asked) <= MOST_QUERIES, [query["sql"][:120] for query in asked]
    spent = []
    for _turn in range(3):
        before = time.process_time()
        read(sheet, outsider)
        spent.append(time.process_time() - before)
    assert min(spent) < MOST_PROCESSOR, spent


@pytest.mark.parametrize("size", [2, 31])
def test_a_reply_with_all_that_it_may_hold_is_posted_in_thirty_queries(size: int, site: Any) -> None:
    structure, garage = factories.structure(), factories.structure(title="Garage La Clé de douze")
    for _number in range(size):
        factories.member(structure=structure)
        factories.member(structure=garage)
    factories.member(structure=garage, display_name="Hélène Poix")
    page, (author, other) = factories.sheet(structure=structure), (factories.member(), factories.member())
    rich(page, author, [other])
    first = say(page, other, "Et sans @personne.")
    with CaptureQueriesContext(connection) as asked:
        acts.post(
            page=page,
            member=author,
            text="Encore @Hélène Poix et @Garage La Clé de douze.",
            parent=first,
            quote=Quote(text="Et sans", comment=first),
            attached=[Attached(page=page)],
        )
    assert sum("SAVEPOINT" not in query["sql"] for query in asked) <= MOST_TO_POST
