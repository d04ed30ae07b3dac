"""How many results, by what they are: « 14 fiches, 3 témoignages, 8 échanges »."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.answering.queries import Answer, SearchRequest
from search.things.registry import kinds

MOST_NAMED = 3
"""Kinds named one by one: they hold in a line or two of a telephone."""


def how_many(*, asked: SearchRequest, answer: Answer) -> str:
    """The kinds in the order of screens, those that come after the third together."""
    counts = answer.facets.get("kind", {})
    chosen = asked.selected.get("kind") or [kind.name for kind in kinds() if asked.text or kind.is_browsed]
    found = [(kind, counts[kind.name]) for kind in kinds() if kind.name in chosen and counts.get(kind.name)]
    if sum(count for _kind, count in found) != answer.total:  # of a kind that only a newer version of the site knows
        return ngettext("%(total)d résultat", "%(total)d résultats", answer.total) % {"total": answer.total}
    named = found if len(found) <= MOST_NAMED + 1 else found[:MOST_NAMED]
    told = ", ".join(kind.counted(count) for kind, count in named)
    others = answer.total - sum(count for _kind, count in named)
    return _("%(told)s et %(others)d autres") % {"told": told, "others": others} if others else told
