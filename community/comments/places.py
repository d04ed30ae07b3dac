"""Where a conversation may take place: which pages have one, and who may join it."""

from django.contrib.contenttypes.fields import GenericRelation
from wagtail.models import Page, get_page_models

from community.comments.models import PeerComment
from community.models.members import Member
from community.visibility import visible_to


def has_a_conversation(*, page: Page) -> bool:
    """Whether this kind of page carries comments: it declares the relation, so that they are deleted with it."""
    return _carries_comments(type(page))


def types_with_a_conversation() -> list[type[Page]]:
    """The page types that carry comments."""
    return [model for model in get_page_models() if _carries_comments(model)]


def place_of(*, page: Page) -> Page:
    """The page that holds the conversation: a copy kept in step with another page (an alias) shows the original's.

    Always the specific page: comments are tied to its own class, a base `Page` has none.
    """
    return page.alias_of.specific if page.alias_of_id else page.specific


def open_place(*, page_pk: int, member: Member | None) -> Page | None:
    """The published page where this person may talk; None if it is hidden from them, or has no conversation."""
    page = visible_to(Page.objects.filter(pk=page_pk), member).first()
    if page is None:
        return None
    place = place_of(page=page)
    if not has_a_conversation(page=place):
        return None
    return place if place.pk == page.pk or is_open(page=place, member=member) else None


def is_open(*, page: Page, member: Member | None) -> bool:
    """Whether the page is published and visible to this person: drafts and pages off line are not commented."""
    return visible_to(Page.objects.filter(pk=page.pk), member).exists()


def _carries_comments(model: type[Page]) -> bool:
    return any(
        isinstance(field, GenericRelation) and issubclass(field.related_model, PeerComment)
        for field in model._meta.private_fields
    )
