"""How long an answer may be is said before it is too long."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.urls import reverse
from django.utils.safestring import mark_safe

from community.limits import LimitedField, limit_of
from tests import factories
from tests.architecture.house import ROOT


class Asked(forms.Form):
    bound_field_class = LimitedField
    title = forms.CharField(max_length=1200, help_text="En une phrase.")
    free = forms.CharField(widget=forms.Textarea)
    long = forms.CharField(max_length=10_000, widget=forms.Textarea)
    email = forms.EmailField(max_length=200)
    html = forms.CharField(max_length=80, help_text=mark_safe("<b>Oui</b>"))


def test_a_limit_is_said_with_its_field_which_is_tied_to_it() -> None:
    form = Asked()
    assert form["title"].help_text == "En une phrase. 1 200 caractères au plus."
    drawn = BeautifulSoup(str(form["title"]), "html.parser").input
    assert drawn
    assert drawn["aria-describedby"] == "id_title_helptext"
    assert drawn["data-limit"] == "1200"


def test_what_has_no_limit_to_say_says_none() -> None:
    form = Asked()
    assert [form[name].help_text for name in ("free", "long", "email")] == ["", "", ""]
    assert limit_of(form.fields["long"]) == 10_000
    assert "data-limit" not in str(form["email"])


def test_a_sentence_stays_what_it_was_text_or_html() -> None:
    form = Asked()
    assert str(form["html"].help_text) == "<b>Oui</b> 80 caractères au plus."
    assert not hasattr(form["title"].help_text, "__html__")


def test_the_script_that_counts_is_small() -> None:
    assert len((ROOT / "static" / "js" / "counters.js").read_bytes()) < 1024


@pytest.mark.django_db
def test_the_form_of_a_sheet_says_its_limits(client: Any, pilot: Any, structure: Any) -> None:
    client.force_login(pilot)
    page = factories.sheet(structure=structure, owner=pilot, live=False)
    html = BeautifulSoup(client.get(reverse("contributions:edit", args=[page.pk])).content, "html.parser")
    title = html.find(id="id_title")
    assert title
    said = html.find(id=str(title["aria-describedby"]).split()[0])
    assert said
    assert "80\u00a0caractères au plus" in said.get_text() or "80 caractères au plus" in said.get_text()
    assert html.find("script", src=lambda src: bool(src) and "counters" in src)
