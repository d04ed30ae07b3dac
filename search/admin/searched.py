"""« Ce que l’on cherche » : the questions of a month, the most asked and those that found nothing; no person."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from search.admin.rights import ForFacilitators
from search.answering.counts import months_kept
from search.models import SearchLog, SynonymGroup

MOST_SHOWN = 50
"""Rows of each table on the page; the exported file holds them all."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class SearchedView(ForFacilitators, WagtailAdminTemplateMixin, TemplateView):
    """`?mois=2026-11`, and `&export=csv` for a spreadsheet."""

    template_name = "search/admin/searched.html"
    page_title = _("Ce que l’on cherche")
    header_icon = "search"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("export") == "csv":
            return _as_csv(self.month)
        return super().get(request, *args, **kwargs)

    @property
    def month(self) -> date:
        """The one asked for; this one when it is not kept, or not a month."""
        kept = months_kept()
        return next((month for month in kept if f"{month:%Y-%m}" == self.request.GET.get("mois")), kept[0])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = of_month(self.month)
        totals = rows.aggregate(searches=Sum("searches"), without_result=Sum("without_result"))
        return super().get_context_data(
            month=self.month,
            month_in_words=_in_words(self.month),
            months=[(f"{month:%Y-%m}", _in_words(month), month == self.month) for month in months_kept()],
            searches=totals["searches"] or 0,
            without_result=totals["without_result"] or 0,
            most_shown=MOST_SHOWN,
            export_address="?" + urlencode({"mois": f"{self.month:%Y-%m}", "export": "csv"}),
            tables=list(_tables(rows)),
            **kwargs,
        )


def of_month(month: date) -> "QuerySet[SearchLog]":
    """The questions of a month, the most asked first."""
    return SearchLog.objects.filter(month=month).order_by("-searches", "words")


def _tables(rows: "QuerySet[SearchLog]") -> Iterator[dict[str, Any]]:
    nothing = rows.filter(without_result__gt=0).order_by(F("without_result").desc(), "words")
    yield {
        "identifier": "sans-resultat",
        "heading": _("Ce qui n’a rien donné"),
        "counts": _("Sans résultat"),
        "rows": [_row(row, row.without_result) for row in nothing[:MOST_SHOWN]],
        "empty": _("Toutes les recherches de ce mois ont donné quelque chose."),
    }
    yield {
        "identifier": "plus-cherche",
        "heading": _("Ce que l’on cherche le plus"),
        "counts": _("Recherches"),
        "rows": [_row(row, row.searches) for row in rows[:MOST_SHOWN]],
        "empty": _("Personne n’a encore cherché ce mois-ci."),
    }


def _row(row: SearchLog, count: int) -> dict[str, Any]:
    vocabulary = SynonymGroup.snippet_viewset.get_url_name("add")  # type: ignore[attr-defined]
    return {
        "words": row.words,
        "count": count,
        "found": row.found,
        "try": reverse("search") + "?" + urlencode({"q": row.words}),
        "widen": reverse(vocabulary) + "?" + urlencode({"terme": row.words}),
        "choose": reverse("chosen_answers:add") + "?" + urlencode({"mots": row.words}),
    }


def _as_csv(month: date) -> HttpResponse:
    """For a spreadsheet, accents and all; a question that looks like a formula stays a text."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="recherches-{month:%Y-%m}.csv"'
    response.write("\ufeff")  # without it, spreadsheets read the accents wrong
    lines = csv.writer(response, delimiter=";")
    lines.writerow([_t("Recherche"), _t("Fois"), _t("Fois sans résultat"), _t("Résultats la dernière fois")])
    for row in of_month(month):
        words = f"'{row.words}" if row.words.startswith(STARTS_A_FORMULA) else row.words
        lines.writerow([words, row.searches, row.without_result, row.found])
    return response


def _in_words(month: date) -> str:
    return date_format(month, "F Y")
