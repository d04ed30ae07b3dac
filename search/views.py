"""The results page: an address that can be shared, read by a form that never refuses to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from community.visibility import reader
from search.filters import FILTERS
from search.forms import SearchForm
from search.kinds import Words
from search.queries import Answer, find


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: `count` is what ticking it gives beside the other filters."""

    parameter: str
    value: str
    label: str
    count: int
    is_chosen: bool

    @property
    def identifier(self) -> str:
        """The same whatever the other boxes: the focus stays on it when the results change."""
        return f"filtre-{self.parameter}-{self.value}"

    @property
    def count_in_words(self) -> str:
        return ngettext("%(total)d résultat", "%(total)d résultats", self.count) % {"total": self.count}


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of boxes."""

    parameter: str
    label: Words
    choices: Sequence[Choice]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    group: Words
    label: str
    address: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=…&levier=…&tri=date&page=2`, without an account."""
    member = reader(request)
    form = SearchForm(data=request.GET, member=member)
    answer = None if form.is_refused else find(asked=form.asked, member=member)
    context: dict[str, Any] = {
        "form": form,
        "answer": answer,
        "facets": _facets(form, answer) if answer else [],
        "chips": _chips(form, request.GET),
        "suggested": _suggested(request.GET, answer) if answer else "",
        "without_filters": _address(request.GET, keep=("q",)),
    }
    return render(request, "search/results.html", context)


def _facets(form: SearchForm, answer: Answer) -> list[Facet]:
    """The filters that have something to narrow; a chosen value stays, even at 0, so that it can be unticked."""
    facets = []
    for each in FILTERS:
        counts = answer.facets.get(each.facet, {})
        chosen = form.selected.get(each.facet, ())
        choices = [
            Choice(each.parameter, value, label, counts.get(value, 0), value in chosen)
            for value, label in form.labels[each.parameter].items()
            if counts.get(value) or value in chosen
        ]
        if len(choices) > 1 or chosen:
            facets.append(Facet(each.parameter, each.label, choices, each.is_open or bool(chosen)))
    return facets


def _chips(form: SearchForm, typed: QueryDict) -> list[Chip]:
    return [
        Chip(each.label, form.labels[each.parameter][value], _address(typed, without=(each.parameter, value)))
        for each in FILTERS
        for value in form.selected.get(each.facet, ())
    ]


def _suggested(typed: QueryDict, answer: Answer) -> str:
    """The address of the same search, spelled as the site spells it."""
    if not answer.corrected_text:
        return ""
    asked = typed.copy()
    asked["q"] = answer.corrected_text
    return _address(asked)


def _address(typed: QueryDict, *, keep: Sequence[str] = (), without: tuple[str, str] | None = None) -> str:
    """The query part of an address, back on its first page."""
    asked = typed.copy()
    asked.pop("page", None)
    if keep:
        for name in set(asked) - set(keep):
            asked.pop(name)
    if without:
        name, value = without
        asked.setlist(name, [other for other in asked.getlist(name) if other != value])
    return "?" + asked.urlencode()
