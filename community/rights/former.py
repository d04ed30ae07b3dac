"""The addresses and names that somebody had before, as far as rows still tell them: what holds these goes too.

The site keeps no list of them. What another person has today is theirs, and is left alone.
"""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import ModelLogEntry

from community.models import AddressChange, EntryRequest, Invitation, Member, Mention, Notification, PeerComment


def former_addresses(*, member: Member) -> tuple[str, ...]:
    """Those whose mailbox was shown to be theirs: an account was opened by it, or a change was said yes to from it."""
    found = {address for address in _addresses(member) if address} - {member.email}
    return tuple(sorted(found - set(_of_others(member).filter(email__in=found).values_list("email", flat=True))))


def former_names(*, member: Member, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Those they were shown, named, invited or came by; `addresses`: all of theirs."""
    found = {" ".join(name.split()) for name in _names(member, addresses)} - {"", member.display_name}
    others = _of_others(member)
    return tuple(sorted(name for name in found if not others.filter(display_name__iexact=name).exists()))


def _addresses(member: Member) -> Iterator[str]:
    changes = AddressChange.objects.filter(member=member)
    yield from changes.values_list("address_before", flat=True)
    yield from changes.exclude(confirmed_after_at=None).values_list("address", flat=True)
    # The mailbox that an account leaves is told so; the mail of the invitation says where they had it then.
    yield from Notification.objects.filter(recipient=member).values_list("address", flat=True)
    yield from Invitation.objects.filter(member=member).values_list("address", flat=True)
    yield from Notification.objects.filter(
        pk__in=Invitation.objects.filter(member=member).values("message")
    ).values_list("address", flat=True)
    yield from PeerComment.norel_objects.filter(user=member).values_list("user_email", flat=True)


def _names(member: Member, addresses: tuple[str, ...]) -> Iterator[str]:
    about = Q(content_type=ContentType.objects.get_for_model(Member), object_id=str(member.pk))
    yield from ModelLogEntry.objects.filter(about).values_list("label", flat=True)
    yield from Invitation.objects.filter(Q(member=member) | Q(address__in=addresses)).values_list("name", flat=True)
    yield from EntryRequest.objects.filter(address__in=addresses).values_list("name", flat=True)
    yield from PeerComment.norel_objects.filter(user=member).values_list("user_name", flat=True)
    yield from Mention.objects.filter(member=member).values_list("spelled", flat=True)


def _of_others(member: Member) -> QuerySet[Member]:
    return Member.objects.exclude(pk=member.pk)
