"""Nothing that people type goes round the door of `community.typed_text`."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import get_resolver

from tests.architecture.house import APPS, place, sources

PASTED, KEPT = "\u200bcafe\u0301\x07\x00\u200b", "café"
READ_BY_HAND = {  # what is read of a request without a form: names of buttons, numbers, the page to come back to
    "community/accounts/factors/asking.py": {"next"},
    "community/accounts/factors/confirming.py": {"next", "way"},
    "community/accounts/factors/screens.py": {"all", "session"},
    "community/comments/screens/closing.py": {"seen"},  # a moment, compared
    "community/comments/screens/reacting.py": {"reaction"},
    "community/invitations/desk.py": {"back"},  # an address of ours, looked at as any such address
    "community/invitations/entering.py": {"action"},
    "community/invitations/inviting.py": {"action", "shown"},  # a digest, compared
    "community/unsent.py": {"?"},  # for whom the form was shown: a signature, compared
    "practices/contributions/screens/writing.py": {"action"},
    "practices/contributions/screens/reviews.py": {"action"},
    "practices/requests/answer_views.py": {"undo"},
    "practices/requests/views.py": {"action"},
    "practices/requests/visitor_views.py": {"action"},
    "search/admin/indexes.py": {"index"},
}


def kinds(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds(below)


@pytest.fixture(scope="module", autouse=True)
def everything_is_imported() -> None:
    """The addresses lead to every view, and so to every form."""
    assert get_resolver().url_patterns


def test_every_text_field_of_our_forms_goes_through_the_door() -> None:
    astray = []
    ours = {form for form in kinds(forms.BaseForm) if form.__module__.split(".")[0] in APPS}
    assert len(ours) > 10
    for form in ours:
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput):
                astray += [f"{form.__name__}.{name}"] if not _is_tidied(field) else []
    assert astray == []


def test_no_text_field_of_our_own_reads_what_is_sent_its_own_way() -> None:
    ours = [kind for kind in kinds(forms.CharField) if kind.__module__.split(".")[0] in APPS]
    assert [kind for kind in ours if "to_python" in vars(kind) and not _is_tidied(kind())] == []


def test_every_limit_of_length_counts_as_browsers_do() -> None:
    assert MaxLengthValidator(2).clean("🙂") == 2
    assert [kind for kind in kinds(MaxLengthValidator) if kind.__module__.split(".")[0] in APPS] == []


def test_no_view_reads_a_text_from_the_request_by_hand() -> None:
    """A view that needs a text makes a form: the door is in its fields."""
    found: dict[str, set[str]] = {}
    for path in sources(*APPS):
        for node in ast.walk(ast.parse(path.read_text())):
            if (name := _read_of_a_post(node)) is not None:
                found.setdefault(place(path), set()).add(name)
    assert found == READ_BY_HAND


def _read_of_a_post(node: ast.AST) -> str | None:
    """The name read by `request.POST["…"]`, `.get("…")` or `.getlist("…")`."""
    if isinstance(node, ast.Subscript) and _is_post(node.value) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
    if is_call and node.func.attr in ("get", "getlist") and _is_post(node.func.value):  # type: ignore[attr-defined]
        return str(getattr(node.args[0], "value", "?"))  # type: ignore[attr-defined]
    return None


def _is_post(node: Any) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "POST"


def _is_tidied(field: forms.CharField) -> bool:
    """Whether a pasted text comes out clean, or is refused as an address or a number would be."""
    try:
        kept = field.to_python(PASTED)
    except ValidationError:
        return True
    return kept in (KEPT, [KEPT], f"http://{KEPT}", f"https://{KEPT}")
