"""What the comments library would do on its own does not happen: no address, no tag, no mail, no receiver."""

from typing import Any

import pytest
from django.core import mail
from django.db.models.signals import pre_save
from django.template.engine import Engine
from django.urls import NoReverseMatch, get_resolver, reverse
from django_comments_xtd.models import publish_or_unpublish_on_pre_save

from community.comments.models import PeerComment
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

NAMES = [
    ("comments-url-redirect", (1, 1)),
    ("comments-post-comment", ()),
    ("comments-comment-done", ()),
    ("comments-flag", (1,)),
    ("comments-delete", (1,)),
    ("comments-approve", (1,)),
    ("comments-xtd-sent", ()),
    ("comments-xtd-confirm", ("key",)),
    ("comments-xtd-mute", ("key",)),
    ("comments-xtd-reply", (1,)),
    ("comments-xtd-like", (1,)),
    ("comments-xtd-api-create", ()),
    ("comments-xtd-api-list", ("practices-practicepage", 1)),
]
ADDRESSES = [
    "post/",
    "posted/",
    "cr/8/1/",
    "flag/1/",
    "delete/1/",
    "approve/1/",
    "sent/",
    "reply/1/",
    "mute/x/",
    "confirm/x/",
    "api/comment/",
    "api/practices-practicepage/1/",
    "api/flag/",
    "api/feedback/",
]


@pytest.mark.parametrize(("name", "args"), NAMES, ids=lambda value: value if isinstance(value, str) else "")
def test_none_of_its_names_has_an_address(name: str, args: tuple[Any, ...]) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, args=args)


def test_none_of_its_views_is_routed() -> None:
    modules = {getattr(entry.callback, "__module__", "") for entry in _views(get_resolver())}
    assert not {name for name in modules if name.startswith(("django_comments", "rest_framework"))}


def _views(resolver: Any) -> list[Any]:
    found = []
    for entry in resolver.url_patterns:
        found += _views(entry) if hasattr(entry, "url_patterns") else [entry]
    return found


@pytest.mark.parametrize("prefix", ["/comments/", "/commentaires/"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_its_usual_addresses_are_not_found(prefix: str, address: str, client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.get(prefix + address).status_code == 404
    assert client.post(prefix + address).status_code == 404


def test_no_template_loads_its_tags() -> None:
    libraries = ("comments_xtd", "{% load comments ", "render_comment", "get_comment")
    templates = [path for folder in Engine.get_default().dirs for path in folder.rglob("*.*")]
    assert templates
    for path in templates:
        text = path.read_text(errors="ignore")
        assert not any(name in text for name in libraries), path


def test_its_receiver_is_disconnected() -> None:
    receivers, _async_receivers = pre_save._live_receivers(PeerComment)
    assert publish_or_unpublish_on_pre_save not in receivers


def test_a_comment_sends_no_mail_of_the_library(sheet: Any, outsider: Any, pilot: Any) -> None:
    say(sheet, pilot, "Réponse", parent=say(sheet, outsider, "Question"))
    assert mail.outbox == []  # ours wait in their table


def test_a_comment_knows_its_address(sheet: Any, outsider: Any) -> None:
    comment = say(sheet, outsider)
    assert comment.get_absolute_url() == f"{sheet.get_url()}{comment.suffix}"
    assert comment.get_reply_url() == f"/commentaires/{comment.pk}/repondre/"
