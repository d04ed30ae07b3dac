"""The mails about a request, written when they leave: a request that was forgotten meanwhile gets none.

None repeats what a stranger typed before its address has confirmed it: nobody writes to others through us.
"""

from typing import Any

from community.models import EntryRequest, Member, Notification
from community.notifications.letters import Letter, letter_from
from community.notifications.mails import CommunityMail
from community.requests.links import CONFIRM, FORGET, link_to


def write_the_confirmation(message: Notification) -> Letter | None:
    """The link to confirm by; who asks for an account and has one is told so, in a mail that only they read."""
    asked = EntryRequest.objects.unconfirmed().select_related("parcours").filter(pk=message.written_from).first()
    if asked is None:
        return None
    is_known = asked.is_for_an_account and Member.objects.filter(email=asked.address, is_active=True).exists()
    if is_known:
        return _letter(CommunityMail.REQUEST_KNOWN, asked)
    return _letter(CommunityMail.REQUEST_CONFIRM, asked, link=link_to(act=CONFIRM, asked=asked))


def write_the_answer(message: Notification) -> Letter | None:
    """A facilitator's sentence."""
    asked = EntryRequest.objects.select_related("answered_by").filter(pk=message.written_from).first()
    if asked is None or not asked.answer:
        return None
    return _letter(CommunityMail.REQUEST_ANSWER, asked, words=asked.answer)


def write_the_news(message: Notification) -> Letter | None:
    """A parcours opens, in the words of a facilitator."""
    asked = EntryRequest.objects.select_related("told__parcours").filter(pk=message.written_from).first()
    if asked is None or asked.told is None:
        return None
    parcours = asked.told.parcours
    page = parcours if parcours is not None and parcours.live else None
    return _letter(CommunityMail.REQUEST_NEWS, asked, told=asked.told, page=page)


def _letter(kind: CommunityMail, asked: EntryRequest, **context: Any) -> Letter:
    leave = link_to(act=FORGET, asked=asked)
    return letter_from(kind=kind, member=None, context={"asked": asked, "leave": leave, **context}, leave=leave)
