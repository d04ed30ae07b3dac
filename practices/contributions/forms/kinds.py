"""What may be contributed, and the form of each: a kind of page is added here, in one line.

Whoever lists, feeds or tells what members write asks this table, and names no kind of page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.models.visible import VisiblePage
from practices.contributions.forms.ground import ContributionForm
from practices.contributions.forms.sheet import SheetForm
from practices.contributions.forms.testimonial import TestimonialForm
from practices.models import PracticePage, TestimonialPage


@dataclass(frozen=True, kw_only=True)
class ContributionKind:
    """A page type that members write, its form, and the words that invite to it.

    `template` shows the form (by default, the sections of `form.sections`); `actions_template` adds its own links to a
    row of « Mes contributions », with `contribution` in its context. On its structure's page it stands as `card`, where
    it is called `shared`.
    """

    slug: str  # in the address: /partager/<slug>/
    model: type[VisiblePage]
    form_class: type[ContributionForm]
    label: Any
    invitation: Any
    several: str  # in the address of its structure: ?<several>=2
    heading: Any  # of that list
    pages_of_several: Any  # for a screen reader: the links to its other pages
    card: str
    sentence: Callable[[Any], str]
    """What a feed reader shows below its title."""
    none_yet: Any = ""  # said on a structure's page without any; by default, nothing
    template: str = "practices/contributions/edit.html"
    actions_template: str = ""


forms_by_type: dict[type[Page], ContributionKind] = {
    PracticePage: ContributionKind(
        slug="fiche",
        model=PracticePage,
        form_class=SheetForm,
        label=_("Une fiche pratique"),
        invitation=_(
            "Vous racontez, étape par étape, ce que vous avez essayé avec les personnes concernées. "
            "Comptez une demi-heure ; vous pouvez vous arrêter et reprendre plus tard."
        ),
        several="fiches",
        heading=_("Ses fiches pratiques"),
        pages_of_several=_("Pages des fiches"),
        card="components/sheet_card.html",
        sentence=lambda sheet: sheet.summary,
        none_yet=_("Cette structure n’a pas encore publié de fiche."),
    ),
    TestimonialPage: ContributionKind(
        slug="temoignage",
        model=TestimonialPage,
        form_class=TestimonialForm,
        label=_("Un témoignage"),
        invitation=_(
            "Une personne raconte ce qu’elle a vécu, en vidéo, au micro ou par écrit. "
            "Prévoyez son accord signé : il se joint juste après le premier enregistrement."
        ),
        several="temoignages",
        heading=_("Ses témoignages"),
        pages_of_several=_("Pages des témoignages"),
        card="components/testimonial_card.html",
        sentence=lambda testimonial: f"« {testimonial.key_quote} » {testimonial.speaker_name}",
        template="practices/contributions/testimonial_edit.html",
        actions_template="practices/contributions/testimonial_actions.html",
    ),
}


def kind_called(slug: str) -> ContributionKind | None:
    """The kind of this address, if any."""
    return next((kind for kind in forms_by_type.values() if kind.slug == slug), None)
