"""A row is taken by one: no update of ours asks another table for it, looked at in each that any test makes.

Across a join, Django writes `UPDATE … WHERE id IN (SELECT …)`. PostgreSQL makes the second of two writers wait, then
looks at the row again, but not at what the SELECT had found: both are told that they changed it, where the count was to
say who was first (compare-and-set). Say `member__in=Member.objects.filter(is_active=True)`, never `member__is_active`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.models.sql import compiler

ROOT = Path(__file__).resolve().parents[1]
OURS = tuple(f"{ROOT / app}/" for app in ("community", "practices", "search", "home", "config"))


class SpansTables(Exception):
    """An update whose count may lie."""


def _callers() -> Iterator[str]:
    frame: Any = sys._getframe()
    while frame:
        yield frame.f_code.co_filename
        frame = frame.f_back


def _asked_by_ours() -> bool:
    """Whether the first file of the project that is met from there is not a test, nor the update a library's."""
    asks = next((name for name in _callers() if "/django/" not in name and name != __file__), "")
    return asks.startswith(OURS)


@pytest.fixture(scope="session", autouse=True)
def _updates_name_one_table() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        told = compiler.SQLUpdateCompiler.pre_sql_setup

        def asked(self: Any, *args: Any, **options: Any) -> Any:
            self.query.get_initial_alias()
            if self.query.count_active_tables() > 1 and _asked_by_ours():
                raise SpansTables(f"{self.query.model.__name__}: {', '.join(self.query.alias_map)}")
            return told(self, *args, **options)

        patch.setattr(compiler.SQLUpdateCompiler, "pre_sql_setup", asked)
        yield
