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
from community.comments.tree import comments_of
from community.models import Reaction
from tests import factories
from tests.community.comments.talk import read, said_on, say
from tests.community.comments.test_pages import talk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
MOST_PROCESSOR = 0.2  # seconds: twice what is promised of a quiet machine
MOST_TO_POST = 31  # the last holds the page, so that nobody closes the conversation meanwhile
OF_A_PAGE = "community_comments_of_a_page"


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
    assert all(
        part in cheaply_read(sheet, outsider)
        for part in ("comment__quote", "comment__card", "@Hélène Poix</a>", "Merci :")
    )


def test_one_thread_of_a_thousand_costs_no_more(sheet: Any, outsider: Any, pilot: Any) -> None:
    (first,) = talk(sheet, pilot, 1)
    talk(sheet, pilot, 999, parent=first)
    assert "1000 commentaires" in "".join(cheaply_read(sheet, outsider).split("\N{NO-BREAK SPACE}"))


def cheaply_read(page: Any, member: Any) -> str:
    """What is read there, within both bounds."""
    ContentType.objects.get_for_model(type(page))
    read(page, member)
    with CaptureQueriesContext(connection) as asked:
        text: str = read(page, member)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:120] for query in asked]
    spent = []
    for _turn in range(3):
        before = time.process_time()
        read(page, member)
        spent.append(time.process_time() - before)
    assert min(spent) < MOST_PROCESSOR, spent
    return text


def test_the_comments_of_a_page_are_found_by_the_page(sheet: Any, outsider: Any) -> None:
    """By the kind of page alone, every comment below a question would be looked at to count those of twenty."""
    with connection.cursor() as cursor:
        kept = connection.introspection.get_constraints(cursor, "django_comments")[OF_A_PAGE]
        assert kept["columns"] == ["content_type_id", "object_pk", "submit_date", "id"]
        if connection.vendor == "sqlite":  # PostgreSQL chooses by what it counts: here, nothing
            sql, params = comments_of(page=sheet, member=outsider).query.sql_with_params()
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            assert any(OF_A_PAGE in row[3] for row in cursor.fetchall())


@pytest.mark.parametrize("size", [2, 31])
def test_a_reply_with_all_that_it_may_hold_is_posted_in_thirty_one_queries(size: int, site: Any) -> None:
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


def test_a_conversation_reads_no_more_of_an_account_than_it_shows(sheet: Any, outsider: Any, pilot: Any) -> None:
    garage = factories.structure(title="Garage La Clé de douze")
    factories.member(structure=garage, display_name="Hélène Poix")
    rich(sheet, outsider, [pilot])
    with CaptureQueriesContext(connection) as asked:
        assert "@Hélène Poix</a>" in read(sheet, outsider)
    assert [query["sql"][:200] for query in asked if '"password"' in query["sql"]] == []
