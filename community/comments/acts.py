"""What people do in a conversation: post a comment or a reply, withdraw their own, remove one as a facilitator.

Everything is checked here, under a lock, whoever calls. The views ask `places.open_place` before, for they must answer
404 where a page is hidden: a page may close between the two.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.models import CommentFlag
from wagtail.models import Page

from community.comments.attaching import Attached
from community.comments.closing import closing_of
from community.comments.holding import hold_if_needed
from community.comments.mentions import Named, name_in, named_in
from community.comments.models import PeerComment
from community.comments.places import has_a_conversation
from community.comments.quoting import Quote, check_quote
from community.comments.telling import tell_about
from community.comments.tree import CommentState, state_of
from community.models.conversation import CommentAttachment
from community.models.members import Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.visibility import visible_to

SAME_MESSAGE_WITHIN = timedelta(minutes=1)  # a double click, or a form sent again by the browser
MOST_MESSAGES = 10  # as many as a lively exchange needs; a robot with a stolen session stops there
MOST_MESSAGES_WITHIN = timedelta(minutes=10)
MOST_ATTACHED = 3  # cards: more would hide the words


class Refused(Exception):
    """The message was not posted; `sentence` tells its author why, beside the field of this name."""

    def __init__(self, sentence: str, *, field: str = "comment") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@transaction.atomic
def post(
    *,
    page: Page,
    member: Member,
    text: str,
    parent: PeerComment | None = None,
    opening: str = "",
    quote: Quote | None = None,
    attached: Iterable[Attached] = (),
) -> PeerComment:
    """Write a comment, or a reply to `parent`, and tell the people concerned; returns the existing one if sent twice.

    `page` is the specific page. Raises Refused when the page is not open to this person, when the conversation is
    closed, when the parent cannot be answered, when the words quoted are not there, or after too many messages in a
    short time. No name, address or IP is stored beside the account. What moderation holds is written, seen by its
    author alone, and told to nobody.
    """
    # One message at a time for one person: two clicks at once would both find no twin. NO KEY, so that messages
    # and mails that merely name this member do not wait.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    check_open(page=page, member=member)
    message = PeerComment(
        content_type=ContentType.objects.get_for_model(type(page)),
        object_pk=str(page.pk),
        site_id=settings.SITE_ID,
        user=member,
        comment=text,
        parent_id=parent.pk if parent else 0,
        submit_date=timezone.now(),
        opening=opening,
    )
    if twin := _twin_of(message=message):
        return twin
    if parent is not None:
        _check_parent(parent=parent, message=message)
    _check_pace(member=member)
    _put_quote(message=message, page=page, quote=quote)
    is_held = hold_if_needed(comment=message, member=member)
    _attach(message=message, attached=attached)
    named = named_in(text=text, member=member)
    if not is_held:
        tell_about(message=message, page=page, parent=parent, named=named)
    else:
        name_in(comment=message, named=named)
    return message
