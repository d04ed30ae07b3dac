"""All that the site keeps, read to its last column and its last byte: where somebody is named."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from pypdfium2 import PdfiumError

from tests.community.paper.pdfs import read


def places_naming(*needles: str) -> set[str]:
    """Tables and columns, sessions, files: where any of these texts stands, however it is written down."""
    forms = {form.lower() for one in needles for form in _written_down(one)}
    read = [*_columns(), *_sessions(), *_files()]
    return {place for place, text in read if any(form in text.lower() for form in forms)}


def _written_down(text: str) -> tuple[str, ...]:
    """As a text, in JSON, with spaces that do not break, as a form sends it."""
    return text, json.dumps(text)[1:-1], text.replace(" ", "\u00a0"), quote_plus(text)


def _columns() -> Iterator[tuple[str, str]]:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quoted(table)}")  # noqa: S608 names of our own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", _said(value)) for name, value in zip(names, row, strict=True))


def _said(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _sessions() -> Iterator[tuple[str, str]]:
    for session in Session.objects.all():
        yield "a session, decoded", json.dumps(session.get_decoded(), ensure_ascii=False)


def _files() -> Iterator[tuple[str, str]]:
    for folder in (Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR)):
        for path in folder.rglob("*"):
            yield "the name of a file", str(path.relative_to(folder))
            if path.is_file():
                content = path.read_bytes()
                yield "a file", content.decode("utf-8", "replace")
                if content.startswith(b"%PDF-"):
                    with suppress(PdfiumError):  # damaged on purpose, and left by a test of another room
                        yield "a PDF, as it is read", read(content).text


class Heard(logging.Handler):
    """What was written in the site's logs meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
