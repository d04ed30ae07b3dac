"""A page that cannot be read, as the database of a real site may hold one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from practices.models import PracticePage


@contextmanager
def broken(sheet: PracticePage) -> Iterator[None]:
    """Its steps lack what they hold, as after an import that went wrong; mended at the end, unseen by signals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT steps FROM practices_practicepage WHERE page_ptr_id = %s", [sheet.pk])
        (steps,) = cursor.fetchone()
    _write(sheet, '[{"type": "step", "id": "sans-valeur"}]')
    yield
    _write(sheet, steps)


def _write(sheet: PracticePage, steps: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE practices_practicepage SET steps = %s WHERE page_ptr_id = %s", [steps, sheet.pk])
