"""SQL written once from Django's own querysets: a condition put as it is in other queries, or a whole question.

Django takes ten times longer to write the rule of visibility than the database to answer it, and a page asks it five to
eight times. What is kept is text: the outer page's columns, and what is `Given` (who asks, about which page), are
filled in each time.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, F, Func, QuerySet, Value
from django.db.models.lookups import In
from wagtail.models import Page

OWN_NAMES = re.compile(r"\b([A-Z]\d+)\b(?!\")")  # the names that Django gives to tables in subqueries: U0, V12


class Given(Value):
    """Stands, in what is written once, for a number given each time under this name."""

    def __init__(self, name: str) -> None:
        super().__init__(0)
        self.name = name

    @property
    def mark(self) -> "_Name":
        """What stands for it among parameters."""
        return _Name(self.name)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self.mark,)


class _Name(str):
    """Among parameters, one to fill in."""


class _Names(_Name):
    """One to fill in with several."""


class _Several(Given):
    """Stands for numbers, however many."""

    @property
    def mark(self) -> _Name:
        """Likewise."""
        return _Names(self.name)


def one_of(column: str, given: str) -> In:
    """The condition that a column of numbers holds one of those given under this name."""
    return In(ExpressionWrapper(F(column), output_field=BigIntegerField()), [_Several(given)])


@dataclass(frozen=True, slots=True)
class Written:
    """SQL cut where the outer page's columns stand: a piece, a column, a piece…; and its parameters."""

    pieces: tuple[str, ...]
    columns: tuple[str, ...]
    params: tuple[Any, ...]


def written(pages: QuerySet[Any]) -> Written:
    """What these filters of `Page` say, without the query around them: they may not join other tables themselves."""
    compiler = pages.query.get_compiler(pages.db)
    sql, params = compiler.compile(pages.query.where)
    quoted = connections[pages.db].ops.quote_name
    parts = re.split(rf"{quoted(Page._meta.db_table)}\.{quoted('(.+?)')}", sql)
    # Names of its own, so that none is taken for a table of the query in which it is put.
    pieces = tuple(OWN_NAMES.sub(r"rule_\1", part) for part in parts[::2])
    return Written(pieces, tuple(parts[1::2]), tuple(params))


@dataclass(frozen=True, slots=True)
class Question:
    """A whole query, ready to be asked of its database."""

    sql: str
    params: tuple[Any, ...]
    using: str

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The answer, as the database gives it: for numbers and text, which need no conversion."""
        sql, params = _spread(self.sql, self.params, given)
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, _filled(params, given))
            return list(cursor.fetchall())


def question(rows: QuerySet[Any]) -> Question:
    """This query, with what it is `Given` left open."""
    sql, params = rows.query.get_compiler(rows.db).as_sql()
    return Question(sql, tuple(params), rows.db)


class WrittenOnce(Func):
    """The condition, asked of the pages of a queryset; `given` fills in what it leaves open.

    Within a `Question`, what is itself `Given` is left open there too.
    """

    output_field = BooleanField()

    def __init__(self, text: Written, **given: Any) -> None:
        self.columns = sorted(set(text.columns))
        names = {field.column: field.name for field in Page._meta.concrete_fields}
        super().__init__(
            *(F("pk" if names[column] == Page._meta.pk.name else names[column]) for column in self.columns)
        )
        self.text = text
        self.given = given

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        here = dict(zip(self.columns, (compiler.compile(one)[0] for one in self.source_expressions), strict=True))
        pieces = [self.text.pieces[0]]
        for column, piece in zip(self.text.columns, self.text.pieces[1:], strict=True):
            pieces += here[column], piece
        given = {name: value.mark if isinstance(value, Given) else value for name, value in self.given.items()}
        return f"({''.join(pieces)})", tuple(_filled(self.text.params, given))


def _filled(params: Iterable[Any], given: Mapping[str, Any]) -> list[Any]:
    return [given[param] if isinstance(param, _Name) else param for param in params]


def _spread(sql: str, params: tuple[Any, ...], given: dict[str, Any]) -> tuple[str, Sequence[Any]]:
    """As many marks as there are numbers where several are given; none is NULL, which nothing equals."""
    if not any(isinstance(param, _Names) for param in params):
        return sql, params
    pieces = sql.split("%s")
    spread, values = [pieces[0]], []
    for param, piece in zip(params, pieces[1:], strict=True):
        several = list(given[param]) or [None] if isinstance(param, _Names) else [param]
        spread += [", ".join(["%s"] * len(several)), piece]
        values += several
    return "".join(spread), values
