"""Short ways to talk in tests: fill in the form as a browser would, say something directly, read the conversation."""

from datetime import datetime
from typing import Any

from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from community.comments.acts import post
from community.comments.forms import CommentForm
from community.comments.models import PeerComment


def filled(page: Any, text: str, **fields: Any) -> dict[str, Any]:
    """What a browser sends: the hidden fields of a fresh form, and the text."""
    hidden = CommentForm(page).initial
    return {**hidden, "honeypot": "", "comment": text, **fields}


def write_url(page: Any) -> str:
    return reverse("comments:write", args=[page.pk])


def reply_url(comment: PeerComment) -> str:
    return reverse("comments:reply", args=[comment.pk])


def say(page: Any, member: Any, text: str = "Merci, nous essaierons.", parent: Any = None) -> PeerComment:
    """A comment posted by the act itself."""
    return post(page=page, member=member, text=text, parent=parent)


def say_in_bulk(page: Any, members: list[Any], count: int) -> None:
    """Many comments, one in three a reply, without the limit of pace that one person has."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    kind = ContentType.objects.get_for_model(type(page))
    root = None
    for number in range(count):
        comment = PeerComment(
            content_type=kind,
            object_pk=str(page.pk),
            site_id=1,
            user=members[number % len(members)],
            comment=f"Message numéro {number}",
            parent_id=root.pk if root and number % 3 == 1 else 0,
            submit_date=timezone.now(),
        )
        comment.save()
        root = comment if comment.parent_id == comment.pk else root


def read(page: Any, member: Any = None) -> str:
    """The conversation of a page as this person reads it."""
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = member or AnonymousUser()
    template = Template("{% load comment_tags %}{% conversation page %}")
    return template.render(Context({"page": page, "request": request, "csrf_token": "jeton"}))


def said_on(comment: PeerComment, when: datetime) -> None:
    """Give a comment another date."""
    PeerComment.objects.filter(pk=comment.pk).update(submit_date=when)
