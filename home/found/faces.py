"""What stands on the picture of a page that is shared: its kind, its title, its photograph or its cover."""

from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.files.access import find
from community.files.sizes import ON_A_CARD, SHOWN_BY_ALL, spec_of
from community.models import ParcoursPage, SiteImage, StructurePage
from home.models import HomePage
from practices.models import EventReportPage, Lever, PracticePage, PracticeRequestPage, TestimonialPage
from practices.queries import levers_in_use
from practices.vocabulary import Format

KINDS: dict[type[Page], str | Promise] = {
    HomePage: "",
    PracticePage: _("Fiche pratique"),
    TestimonialPage: _("Témoignage"),
    PracticeRequestPage: _("Question au réseau"),
    StructurePage: _("Structure"),
    ParcoursPage: _("Parcours"),
    EventReportPage: _("Compte rendu"),
}


@dataclass(frozen=True, kw_only=True)
class Face:
    """What is drawn. `key` and `signs` make the cover; `picture` names a stored file, which takes its place."""

    kind: str
    title: str
    key: int
    signs: tuple[str, ...] = ()
    picture: str = ""


def has_face(page: Any) -> bool:
    """Whether this page is shared with a picture."""
    return type(page) in KINDS


def face_of_page(page: Any) -> Face:
    """The face of a page that the public reads."""
    is_front = isinstance(page, HomePage)
    shown = levers_in_use()[:4] if is_front else getattr(page, "shown_levers", ())
    return Face(
        kind=str(KINDS[type(page)]),
        title=page.headline if is_front else page.title,
        key=page.pk,
        signs=tuple(lever.sign for lever in shown),
        picture=_public_file(_image_of(page)),
    )


def face_of_lever(lever: Lever) -> Face:
    """The face of a lever: its own sign."""
    return Face(kind=str(_("Levier")), title=lever.name, key=lever.pk, signs=(lever.sign,))


def _image_of(page: Any) -> SiteImage | None:
    """The photograph that heads a sheet, the poster of what is filmed or recorded."""
    if isinstance(page, PracticePage):
        first = page.pictures.filter(agreement=True).select_related("image").first()
        return first.image if first else None
    if isinstance(page, TestimonialPage) and page.kind in (Format.VIDEO, Format.AUDIO) and page.media_id:
        return page.poster
    return None


def _public_file(image: SiteImage | None) -> str:
    """The name of the size that cards show, if the door of files gives it to anybody; else nothing."""
    if image is None:
        return ""
    rendition = image.get_rendition(spec_of(ON_A_CARD.cuts[-1], SHOWN_BY_ALL))
    if not rendition.width or not default_storage.exists(rendition.file.name):
        return ""
    given = find(name=rendition.file.name, member=None)
    return given.name if given and given.is_public else ""
