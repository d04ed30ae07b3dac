"""`{% conversation page %}`: what peers say about a sheet or a testimonial, and the form to answer them."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from wagtail.models import Page

from community.comments.forms import CommentForm
from community.comments.just_said import just_said
from community.comments.pages import read_page
from community.comments.places import has_a_conversation, is_open, place_of
from community.models.members import Member
from community.paging import number_in, page_asked
from community.permissions import may_review
from community.visibility import Reading, reader

register = template.Library()


@register.inclusion_tag("community/comments/conversation.html", takes_context=True)
def conversation(context: Context, page: Page) -> dict[str, Any]:
    """A page of what was said of a page: at most five queries, whoever reads and however much was said.

    `?conversation=2` turns it, `?commentaire=12` opens it where this comment is.

    Nothing for a page without a conversation (other kinds, a preview never saved).
    """
    if page.pk is None:
        return {"has_conversation": False}
    place = place_of(page=page)
    if not has_a_conversation(page=place):
        return {"has_conversation": False}
    request: HttpRequest | None = context.get("request")
    member = reader(request) if request else None
    is_published = _is_published(page=page, place=place, member=member)
    if place.pk != page.pk and not is_published:
        return {"has_conversation": False}
    said = read_page(
        page=place,
        member=member,
        number=page_asked(request=request, name="conversation"),
        comment=number_in(request.GET.get("commentaire", "")) if request else None,
    )
    return {
        "has_conversation": True,
        "member": member,
        "threads": said.threads,
        "shown": said.shown,
        "turned": said.turned,
        "request": request,
        "may_write": is_published and member is not None,
        "may_remove": may_review(member=member),
        "form": CommentForm(place) if is_published and member else None,
        "is_published": is_published,
        "just_said": just_said(request=request) if request and member else None,
        "write_url": reverse("comments:write", args=[place.pk]),
        "csrf_token": context.get("csrf_token"),
    }


def _is_published(*, page: Page, place: Page, member: Member | None) -> bool:
    """Whether the page is open to this person; the page being served already knows: the question is not asked twice."""
    reading = getattr(page, "reading", None)
    if reading is None or place.pk != page.pk:
        return is_open(page=place, member=member)
    return reading is Reading.EVERYBODY
