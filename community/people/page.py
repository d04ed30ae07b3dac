"""What a member's page shows to another: their places, what they published and said, all by the rule of reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as Turned
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from community.comments.models import PeerComment
from community.comments.places import types_with_a_conversation
from community.models import Member, Membership, StructurePage
from community.models.visible import IN_A_LIST
from community.paging import page_of
from community.visibility import visible_to

A_PAGE = 10
LATEST = 500
"""Comments of one person that are looked through: fifty pages of them."""

PLACE = ("pk", "object_pk")


@dataclass(frozen=True, kw_only=True)
class Published:
    """A page that this person wrote."""

    page: Page
    kind: str
    structure: StructurePage | None


@dataclass(frozen=True, kw_only=True)
class Said:
    """A comment of theirs, and the page below which it stands."""

    text: str
    said_at: datetime
    page: Page
    suffix: str


def found(*, pk: int, member: Member) -> Member | None:
    """The person, as this member may see them: a closed account is seen by facilitators and by nobody else."""
    person = Member.objects.filter(id=pk).first()  # `pk` overflows on huge numbers
    if person is None or not (person.is_active or member.may_animate):
        return None
    return person


def places_of(*, person: Member, member: Member) -> list[Membership]:
    """Their structures that this member may see, by name."""
    # Asked of each place, not of all the structures that this member sees.
    is_seen = Exists(visible_to(Page.objects.filter(pk=OuterRef("structure_id")), member))
    places = Membership.objects.filter(is_seen, member=person).select_related("structure")
    return list(places.order_by("structure__title", "pk"))


def published_by(*, person: Member, member: Member, number: int) -> Turned:
    """The sheets and testimonials that they wrote and this member reads, the latest first."""
    kinds = ContentType.objects.get_for_models(*types_with_a_conversation()).values()
    pages = visible_to(Page.objects.filter(owner=person, content_type__in=kinds), member)
    pages = pages.only(*IN_A_LIST).select_related("content_type").order_by("-first_published_at", "-pk")
    turned = page_of(pages, number=number, size=A_PAGE)
    structures = StructurePage.objects.to_name().above_each(turned.object_list)
    turned.object_list = [
        Published(page=page, kind=_kind(page), structure=structures.get(page.pk)) for page in turned.object_list
    ]
    return turned


def said_by(*, person: Member, member: Member, number: int) -> Turned:
    """Their latest comments under pages that this member reads, the last said first.

    The rule is asked of the pages of the comments looked through, and of no more, however much somebody says.
    """
    rows = PeerComment.objects.select_related(None).filter(user=person, is_public=True, is_removed=False)
    latest = [(pk, int(place)) for pk, place in rows.order_by("-submit_date", "-pk").values_list(*PLACE)[:LATEST]]
    named = Page.objects.filter(pk__in={place for _pk, place in latest})
    seen = set(visible_to(named, member).values_list("pk", flat=True)) if latest else set()
    turned = page_of([comment for comment in latest if comment[1] in seen], number=number, size=A_PAGE)
    texts = rows.only("comment", "submit_date", "object_pk").in_bulk([pk for pk, _place in turned.object_list])
    pages = Page.objects.only(*IN_A_LIST).in_bulk({place for _pk, place in turned.object_list})
    turned.object_list = [
        Said(text=texts[pk].comment, said_at=texts[pk].submit_date, page=pages[place], suffix=texts[pk].suffix)
        for pk, place in turned.object_list
        if pk in texts and place in pages
    ]
    return turned


def _kind(page: Page) -> str:
    model: Any = page.content_type.model_class()
    return str(model._meta.verbose_name) if model else ""
