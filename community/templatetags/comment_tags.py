"""`{% conversation page %}`: what peers say about a page, and the form to answer them."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from community.comments.closing import closing_of
from community.comments.forms import CommentForm
from community.comments.just_said import just_said
from community.comments.marks import acts_on, gathers_answers, marked_on
from community.comments.pages import Conversation, read_page
from community.comments.places import has_a_conversation, is_open, place_of
from community.comments.visits import note_visit, unread_since, visit_of
from community.models.members import Member
from community.paging import number_in, page_asked
from community.permissions import may_review
from community.visibility import Reading, reader

register = template.Library()


@register.inclusion_tag("community/comments/conversation.html", takes_context=True)
def conversation(context: Context, page: Page) -> dict[str, Any]:
    """A page of what was said of a page: as many queries for a thousand comments as for two.

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
    closing = closing_of(page=place)
    may_write = is_published and member is not None and closing is None
    return {
        "has_conversation": True,
        "page": place,
        "member": member,
        "said": _read(request, place, member),
        "closing": closing,
        "is_answered": gathers_answers(page=place),
        "acts_template": acts_on(page=place),
        "request": request,
        "may_write": may_write,
        "may_react": is_published and member is not None,
        "may_remove": may_review(member=member),
        "form": CommentForm(place, member=member) if may_write else None,
        "is_published": is_published,
        "just_said": just_said(request=request) if request and member else None,
        "write_url": reverse("comments:write", args=[place.pk]),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def with_names(text: SafeString, names: Sequence[tuple[str, str]]) -> SafeString:
    """Make links of the names that a comment writes after « @ »; after `linked`, which has escaped the text."""
    links = {str(escape(f"@{said}")): format_html('<a href="{}">@{}</a>', to, said) for said, to in names}
    if not links:
        return text
    # The longest first: « @Anna » is not named by « @Anna Lou ». What is a link already stays whole.
    written = "|".join(re.escape(each) for each in sorted(links, key=len, reverse=True))
    pattern = rf"<a .*?</a>|(?<![\w@/.])(?:{written})(?!\w)"
    return mark_safe(re.sub(pattern, lambda found: links.get(found[0], found[0]), text, flags=re.DOTALL))


def _read(request: HttpRequest | None, place: Page, member: Member | None) -> Conversation:
    """The page of the conversation that is asked for; that somebody came is noted."""
    visit = visit_of(page=place, member=member) if member else None
    said = read_page(
        page=place,
        member=member,
        number=page_asked(request=request, name="conversation"),
        comment=number_in(request.GET.get("commentaire", "")) if request else None,
        marked=marked_on(page=place),
        unread_since=unread_since(visit=visit),
    )
    if member is not None and request is not None and request.method == "GET":
        note_visit(visit=visit, page=place, member=member, newest=said.newest)
    return said


def _is_published(*, page: Page, place: Page, member: Member | None) -> bool:
    """Whether the page is open to this person; the page being served already knows: the question is not asked twice."""
    reading = getattr(page, "reading", None)
    if reading is None or place.pk != page.pk:
        return is_open(page=place, member=member)
    return reading is Reading.EVERYBODY
