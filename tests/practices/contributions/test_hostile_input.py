"""Whatever is sent to the forms: an answer that a person understands, never an error 500, and the text kept."""

from html import escape
from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from community.typed_text.characters import typed
from practices.contributions.acts import drafts
from practices.contributions.forms.sheet import SheetForm
from practices.models import PracticePage
from tests import factories
from tests.chosen import times

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "   ",
    "\x00",
    "a\x00b",
    "\r\n\r\n",
    "'; DROP TABLE wagtailcore_page; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}",
    "%s%n%d",
    "\u202e\u200b\ufeff",
    "😀" * 50,
    "é" * 12_000,
    "-1",
    "0",
    "9" * 40,
    "1e999",
    "null",
    "../../etc/passwd",
    "00000000-0000-0000-0000-000000000000",
    "on",
    ",,,;,",
    "Titre\nsur deux lignes",
]
NAMES = [
    *SheetForm.base_fields,
    *(f"step_{number}{part}" for number in (1, 2, 7, 8) for part in ("", "_id")),
    "upload_1",
    "upload_1_label",
    "document",
    "kept_1_remove",
    "kept_x_label",
    "action",
    "structure",
]
VALUES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.integers(-(2**70), 2**70).map(str),
)
FORMS = st.dictionaries(st.sampled_from(NAMES), st.lists(VALUES, min_size=1, max_size=3), max_size=12)
QUICK = settings(
    max_examples=times(15),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a failing example is small enough to read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def writer(teammate: Any) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(teammate)
    return client


@given(form=FORMS)
@QUICK
def test_any_value_in_any_field_of_a_draft(form: dict[str, list[str]], writer: Client, draft: Any) -> None:
    answer = writer.post(reverse("contributions:edit", args=[draft.pk]), form)
    assert answer.status_code in (200, 302, 400, 404, 409)


@given(form=FORMS)
@QUICK
def test_any_value_in_any_field_of_a_new_sheet(form: dict[str, list[str]], writer: Client, structure: Any) -> None:
    answer = writer.post(reverse("contributions:start", args=["fiche"]), form)
    assert answer.status_code in (200, 302, 400, 404, 409)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400))
@QUICK
def test_what_was_typed_is_shown_again_or_saved(text: str, writer: Client, draft: Any) -> None:
    form = {"summary": text, "pitfalls": text, "revision": ""}
    answer = writer.post(reverse("contributions:edit", args=[draft.pk]), form)
    saved = drafts.draft_of(page=PracticePage.objects.get(pk=draft.pk))
    if answer.status_code == 302:
        assert saved.pitfalls.split() == typed(text).split()
    else:
        assert escape(text.strip()) in answer.content.decode()


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), content=st.binary(max_size=64))
@QUICK
def test_any_file_is_kept_or_refused_with_a_sentence(name: str, content: bytes, writer: Client, draft: Any) -> None:
    file = SimpleUploadedFile("x.pdf", content)
    try:
        file.name = name
    except SuspiciousFileOperation:  # Django's own door refuses it with a 400
        assume(False)
    answer = writer.post(reverse("contributions:edit", args=[draft.pk]), {"revision": "", "upload_1": file})
    assert answer.status_code in (200, 302, 400, 409)


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40])
@pytest.mark.parametrize("name", ["edit", "preview", "take_off_line"])
def test_numbers_of_no_page_are_not_found(name: str, number: str, writer: Client) -> None:
    address = reverse(f"contributions:{name}", args=[1]).replace("/1/", f"/{number}/")
    assert writer.get(address).status_code == 404


@pytest.mark.parametrize("value", HOSTILE)
def test_any_structure_and_any_kind_in_the_address(value: str, writer: Client) -> None:
    assert writer.get(reverse("contributions:start", args=["fiche"]), {"structure": value}).status_code in (200, 302)
    assert writer.get("/partager/inconnu/", {"structure": value}).status_code == 404


def test_an_enormous_request_is_refused_not_broken(writer: Client, draft: Any) -> None:
    answer = writer.post(reverse("contributions:edit", args=[draft.pk]), {"pitfalls": "a" * 6_000_000})
    assert answer.status_code == 400


@given(form=st.dictionaries(st.sampled_from(["comment", "read", "action"]), VALUES, max_size=3))
@QUICK
def test_any_value_in_a_reviewers_answer(form: dict[str, str], facilitator: Any, teammate: Any, structure: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    drafts.submit(page=page, member=teammate)
    client = Client()
    client.force_login(facilitator)
    assert client.post(reverse("contributions:review", args=[page.pk]), form).status_code in (200, 302)


@pytest.fixture
def draft(structure: Any) -> Any:
    return factories.sheet(structure=structure, live=False)
