"""What is asked of a conversation grows with what stands on its page, never with the site: the plans say so."""

import json
from typing import Any

import pytest
from django.db import connection

from community.comments.pages import A_PAGE, read_page
from community.models.conversation import CommentAttachment
from tests import factories
from tests.community.comments.test_pages import talk

pytestmark = pytest.mark.django_db
JOINED = CommentAttachment._meta.db_table


def test_what_is_joined_elsewhere_is_not_read_below_a_long_conversation(sheet: Any, pilot: Any) -> None:
    said = talk(sheet, pilot, 10 * A_PAGE)
    elsewhere = talk(factories.sheet(structure=factories.structure()), pilot, 10 * A_PAGE)
    CommentAttachment.objects.bulk_create(
        CommentAttachment(comment=elsewhere[number % len(elsewhere)], page=sheet) for number in range(3_000)
    )
    CommentAttachment.objects.create(comment=said[0], page=sheet)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plans: list[str] = []

    def planned(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if JOINED in sql:
            plans.append(plan_of(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(planned):
        shown = read_page(page=sheet, member=None)
    assert [len(each.around.cards) for each in shown.threads][:2] == [1, 0]
    assert plans
    for plan in plans:
        assert "SCAN U0" not in plan  # SQLite
        assert f"Seq Scan {JOINED}" not in plan  # PostgreSQL


def plan_of(sql: str, params: Any) -> str:
    """The steps of the database, one a line; of PostgreSQL, with the table that each reads."""
    is_json = connection.vendor == "postgresql"
    cursor = connection.cursor().cursor  # not the door through which this comes
    cursor.execute(f"EXPLAIN {'(FORMAT JSON)' if is_json else 'QUERY PLAN'} {sql}", params)
    rows = cursor.fetchall()
    if not is_json:
        return "\n".join(row[3] for row in rows)
    found = rows[0][0] if isinstance(rows[0][0], list) else json.loads(rows[0][0])
    return "\n".join(_steps(found[0]["Plan"]))


def _steps(plan: dict[str, Any]) -> list[str]:
    here = f"{plan['Node Type']} {plan.get('Relation Name', '')}"
    return [here, *(step for below in plan.get("Plans", []) for step in _steps(below))]
