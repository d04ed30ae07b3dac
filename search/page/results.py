"""The results page: an address that can be shared, read by a form that never refuses to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from community.kept.permission import let_it_be_kept
from community.visibility import reader
from practices.cards import name_tries
from search.answering.counts import Counted, note_reading
from search.answering.openings import openings
from search.answering.promotions import ChosenAnswer, before_results
from search.answering.queries import Answer, find
from search.page.addresses import canonical, query_string_with
from search.page.filters import FILTERS, Filter
from search.page.forms import SearchForm
from search.page.how_many import how_many
from search.things.registry import Label


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: `count` is what ticking it gives beside the other filters."""

    parameter: str
    value: str
    label: Label
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
    label: Label
    choices: Sequence[Choice]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    group: Label
    label: Label
    address: str


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=…&levier=…&tri=date&page=2`, without an account."""
    member = reader(request)
    form = SearchForm(data=request.GET, member=member)
    asked = form.asked
    counted = None
    answer = None if form.is_refused else find(asked=asked, member=member)
    chosen: Sequence[ChosenAnswer] = ()
    if answer:
        if asked.is_first_view and not answer.is_degraded and not _is_going_back(request):
            counted = Counted(text=asked.text, total=answer.total)
            note_reading(request=request, counted=counted)
        chosen, answer = before_results(asked=asked, answer=answer, member=member)
        if asked.sort == "tried":  # what orders the list is said in it
            name_tries(pages=[found.thing for found in answer.results])
    context: dict[str, Any] = {
        "form": form,
        "asked": asked,
        "answer": answer,
        "chosen": chosen,
        "how_many": how_many(asked=asked, answer=answer) if answer else "",
        "facets": _facets(form, answer) if answer else [],
        "chips": _chips(form, request.GET, answer),
        "suggested": _suggested(request.GET, answer) if answer else "",
        "without_filters": query_string_with(request.GET, keep=("q", "exact", "tri")),
        "openings": openings(asked=asked, answer=answer, member=member) if answer and not answer.total else None,
        "head": _head(form, answer),
    }
    response = render(request, "search/results.html", context)
    if answer and not answer.may_lag:
        let_it_be_kept(request=request, response=response, parameters=SearchForm.parameters(), reading=counted)
    return response


def _is_going_back(request: HttpRequest) -> bool:
    """Whether the browser's own arrows ask for a page that was already read: nobody asks the question again."""
    return "HX-History-Restore-Request" in request.headers


def _head(form: SearchForm, answer: Answer | None) -> dict[str, Any]:
    """What the page says of itself to machines: its address, its neighbours, whether to keep it."""
    asked, page = form.asked, answer.page if answer else None
    number = page.number if page else 1
    is_a_way_of_looking = bool(asked.selected) or asked.exact or asked.sort != "relevance" or number > 1
    return {
        "canonical": canonical(asked, page_number=number),
        "previous": canonical(asked, page_number=number - 1) if page and page.has_previous() else "",
        "next": canonical(asked, page_number=number + 1) if page and page.has_next() else "",
        "is_kept": not (is_a_way_of_looking or form.errors) and bool(answer and answer.total),
    }


def _facets(form: SearchForm, answer: Answer) -> list[Facet]:
    """The filters that have something to narrow; a chosen value stays, even at 0, so that it can be unticked."""
    facets = []
    for each in _counting(answer):
        counts = answer.facets.get(each.facet, {})
        chosen = form.selected.get(each.facet, ())
        if len(counts) < 2 and not chosen:
            continue
        choices = [
            Choice(each.parameter, value, label, counts.get(value, 0), value in chosen)
            for value, label in form.labels[each.parameter].items()
            if counts.get(value) or value in chosen
        ]
        if len(choices) > 1 or chosen:
            facets.append(Facet(each.parameter, each.label, choices, each.is_open or bool(chosen)))
    return facets


def _chips(form: SearchForm, typed: QueryDict, answer: Answer | None) -> list[Chip]:
    return [
        Chip(each.label, form.labels[each.parameter][value], query_string_with(typed, without=(each.parameter, value)))
        for each in _counting(answer)
        for value in form.selected.get(each.facet, ())
    ]


def _counting(answer: Answer | None) -> Sequence[Filter]:
    """The filters that count in this answer: few of them when no engine gave it."""
    return [each for each in FILTERS if each.facet in answer.facets] if answer and answer.is_degraded else FILTERS


def _suggested(typed: QueryDict, answer: Answer) -> str:
    """The address of the same search, spelled as the site spells it; without the filters that leave nothing of it."""
    if not answer.corrected_text:
        return ""
    return query_string_with(typed, keep=() if answer.total else ("q",), changed={"q": answer.corrected_text})
