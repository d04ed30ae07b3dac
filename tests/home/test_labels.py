"""What every form of the site says: a label is no sentence, what one ticks begins with a capital."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

import community
import practices
import search
from community.comments.forms import CommentForm
from community.moderation.forms import ReportForm
from practices.requests.forms import QuestionForm, VisitorForm

OURS = ("community.", "practices.", "search.")


def forms_of_ours() -> list[type[forms.BaseForm]]:
    """Every form that the three rooms declare."""
    for room in (community, practices, search):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if "forms" in module.name.split("."):
                importlib.import_module(module.name)
    return sorted({kind for kind in _below(forms.BaseForm) if kind.__module__.startswith(OURS)}, key=repr)


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _choices(field: forms.Field) -> list[tuple[str, str]]:
    return list(getattr(field, "choices", [])) if isinstance(field.widget, forms.RadioSelect) else []


def _fields(kind: type[forms.BaseForm]) -> dict[str, forms.Field]:
    return getattr(kind, "base_fields", {})


@pytest.mark.django_db
def test_no_label_ends_as_a_sentence() -> None:
    """It is followed by « : » where the faults of a form are listed."""
    said = [
        (kind, name)
        for kind in forms_of_ours()
        for name, field in _fields(kind).items()
        if str(field.label or "").rstrip().endswith((".", ":"))
    ]
    assert said == []


@pytest.mark.parametrize("kind", [QuestionForm, VisitorForm, ReportForm, CommentForm])
def test_what_one_ticks_to_talk_begins_with_a_capital(kind: type[forms.BaseForm]) -> None:
    choices = [str(label) for field in _fields(kind).values() for _value, label in _choices(field)]
    assert choices
    assert all(label[:1].isupper() for label in choices)
