"""The latest questions are read from the latest comments backwards, however many there are."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.comments.latest import latest_questions
from community.comments.models import PeerComment
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

MANY = 20_000
COPIED = {
    "django_comments": "object_pk, user_name, user_email, user_url, is_public, is_removed, content_type_id, site_id",
    "django_comments_xtd_xtdcomment": 'level, "order", followup, nested_count',
    "community_peercomment": "withdrawn_by_author, opening, quoted_text",
}


@pytest.mark.postgresql
def test_the_latest_questions_of_many_comments_are_read_without_sorting_them_all(sheet: Any, pilot: Any) -> None:
    first = PeerComment.objects.get(pk=say(sheet, pilot, text="Comment faire ?").pk)
    with connection.cursor() as cursor:
        for table, own, made in (
            ("django_comments", "id, comment, submit_date", "%s + g, 'Et vous ?', now() - g * interval '1 minute'"),
            ("django_comments_xtd_xtdcomment", "comment_ptr_id, thread_id, parent_id", "%s + g, %s + g, %s + g"),
            ("community_peercomment", "xtdcomment_ptr_id", "%s + g"),
        ):
            key = "id" if table == "django_comments" else own.partition(",")[0]
            cursor.execute(
                f"INSERT INTO {table} ({own}, {COPIED[table]}) SELECT {made}, {COPIED[table]}"  # noqa: S608 our own names
                f" FROM {table}, generate_series(1, {MANY}) AS g WHERE {key} = %s",
                [first.pk] * (made.count("%s") + 1),
            )
            cursor.execute(f"ANALYZE {table}")
        with CaptureQueriesContext(connection) as asked:
            latest_questions(member=None, limit=3)
        latest = next(query["sql"] for query in asked if "ORDER BY" in query["sql"])
        cursor.execute(f"EXPLAIN {latest}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index Scan Backward" in plan, plan
