"""A document says when the database was read for it, so that of two writers the better informed one is believed."""

import time
from typing import Any

import pytest

from search.things.documents import documents
from search.things.registry import kind_named

pytestmark = pytest.mark.django_db


def test_a_document_carries_the_moment_before_it_was_read(sheet: Any) -> None:
    before = time.time_ns() // 1000
    found = documents(kind=kind_named("fiche"), ids=[sheet.pk])
    sheet.title = "Un titre donné avant que la base ne soit lue"
    sheet.save()
    saved = time.time_ns() // 1000
    (document,) = found
    assert document.title == sheet.title
    assert before < saved <= document.version <= time.time_ns() // 1000
