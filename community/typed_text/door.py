"""The door itself: what Django's text and file fields take in, in every form, the admin's and the libraries' included.

A block of a stream, a comment, a sign-in, a snippet: all of them are made of `forms.CharField`. So the door is there,
once, opened by `ready()`; no form has to think of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator

from community.typed_text.characters import browser_length, on_one_line, printable, typed, without_invisible

ONE_LINE = frozenset(("text", "search", "email", "url", "tel"))
"""Kinds of `<input>` where a browser lets nobody end a line."""


def open_the_door() -> None:
    """Make every text field tidy what it takes, every file field tidy names, and every limit count as browsers do."""
    forms.CharField.to_python = _tidying(forms.CharField.to_python)  # type: ignore[method-assign]
    forms.FileField.to_python = _naming(forms.FileField.to_python)  # type: ignore[method-assign]
    MaxLengthValidator.clean = _counted  # type: ignore[method-assign,assignment]


def taken_in(field: forms.CharField, text: str) -> str:
    """What a field keeps of what was sent. A password is not a text: it is kept to the letter."""
    if isinstance(field.widget, forms.PasswordInput):
        return text
    if isinstance(field, forms.EmailField | forms.URLField):
        text = without_invisible(text)
    text = typed(text) if field.strip else printable(text)
    return on_one_line(text) if getattr(field.widget, "input_type", "") in ONE_LINE else text


def _tidying(to_python: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(to_python)
    def through_the_door(self: forms.CharField, value: Any) -> Any:
        return to_python(self, taken_in(self, value) if isinstance(value, str) else value)

    return through_the_door


def _naming(to_python: Callable[..., Any]) -> Callable[..., Any]:
    """A Mac sends « é » in two characters, which the storage would cut to « e »."""

    @wraps(to_python)
    def through_the_door(self: forms.FileField, data: Any) -> Any:
        file = to_python(self, data)
        if isinstance(file, UploadedFile) and file.name:
            file.name = on_one_line(typed(file.name)) or file.name
        return file

    return through_the_door


def _counted(validator: MaxLengthValidator, value: Any) -> int:
    return browser_length(value) if isinstance(value, str) else len(value)
