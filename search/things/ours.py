"""The kinds of things that can be found, those of `home` apart, registered when the site starts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Page

from community.comments.places import types_with_a_conversation
from community.models import ParcoursIndexPage, ParcoursPage, PeerComment, StructureIndexPage, StructurePage
from practices.adoptions.queries import times_tried
from practices.models import (
    Adoption,
    EventReportIndexPage,
    EventReportPage,
    GlossaryPage,
    GlossaryTerm,
    PracticeIndexPage,
    PracticePage,
    PracticeRequestIndexPage,
    PracticeRequestPage,
    TestimonialIndexPage,
    TestimonialPage,
)
from search.things import contents
from search.things.registry import FindableKind, declare_unsearchable, register

TAGGED = ("levers", "levels", "parcours")

# Weights of kinds when several are looked through; the others count 1. Measured on the demonstration: every name of a
# structure, of a parcours and of the glossary, and 21 searches of newcomers.
SHEET = 1.9
"""Newcomers come for examples. Measured with the vocabulary: an example is first for 16 searches of 21, and the
expected sheet among the first three for all 21 (20 at 1.75: « faire avec » gave two parcours before it). At 2.1
« usager » loses its definition from the first three; the name of every structure stays 11 % ahead at 1.9, 6 % at 2."""

TESTIMONIAL = 1.45
"""An example too, but short and full of its structure's name. Measured: at 1.65 the name of a structure brings a
testimonial first; at 1.45 every structure stays 13 % ahead when its name is typed."""

QUESTION = 1.2
"""Newcomers come for examples: a question must not pass before the sheets that answer it. Measured on the six of the
demonstration and 61 searches of newcomers: at 1.2 no question is first, nor before every sheet; at 1.5 one is."""

NAMED = 1.3
"""Structures and definitions: their name typed must bring them, in spite of the sheets that repeat it. Measured: at 1,
four structures lose the first place; definitions at 1.2, « usager » loses its own from the first three."""


def _glossary(rows: Iterable[Any]) -> Mapping[int, int]:
    """Every term is on the one page of the glossary."""
    page = GlossaryPage.objects.order_by("pk").values_list("pk", flat=True).first()  # by path, every page is read
    return {row.pk: page for row in rows} if page else {}


def _defined_on(page_ids: Iterable[int]) -> Iterable[int]:
    if not GlossaryPage.objects.filter(pk__in=list(page_ids)).exists():
        return []
    return GlossaryTerm.objects.values_list("pk", flat=True)


def _said_on(page_ids: Iterable[int]) -> Iterable[int]:
    """Comments on pages: several page types carry them, and all pages share one series of ids."""
    pages = ContentType.objects.get_for_models(*types_with_a_conversation()).values()
    on_them = PeerComment.objects.filter(content_type__in=pages, object_pk__in=[str(pk) for pk in page_ids])
    return on_them.values_list("pk", flat=True)


def _tried_by(page_ids: Iterable[int]) -> Iterable[int]:
    """The sheets that these pages, where they are structures, say that they tried: hidden, they are counted no more."""
    return Adoption.objects.filter(structure__in=list(page_ids)).values_list("sheet", flat=True)


def _asked_by(page_ids: Iterable[int]) -> Iterable[int]:
    """The questions of these pages, where they are structures: they are found under their activity and department."""
    return PracticeRequestPage.objects.filter(structure__in=list(page_ids)).order_by().values_list("pk", flat=True)


def _undated(_thing: Any) -> None:
    """The day on which its page was made tells nothing of a structure; where the newest come first, it comes after."""


def _said_about(row: PeerComment, page: Page) -> str:
    """A title that is what somebody said has its own quotation marks already."""
    about = _t("À propos de %(title)s") if page.title.startswith("«") else _t("À propos de « %(title)s »")
    return about % {"title": page.title}


KINDS = [
    FindableKind(
        name="fiche",
        label=_("Fiche pratique"),
        plural=_("Fiches pratiques"),
        counted=lambda n: ngettext("%(n)d fiche", "%(n)d fiches", n) % {"n": n},
        model=PracticePage,
        text=contents.sheet_text,
        about=contents.sheet,
        about_needs=(*TAGGED, "topics", "attachments__document"),
        shows_levers=True,
        on_pages=_tried_by,
        tried=times_tried,
        position=1,
        weight=SHEET,
    ),
    FindableKind(
        name="temoignage",
        label=_("Témoignage"),
        plural=_("Témoignages"),
        counted=lambda n: ngettext("%(n)d témoignage", "%(n)d témoignages", n) % {"n": n},
        model=TestimonialPage,
        text=contents.testimonial_text,
        parts=contents.testimonial_parts,
        text_needs=("passages",),
        about=contents.testimonial,
        about_needs=TAGGED,
        shows_levers=True,
        position=2,
        weight=TESTIMONIAL,
    ),
    FindableKind(
        name="question",
        label=_("Question au réseau"),
        plural=_("Questions au réseau"),
        counted=lambda n: ngettext("%(n)d question", "%(n)d questions", n) % {"n": n},
        model=PracticeRequestPage,
        text=contents.question_text,
        about=contents.question,
        about_needs=("levers", "structure"),
        date=lambda page: page.asked_at,
        on_pages=_asked_by,
        shows_levers=True,
        position=3,
        weight=QUESTION,
    ),
    FindableKind(
        name="structure",
        label=_("Structure"),
        plural=_("Structures"),
        counted=lambda n: ngettext("%(n)d structure", "%(n)d structures", n) % {"n": n},
        model=StructurePage,
        text=contents.structure_text,
        parts=contents.structure_parts,
        date=_undated,
        about=contents.structure,
        about_needs=("target_levels", "participations__parcours"),
        position=4,
        weight=NAMED,
    ),
    FindableKind(
        name="parcours",
        label=_("Parcours"),
        plural=_("Parcours"),
        counted=lambda n: ngettext("%(n)d parcours", "%(n)d parcours", n) % {"n": n},
        model=ParcoursPage,
        text=contents.parcours_text,
        parts=contents.parcours_parts,
        date=_undated,
        about=contents.parcours,
        text_needs=("sessions",),
        position=5,
    ),
    FindableKind(
        name="compte-rendu",
        label=_("Compte rendu"),
        plural=_("Comptes rendus"),
        counted=lambda n: ngettext("%(n)d compte rendu", "%(n)d comptes rendus", n) % {"n": n},
        model=EventReportPage,
        text=contents.report_text,
        about=contents.report,
        date=contents.report_date,
        about_needs=("levers", "parcours"),
        shows_levers=True,
        position=6,
    ),
    FindableKind(
        name="terme",
        label=_("Définition"),
        plural=_("Définitions"),
        counted=lambda n: ngettext("%(n)d définition", "%(n)d définitions", n) % {"n": n},
        model=GlossaryTerm,
        text=contents.term_text,
        about=contents.term,
        date=_undated,
        pages=_glossary,
        on_pages=_defined_on,
        title=str,
        headline=lambda row, page: str(row.term),
        anchor=lambda row: f"#{row.slug}",
        is_browsed=False,
        position=8,
        weight=NAMED,
    ),
    FindableKind(
        name="commentaire",
        label=_("Échange"),
        plural=_("Échanges"),
        counted=lambda n: ngettext("%(n)d échange", "%(n)d échanges", n) % {"n": n},
        model=PeerComment,
        text=contents.comment_text,
        date=lambda row: row.submit_date,
        only=Q(is_public=True, is_removed=False),
        pages=lambda rows: {row.pk: int(row.object_pk) for row in rows},
        on_pages=_said_on,
        title=lambda row: "",  # the page's own would find its comments each time it is looked for
        headline=_said_about,
        anchor=lambda row: row.suffix,
        is_browsed=False,
        position=9,
    ),
]
LISTS: list[type[Page]] = [
    EventReportIndexPage,
    GlossaryPage,
    ParcoursIndexPage,
    PracticeIndexPage,
    PracticeRequestIndexPage,
    StructureIndexPage,
    TestimonialIndexPage,
]
"""Pages made of other pages: nobody looks for them, and what they list is found on its own."""


def register_findable() -> None:
    """Called from `ready()`."""
    for kind in KINDS:
        register(kind)
    declare_unsearchable(*LISTS)
