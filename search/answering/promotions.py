"""« Choisi par l’animation » : what facilitators put before the results of a question, for whoever may see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from community.kept.remembered import Remembered
from community.models import Member
from community.visibility import visible_to
from search.answering.queries import Answer, SearchRequest
from search.engines.language.typed import read_typed
from search.things.registry import Label, kind_of

MOST_SHOWN = 3
"""More would push down what the words themselves bring."""

QuestionStems = frozenset[str]
"""The stems of a question: accents, capitals, plurals, the order of the words and « comment » make no difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenAnswer:
    """A page of the site, or an address elsewhere: exactly one of `page` and `address`."""

    title: str
    description: str
    label: Label
    """What it is: « Fiche pratique », « Ailleurs sur le web »."""
    page: Page | None = None
    address: str = ""


def promoted(*, text: str, member: Member | None) -> list[ChosenAnswer]:
    """What was chosen for these words, in the order chosen, and that this person may see; one query at most."""
    rows = _remembered.get().get(question(text=text), ())
    if not rows:
        return []
    wanted = [row.page_id for row in rows if row.page_id]
    pages = visible_to(Page.objects.all(), member).in_bulk(wanted) if wanted else {}
    return [_chosen(row, pages.get(row.page_id)) for row in rows if not row.page_id or row.page_id in pages][
        :MOST_SHOWN
    ]


def before_results(*, asked: SearchRequest, answer: Answer, member: Member | None) -> tuple[list[ChosenAnswer], Answer]:
    """What was chosen, on the first page of a question without filters, and the answer without what it repeats."""
    if asked.page_number > 1 or asked.selected:
        return [], answer
    chosen = promoted(text=answer.corrected_text or asked.text, member=member)
    pages = {each.page.pk for each in chosen if each.page is not None}
    if not pages:
        return chosen, answer
    others = [found for found in answer.results if not (found.kind.is_page and found.page.pk in pages)]
    return chosen, replace(answer, results=others)


def question(*, text: str) -> QuestionStems:
    """How a question is compared with another; empty when it asks to leave something out."""
    typed = read_typed(text)
    tokens = [token for run in (*typed.free, *typed.phrases) for token in run]
    telling = [token for token in tokens if not (token.is_stop or token.is_soft)] or tokens
    return frozenset(() if typed.excluded else (token.stem for token in telling))


def _chosen(row: SearchPromotion, page: Page | None) -> ChosenAnswer:
    if page is None:
        title = row.external_link_text or row.external_link_url
        return ChosenAnswer(
            title=title, description=row.description, label=_("Ailleurs sur le web"), address=row.external_link_url
        )
    kind = kind_of(page.cached_content_type.model_class())
    return ChosenAnswer(
        title=page.title, description=row.description, label=kind.label if kind else _("Page"), page=page
    )


def _version() -> tuple[Any, ...]:
    """Every row: they are few, and carry no date that would say that one has changed."""
    fields = ("pk", "query__query_string", "page_id", "external_link_url", "external_link_text", "description")
    return tuple(SearchPromotion.objects.order_by("query", "sort_order", "pk").values_list(*fields))


def _build() -> Mapping[QuestionStems, Sequence[SearchPromotion]]:
    chosen: dict[QuestionStems, list[SearchPromotion]] = defaultdict(list)
    for row in SearchPromotion.objects.select_related("query").order_by("query", "sort_order", "pk"):
        chosen[question(text=row.query.query_string)].append(row)
    chosen.pop(frozenset(), None)
    return dict(chosen)


_remembered = Remembered(version=_version, build=_build)
