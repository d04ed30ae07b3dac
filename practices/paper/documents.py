"""What a sheet and a testimonial say on paper: the same words as on the screen, as the public may read them."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from community.models import StructurePage
from community.paper.document import Foot, Part, Printout, facts_of, part_of
from practices.models import PracticePage, TestimonialPage
from practices.templatetags.practice_tags import duration
from practices.vocabulary import Format


def has_paper(*, page: Any) -> bool:
    """Whether this kind of page is put on paper."""
    return type(page) in _makers


def document_of(*, page: Any, is_public: bool) -> Printout:
    """The page as paper shows it; one that the public does not read says so in its first line."""
    document = _makers[type(page)](page, structure_of(page=page))
    return document if is_public else _marked_as_not_public(document)


def structure_of(*, page: Any) -> StructurePage | None:
    """Whose page it is."""
    parent = page.get_parent()
    return parent.specific if parent is not None and parent.specific_class is StructurePage else None


def foot_of(*, page: Any, structure: StructurePage | None) -> Foot:
    """Where the page is, whose it is, what may be done with it, and as of when."""
    return Foot(
        address=urljoin(settings.SITE_URL, page.get_url() or "/"),
        owner=structure.title if structure else "",
        licence=_licence(page),
        day=localdate(page.last_published_at) if page.last_published_at else None,
    )


def _licence(page: Any) -> str:
    if isinstance(page, PracticePage):
        return str(page.get_licence_display())
    # No testimonial carries a licence: each agreement names the places where it may be shown.
    return _(
        "Ces paroles sont à la personne qui les a dites : demandez à la structure avant de les reprendre ailleurs."
    )


def _sheet(page: PracticePage, structure: StructurePage | None) -> Printout:
    role = _("Le rôle des usagers (ici : %(word)s)") % {"word": page.user_term} if page.user_term else ""
    parts = [
        part_of(_("Le point de départ"), page.starting_point),
        _steps(page),
        part_of(role or _("Le rôle des usagers"), page.user_role),
        part_of(_("Ce qui a changé"), page.outcomes),
        part_of(_("Ce qui a coincé"), page.pitfalls),
        part_of(_("Le plus petit premier pas"), page.first_step),
        part_of(_("Outils à emporter, sur la page du site"), _names(page.attachments.select_related("document"))),
    ]
    return Printout(
        kind=_("Fiche pratique"),
        title=page.title,
        by=_by(_("Racontée par %(structure)s"), structure),
        summary=page.summary,
        facts=facts_of(
            [
                (_("Leviers"), _names(page.shown_levers)),
                (_("Temps"), page.get_time_band_display()),
                (_("Coût"), page.get_cost_band_display()),
                (_("Personnes nécessaires"), page.people_needed),
                (_("Avec quel public"), page.audience),
                (_("Niveaux d’implication"), _names(page.levels.all())),
                (_("Où en est cette pratique"), page.get_maturity_display()),
            ]
        ),
        parts=tuple(part for part in parts if part),
        foot=foot_of(page=page, structure=structure),
    )


def _steps(page: PracticePage) -> Part | None:
    texts = tuple(str(step.value) for step in page.steps if str(step.value).strip())
    return Part(title=_("Comment faire, étape par étape"), texts=texts, is_numbered=True) if texts else None


def _testimonial(page: TestimonialPage, structure: StructurePage | None) -> Printout:
    is_written = page.kind == Format.TEXT
    said = page.text if is_written else page.transcript
    lasts = duration(page.media.duration) if page.media and page.media.duration and not is_written else ""
    speaker = ", ".join(name for name in (page.speaker_name, page.speaker_role) if name)
    parts = [
        Part(title="" if is_written else _("Ce qui est dit"), texts=(said,)) if said.strip() else None,
        part_of(_("Pour en parler en équipe"), page.discussion_prompt),
    ]
    return Printout(
        kind=_("Témoignage"),
        title=page.title,
        by=_by(f"{speaker.replace('%', '%%')} – %(structure)s", structure) if structure else speaker,
        summary=f"« {page.key_quote} »" if page.key_quote else "",
        facts=facts_of(
            [
                (_("Format"), " · ".join(word for word in (str(page.get_kind_display()), lasts) if word)),
                (_("Leviers"), _names(page.shown_levers)),
                (_("Niveaux d’implication"), _names(page.levels.all())),
            ]
        ),
        parts=tuple(part for part in parts if part),
        foot=foot_of(page=page, structure=structure),
    )


def _by(words: str, structure: StructurePage | None) -> str:
    if structure is None:
        return ""
    return words % {"structure": ", ".join(text for text in (structure.title, structure.place) if text)}


def _names(things: Iterable[Any]) -> str:
    return ", ".join(getattr(thing, "name", "") or str(thing) for thing in things)


def _marked_as_not_public(document: Printout) -> Printout:
    warning = _("à ne pas diffuser, cette page n’est pas publique")
    return Printout(**{**vars(document), "kind": f"{document.kind} – {warning}"})


_makers: dict[type, Callable[[Any, StructurePage | None], Printout]] = {
    PracticePage: _sheet,
    TestimonialPage: _testimonial,
}
