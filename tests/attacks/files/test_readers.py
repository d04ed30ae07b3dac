"""Whatever a file claims, its reader answers soon, within some memory, and makes it no longer."""

import time
import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from community.files.documents.document import without_notes
from community.files.recordings.recording import ending_of, forget_notes
from tests.attacks.files import makers_boxes, makers_parts

MAKERS = makers_boxes.MAKERS | makers_parts.MAKERS
RECORDINGS = ("mp4", "mov", "webm", "mp3", "ogg", "opus", "wav")
SECONDS = 5  # of work; the slowest takes one
MEMORY = 250_000_000  # bytes: four times the largest part of a document
SLOW_TO_WATCH = 100_000  # bytes of boxes; watching the memory makes each ten times longer to read


def read(*, name: str, file: BytesIO) -> None:
    with suppress(ValidationError):
        if ending_of(name) in RECORDINGS:
            forget_notes(file=file, name=name)
        else:
            without_notes(file=file, ending=ending_of(name))


@pytest.mark.parametrize("name", MAKERS)
def test_a_reader_bears_any_claim(name: str) -> None:
    content = MAKERS[name]()
    file = BytesIO(content)
    is_watched = len(content) < SLOW_TO_WATCH
    if is_watched:
        tracemalloc.start()
    started = time.process_time()
    read(name=name, file=file)
    assert time.process_time() - started < SECONDS
    assert len(file.getvalue()) <= len(content)
    if is_watched:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MEMORY
