"""Who may be given a file: a person who may read a page that shows it, its structure's team, the facilitators.

A page that shows a file is another thing than a page that names it: `shown` knows which. A file shown nowhere answers
as if it did not exist. Readers are given the sizes of a picture that pages show; what the camera made is its team's.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from community.files.shown import pages_showing
from community.models import Member, SiteDocument, SiteImage, SiteMedia, SiteRendition
from community.models.members import PORTRAITS
from community.permissions import may_read_unpublished
from community.visibility import may_read, visible_to

Owned = SiteImage | SiteDocument | SiteMedia


@dataclass(frozen=True, kw_only=True)
class GivenFile:
    """A file of the storage, and whether anybody at all may have it."""

    name: str
    is_public: bool
    as_attachment: bool


def find(*, name: str, member: Member | None) -> GivenFile | None:
    """The stored file of this name, if this person may have it; None says « not found » and nothing more."""
    if "\x00" in name:  # PostgreSQL refuses the null character in a text
        return None
    if name.startswith(PORTRAITS):
        return _portrait(name, member)
    found = _found(name)
    if found is None:
        return None
    is_public = _is_for_readers(found, None)
    if not (is_public or (member and (_is_kept_by(member, found.owner) or _is_for_readers(found, member)))):
        return None
    return GivenFile(name=name, is_public=is_public, as_attachment=_is_download(found.owner))


def _portrait(name: str, member: Member | None) -> GivenFile | None:
    """The photograph of a person: for those who are signed in; of a closed account, for facilitators."""
    if member is None:
        return None
    people = Member.objects.filter(photo=name)
    if not (people if member.may_animate else people.filter(is_active=True)).exists():
        return None
    return GivenFile(name=name, is_public=False, as_attachment=False)


@dataclass(frozen=True, kw_only=True)
class _Found:
    """A stored file, what it is a file of, and whether it is the very file that pages show."""

    owner: Owned
    is_what_pages_show: bool


def _found(name: str) -> _Found | None:
    rendition = SiteRendition.objects.filter(file=name).select_related("image").first()
    if rendition is not None:
        return _Found(owner=rendition.image, is_what_pages_show=True)
    for model in (SiteImage, SiteDocument, SiteMedia):
        owner = model.objects.filter(file=name).first()
        if owner is not None:
            return _Found(owner=owner, is_what_pages_show=not isinstance(owner, SiteImage))
    thumbnail = SiteMedia.objects.filter(thumbnail=name).first()
    return _Found(owner=thumbnail, is_what_pages_show=False) if thumbnail else None


def _is_for_readers(found: _Found, member: Member | None) -> bool:
    """Whether a page that this person reads like anybody in their position shows it, in a collection open to them."""
    if not found.is_what_pages_show or _is_closed(found.owner, member):
        return False
    return visible_to(Page.objects.filter(pk__in=pages_showing(found.owner)), member).exists()


def _is_closed(owner: Owned, member: Member | None) -> bool:
    """By Wagtail's privacy of collections, which facilitators set in the admin."""
    closed = owner.collection.get_view_restrictions().exclude(restriction_type=CollectionViewRestriction.NONE)
    if member:
        login, groups = CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS
        closed = closed.exclude(restriction_type=login).exclude(
            Q(restriction_type=groups) & Q(groups__in=member.groups.values("pk"))
        )
    return closed.exists()


def _is_kept_by(member: Member, owner: Owned) -> bool:
    """Facilitators, whoever sent it, the team of its collection, the team of a page that names it, shown or not."""
    if member.may_animate or owner.uploaded_by_user_id == member.pk:
        return True
    if member.memberships.filter(structure__space__collection=owner.collection_id).exists():
        return True
    teams = (page for page in _pages_naming(owner) if may_read_unpublished(member=member, page=page))
    return any(may_read(page=page, member=member) for page in teams)  # a restriction may close a page to its own team


def _pages_naming(owner: Model) -> QuerySet[Page]:
    """Wagtail's reference index: every foreign key and rich text of every page, kept up to date at each save."""
    references = ReferenceIndex.get_references_to(owner).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def _is_download(owner: Owned) -> bool:
    """Documents are saved, not shown: a hostile one must not run on our address. Captions are read by the player."""
    return isinstance(owner, SiteDocument) and owner.file_extension.lower() != "vtt"
