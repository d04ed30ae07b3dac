"""Passing a message on, to a structure's team or to one member."""

from django.db import transaction
from django.http import HttpRequest
from wagtail.models import Page

from community.models import Member, StructurePage
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.permissions import membership_for
from community.teams.spaces import members_of
from community.throttles import may_try


class NotContactable(Exception):
    """The page does not accept messages, or the sender belongs to it."""


class TooManyMessages(Exception):
    """The sender has written as often as settings.ACCOUNT_RATE_LIMITS["contact"] allows."""


def structure_to_write_to(*, page: Page, sender: Member) -> StructurePage:
    """The structure behind a card or a sheet that accepts messages. Raises NotContactable."""
    page = page.specific
    if not getattr(page, "contact_optin", False) or membership_for(member=sender, page=page) is not None:
        raise NotContactable
    structure = StructurePage.objects.above(page, inclusive=True).first()
    if structure is None:
        raise NotContactable
    return structure


@transaction.atomic
def pass_on(*, page: Page, sender: Member, text: str, request: HttpRequest) -> StructurePage:
    """Send `text` to the people of the structure, with the sender's name and address so that they may answer.

    Raises NotContactable, TooManyMessages.
    """
    structure = structure_to_write_to(page=page, sender=sender)
    _check_pace(sender=sender, request=request)
    notify(
        recipients=members_of(structure=structure),
        kind=CommunityMail.CONTACT,
        context={"page": page, "sender": sender, "text": text, "structure": structure},
        answer_to=sender.email,
        about=sender,
    )
    return structure


@transaction.atomic
def pass_on_to(*, person: Member, sender: Member, text: str, request: HttpRequest) -> None:
    """Send `text` to a member, with the sender's name and address; theirs is shown to nobody.

    Raises NotContactable for oneself and for a closed account, TooManyMessages.
    """
    if not may_be_written_to(person=person, sender=sender):
        raise NotContactable
    _check_pace(sender=sender, request=request)
    context = {"sender": sender, "text": text}
    notify(
        recipients=[person], kind=CommunityMail.CONTACT_MEMBER, context=context, answer_to=sender.email, about=sender
    )


def may_be_written_to(*, person: Member, sender: Member) -> bool:
    """Whether a member may write to this person by the site: an open account, and somebody else's."""
    return person.is_active and person.pk != sender.pk


def _check_pace(*, sender: Member, request: HttpRequest) -> None:
    """One counter for all that somebody writes by the site. Raises TooManyMessages."""
    if not may_try(action="contact", member=sender, request=request):
        raise TooManyMessages
