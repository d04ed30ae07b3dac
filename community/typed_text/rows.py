"""The net below the door: texts that a script, an import or the shell writes without any form.

Only what could not be printed is taken away; spaces stay as they were written.
"""

import json
from typing import Any

from django.db import models
from wagtail.blocks import StreamValue

from community.typed_text.characters import printable


def mend(row: models.Model, /) -> list[str]:
    """Make the texts of a row printable; returns the names of the fields that changed."""
    changed = []
    for field in row._meta.concrete_fields:
        value = row.__dict__.get(field.attname)  # a column left aside by `defer` is not read for this
        if value is None or field.primary_key:
            continue
        better = _mended_stream(value) if isinstance(value, StreamValue) else _mended(value)
        if better is not value:
            setattr(row, field.attname, better)
            changed.append(field.name)
    return changed


def _mended(value: Any) -> Any:
    """The same object when there is nothing to mend."""
    if isinstance(value, str):
        better = printable(value)
        return value if better == value else better
    if isinstance(value, dict | list):
        better = _mended_data(value)
        return value if better == value else better
    return value


def _mended_data(value: Any) -> Any:
    """Every text of a JSON column; a stream inside a revision is a text that holds JSON again."""
    if isinstance(value, dict):
        return {_mended_data(key): _mended_data(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_mended_data(each) for each in value]
    if not isinstance(value, str):
        return value
    if value.startswith(("[{", "{")) and "\\u" in value:
        return _mended_json(value)
    return printable(value)


def _mended_json(text: str) -> str:
    try:
        data = json.loads(text)
    except ValueError:
        return printable(text)
    better = _mended_data(data)
    return text if better == data else json.dumps(better)


def _mended_stream(stream: StreamValue) -> StreamValue:
    data = stream.get_prep_value()
    better = _mended_data(data)
    return stream if better == data else stream.stream_block.to_python(better)
