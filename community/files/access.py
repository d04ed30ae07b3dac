"""Who may be given a file: a person who may read a page that shows it, its structure's team, the facilitators.

Which pages show a file is Wagtail's reference index: every foreign key and rich text of every page, kept up to date at
each save. A file that no visible page shows answers as if it did not exist.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex

from community.models import SiteDocument, SiteImage, SiteMedia, SiteRendition
from community.visibility import may_read, visible_to

if TYPE_CHECKING:
    from community.models import Member

Owned = SiteImage | SiteDocument | SiteMedia


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """A file of the storage, and whether anybody at all may have it."""

    name: str
    is_public: bool
    as_attachment: bool


def find(*, name: str, member: "Member | None") -> GivenFile | None:
    """The stored file of this name, if this person may have it; None says « not found » and nothing more."""
    owner = _owner(name) if "\x00" not in name else None  # PostgreSQL refuses the null character in a text
    if owner is None:
        return None
    pages = _pages_showing(owner)
    is_public = visible_to(pages, None).exists()
    allowed = is_public or _allowed_to(member=member, owner=owner, pages=pages)
    if not allowed:
        return None
    return GivenFile(name=name, is_public=is_public, as_attachment=_is_download(owner))


def _owner(name: str) -> Owned | None:
    """The picture, document or recording that this file belongs to."""
    rendition = SiteRendition.objects.filter(file=name).select_related("image").first()
    if rendition is not None:
        return rendition.image
    for model in (SiteImage, SiteDocument, SiteMedia):
        owner = model.objects.filter(file=name).first()
        if owner is not None:
            return owner
    return SiteMedia.objects.filter(thumbnail=name).first()


def _pages_showing(owner: Model) -> QuerySet[Page]:
    references = ReferenceIndex.get_references_to(owner).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def _allowed_to(*, member: "Member | None", owner: Owned, pages: QuerySet[Page]) -> bool:
    if member is None:
        return False
    if member.may_animate or owner.uploaded_by_user_id == member.pk:
        return True
    if member.memberships.filter(structure__space__collection=owner.collection_id).exists():
        return True
    return any(may_read(page=page, member=member) for page in pages)


def _is_download(owner: Owned) -> bool:
    """Documents are saved, not shown: a hostile one must not run on our address. Captions are read by the player."""
    return isinstance(owner, SiteDocument) and owner.file_extension.lower() != "vtt"
