"""The filters of the results page: which facets are offered, under which words, with which values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from community.models import Member, ParcoursPage
from community.queries import levels_in_order
from community.vocabulary import Department, Sector
from practices.models import Lever
from practices.vocabulary import CostBand, TimeBand
from search.things.registry import Label, kinds

Labels = Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Filter:
    """One facet on screen: `parameter` in the address, `facet` in the engine.

    `labels` gives the words of the values that this person may see, in the order of the screen.
    """

    parameter: str
    facet: str
    label: Label
    labels: Callable[[Member | None], Labels]
    is_open: bool = False


def _kinds(_member: Member | None) -> Labels:
    return {kind.name: kind.plural for kind in kinds()}


def _levers(_member: Member | None) -> Labels:
    return dict(Lever.objects.values_list("slug", "name"))


def _levels(_member: Member | None) -> Labels:
    return {level.code: level.name for level in levels_in_order()}


def _parcours(member: Member | None) -> Labels:
    """Titles of those this person may read: a sheet may come from an edition that is not announced yet."""
    return dict(ParcoursPage.objects.visible_to(member).order_by("-starts_on").values_list("slug", "title"))


def _fixed(choices: Iterable[tuple[str, Label]]) -> Callable[[Member | None], Labels]:
    labels = dict(choices)  # made once: a page shows a few of the hundred departments
    return lambda _member: labels


YEARS = [(str(year), str(year)) for year in range(2100, 1999, -1)]


FILTERS: tuple[Filter, ...] = (
    Filter("type", "kind", _("Quoi"), _kinds, is_open=True),
    Filter("levier", "lever", _("Levier"), _levers, is_open=True),
    Filter("niveau", "level", _("Niveau d’implication"), _levels, is_open=True),
    Filter("activite", "sector", _("Activité"), _fixed(Sector.choices)),
    Filter("departement", "territory", _("Département"), _fixed(Department.choices)),
    Filter("parcours", "parcours", _("Parcours"), _parcours),
    Filter("temps", "time", _("Temps nécessaire"), _fixed(TimeBand.choices)),
    Filter("cout", "cost", _("Coût"), _fixed(CostBand.choices)),
    Filter("annee", "year", _("Année"), _fixed(YEARS)),
)
