"""Whom a comment concerns, and what they are told: a mail shows no more than the site."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wagtail.models import Page

from community.comments.mentions import Named
from community.comments.models import PeerComment
from community.comments.places import has_a_conversation
from community.models.members import Member
from community.models.notifications import Notification, NotificationQuerySet
from community.notifications.acts import notify, say_as_it_is_now
from community.notifications.mails import CommunityMail
from community.readers import readers_among
from community.tree import paths_down_to

SAYING_WORDS = (CommunityMail.COMMENT_NEW, CommunityMail.COMMENT_REPLY, CommunityMail.COMMENT_MENTION)
"""The kinds of mails that say the words of a comment."""

TellToo = Callable[..., None]

_tell_too: dict[type[Page], TellToo] = {}


def register_tell_too(page_type: type[Page], tell: TellToo) -> None:
    """Have `tell(message=, page=, told=)` tell others of each comment that appears below this kind of page.

    `told`: the keys of those who were told already. Its mails are written from `comment` and `page`, as ours, so that
    they are written again when it is changed before they leave. Called from `ready()`.
    """
    _tell_too[page_type] = tell


@dataclass(frozen=True, kw_only=True)
class Circle:
    """Those of the people concerned who may read the page, whoever they are, and the names that may stay links."""

    readers: list[Member]
    named: list[Named]


def circle_around(*, page: Page, member: Member, parent: PeerComment | None, named: Sequence[Named]) -> Circle:
    """The author, whom they answer, whom they name and the team of the page: those who may read it, asked at once."""
    people = [member, *_concerned(page=page, parent=parent), *_people_named(named)]
    readers = readers_among(page=page, people=people) if has_a_conversation(page=page) else []
    allowed = {person.pk for person in readers}
    kept = [each for each in named if each.member is None or each.member.pk in allowed]
    return Circle(readers=readers, named=kept)


def tell_about(*, message: PeerComment, page: Page, parent: PeerComment | None, circle: Circle) -> None:
    """Tell the author answered, then who is named, then the page's team: one mail each, whatever the reasons."""
    context = {"comment": message, "page": page, "parent": parent}
    told: set[int | None] = {message.user_id}
    groups = (
        (CommunityMail.COMMENT_REPLY, {parent.user_id} if parent else set()),
        (CommunityMail.COMMENT_MENTION, {person.pk for person in _people_named(circle.named)}),
        (CommunityMail.COMMENT_NEW, {person.pk for person in circle.readers}),
    )
    for kind, wanted in groups:
        people = [person for person in circle.readers if person.pk in wanted - told]
        told |= {person.pk for person in people}
        notify(recipients=people, kind=kind, context=context, about=message.user)
    if tell_too := _tell_too.get(type(page)):
        tell_too(message=message, page=page, told=frozenset(told))


def tell_named(*, message: PeerComment, page: Page, circle: Circle, known: Iterable[int]) -> None:
    """Tell those whom a changed comment names now; `known`: who was named, or told, before."""
    named = {person.pk for person in _people_named(circle.named)} - {message.user_id, *known}
    people = [person for person in circle.readers if person.pk in named]
    context = {"comment": message, "page": page, "parent": None}
    notify(recipients=people, kind=CommunityMail.COMMENT_MENTION, context=context, about=message.user)


def tell_as_changed(*, message: PeerComment, circle: Circle) -> None:
    """Its words were changed: the mails that have not left yet say the new ones, to none whom these name no more."""
    named = [person.pk for person in _people_named(circle.named)]
    waiting = _mails_about(message).waiting()
    waiting.filter(kind=CommunityMail.COMMENT_MENTION).exclude(recipient__in=named).delete()
    say_again(message=message)


def say_again(*, message: PeerComment) -> None:
    """The mails about it that have not left say its words as they are now."""
    waiting = _mails_about(message).waiting() if message.user_id is not None else Notification.objects.none()
    say_as_it_is_now(messages=waiting, context={"comment": message, "page": message.content_object, "parent": None})


def forget_what_waits(*, message: PeerComment) -> None:
    """Its words are taken away, or held: the mails that say them, and have not left yet, say them to nobody."""
    if message.user_id is not None:
        _mails_about(message).waiting().delete()


def forget_what_waits_below(*, page: Page) -> None:
    """The page is off line, or gone: what was said there leaves by no mail that still waits."""
    address = page.get_url() if has_a_conversation(page=page) else None
    if address:
        mails = Notification.objects.waiting().filter(kind__in=SAYING_WORDS)
        mails.filter(body__contains=f"{address}?commentaire=").delete()


def _mails_about(message: PeerComment) -> NotificationQuerySet:
    return Notification.objects.filter(about=message.user_id, body__contains=f"?commentaire={message.pk}#")


def _concerned(*, page: Page, parent: PeerComment | None) -> list[Member]:
    """The author answered, and the active people of the structure that the page belongs to."""
    answered = [parent.user] if parent and parent.user else []
    team = Member.objects.filter(memberships__structure__path__in=paths_down_to(page), is_active=True)
    return [*answered, *team.distinct()]


def _people_named(named: Iterable[Named]) -> list[Member]:
    """Each person named, and the people of each structure named."""
    return [person for each in named for person in ([each.member] if each.member else each.team)]
