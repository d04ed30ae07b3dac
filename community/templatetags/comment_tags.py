"""`{% conversation page %}`: what peers say about a sheet or a testimonial, and the form to answer them."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from wagtail.models import Page

from community.comments.forms import CommentForm
from community.comments.places import has_a_conversation, is_open, place_of
from community.comments.tree import conversation as threads_of
from community.comments.tree import count_shown
from community.visibility import reader

register = template.Library()


@register.inclusion_tag("community/comments/conversation.html", takes_context=True)
def conversation(context: Context, page: Page) -> dict[str, Any]:
    """The whole conversation of a page: at most three queries, whoever reads and however much was said.

    Nothing for a page without a conversation (other kinds, a preview never saved).
    """
    if page.pk is None:
        return {"has_conversation": False}
    place = place_of(page=page)
    if not has_a_conversation(page=place):
        return {"has_conversation": False}
    request: HttpRequest | None = context.get("request")
    member = reader(request) if request else None
    may_read = place.pk == page.pk or is_open(page=place, member=member)
    threads = threads_of(page=place, member=member) if may_read else []
    # The public is not asked: a page shown to them is published, and only the invitation to sign in depends on it.
    open_to_member = member is not None and may_read and is_open(page=place, member=member)
    write_url = reverse("comments:write", args=[place.pk])
    return {
        "has_conversation": may_read,
        "page": place,
        "member": member,
        "threads": threads,
        "shown": count_shown(threads=threads),
        "may_write": open_to_member,
        "may_remove": member is not None and member.may_animate,
        "form": CommentForm(place) if open_to_member else None,
        "write_url": write_url,
    }
