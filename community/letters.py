"""A search by letters in the database, for people: capitals, accents, apostrophes and ligatures make no difference.

Django's `icontains` compares on SQLite the capitals of ASCII only (« épicerie » misses « Épicerie »), and everywhere
tells « l'accueil » from « l’accueil ». Ours takes its place in every list, chooser and search of the admin at once.
PostgreSQL needs no extension for it, and neither database reads an index more or less than before.
"""

import sqlite3
import unicodedata
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func, TextField
from django.db.models.lookups import IContains

SQLITE_NAME = "plain_letters"

_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}
_SAME = {**dict.fromkeys("’‘ʼ′´`", "'"), **dict.fromkeys("\u00a0\u202f\u2009", " "), **dict.fromkeys("‐‑–", "-")}
_NOTHING = [*map(chr, range(0x300, 0x370)), *"\u00ad\u200b\u200c\u200d\u2060\ufeff"]


def _letters() -> dict[str, str]:
    """Each accented Latin letter and the one below its accent, in small."""
    found = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = "".join(char for char in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(char))
        if len(base) == 1 and base.isascii() and base.isalpha():
            found[chr(code)] = base.lower()
    return found


_ONE_FOR_ONE = {**_letters(), **_SAME}
_TABLE = str.maketrans({**_ONE_FOR_ONE, **_LIGATURES, **dict.fromkeys(_NOTHING, "")})
_FROM, _TO = "".join([*_ONE_FOR_ONE, *_NOTHING]), "".join(_ONE_FOR_ONE.values()).upper()
"""For PostgreSQL's `translate`: what has no counterpart in the second is left out."""

_USUAL = [char for char in _ONE_FOR_ONE if ord(char) < 0x100 or char in _SAME]
_USUAL_FROM = "".join([*_USUAL, *(char for char in _NOTHING if ord(char) < 0x100)])
_USUAL_TO = "".join(_ONE_FOR_ONE[char] for char in _USUAL).upper()
_UNUSUAL = f"[^\x01-ÿ{''.join(_SAME)}]"
"""`translate` looks for each letter of a text in its whole list: that of what is written here is nine times shorter."""


def plain(text: str, /) -> str:
    """The text in small letters, without accents, with straight apostrophes and ordinary spaces."""
    return text.lower() if text.isascii() else text.translate(_TABLE).lower()


class PlainContains(IContains):
    """`icontains`, both sides made plain."""

    def get_prep_lookup(self) -> Any:
        value = super().get_prep_lookup()
        return plain(value) if isinstance(value, str) else value

    def process_lhs(self, compiler: Any, connection: BaseDatabaseWrapper, lhs: Any = None) -> tuple[str, Any]:
        sql, params = super().process_lhs(compiler, connection, lhs)
        if connection.vendor == "sqlite":
            return f"{SQLITE_NAME}({sql})", params
        for ligature, letters in _LIGATURES.items():  # Django has put UPPER around the column
            sql = f"REPLACE({sql}, '{ligature}', '{letters.upper()}')"
        return _translated(sql, params)


class InPlainLetters(Func):
    """A column as `plain` writes it, to put names in order: « Élodie » stands beside « Elsa »."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, function=SQLITE_NAME)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, Any]:
        sql, params = super().as_sql(compiler, connection, function="UPPER")
        return _translated(sql, params)


def _translated(sql: str, params: Any) -> tuple[str, list[Any]]:
    """For PostgreSQL: the letters below the accents of a text in capitals, by the long list where one needs it."""
    whole = f"CASE WHEN {sql} ~ %s THEN TRANSLATE({sql}, %s, %s) ELSE TRANSLATE({sql}, %s, %s) END"
    return whole, [*params, _UNUSUAL, *params, _FROM, _TO, *params, _USUAL_FROM, _USUAL_TO]


def teach(connection: BaseDatabaseWrapper) -> None:
    """Give a new SQLite connection the function that the lookup calls."""
    if connection.vendor == "sqlite":
        database: sqlite3.Connection = connection.connection
        database.create_function(SQLITE_NAME, 1, lambda text: plain(str(text)) if text is not None else None)


def compare_by_letters() -> None:
    """Put our lookup in the place of Django's, for every column of text."""
    for kind in (CharField, TextField):
        kind.register_lookup(PlainContains)
