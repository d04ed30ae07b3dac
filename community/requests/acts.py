"""What a stranger does: ask, confirm by a click, have it forgotten. None of it says who has an account."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from community.few_at_a_time import delete_few_at_a_time
from community.models import EntryRequest, ParcoursPage
from community.notifications.acts import ask_for_a_letter
from community.notifications.mails import CommunityMail
from community.throttles import may_try_for


class TooManyRequests(Exception):
    """This address, or this machine, has asked as often as ACCOUNT_RATE_LIMITS["ask_to_come_in"] allows."""


class NoSuchRequest(Exception):
    """It was forgotten meanwhile, or its days to be confirmed are over."""


def ask(
    *,
    kind: EntryRequest.Kind,
    parcours: ParcoursPage | None,
    asked: Mapping[str, str],
    form: str,
    request: HttpRequest,
) -> None:
    """Note a request, and have a mail ask its address to confirm it. The same form sent again changes nothing.

    Nothing is looked up here: for an address that has an account, an invitation or a request, the same two rows are
    written as for any other, and whoever writes the mail sees to the rest. `form`: what tells one showing of the form
    from another. Raises TooManyRequests.
    """
    parts = (form, kind, str(parcours.pk if parcours else ""), *asked.values())
    digest = sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    if EntryRequest.objects.filter(sent_form=digest).exists():
        return
    if not may_try_for(action="ask_to_come_in", key=mailbox_of(asked["address"]), request=request):
        raise TooManyRequests
    with transaction.atomic():
        made, is_new = EntryRequest.objects.get_or_create(
            sent_form=digest, defaults={"kind": kind, "parcours": parcours, **asked}
        )
        if is_new:
            ask_for_a_letter(
                address=made.address,
                kind=CommunityMail.REQUEST_CONFIRM,
                subject=_("Confirmez votre demande"),
                written_from=made.pk,
            )


def confirm(*, asked: EntryRequest) -> None:
    """Count the request as its address's own; a second click changes nothing.

    A request for the same thing that this address made before, and that still waits, gives way to this one: its words
    are the newer. Raises NoSuchRequest.
    """
    with transaction.atomic():
        of_this_address = EntryRequest.objects.select_for_update().filter(address=asked.address).order_by("pk")
        rows = {row.pk: row for row in of_this_address}  # held: two confirmed at once see each other
        row = rows.get(asked.pk)
        if row is None:
            raise NoSuchRequest
        if row.confirmed_at is not None:
            return
        if not EntryRequest.objects.unconfirmed().filter(pk=row.pk).update(confirmed_at=timezone.now()):
            raise NoSuchRequest
        same = EntryRequest.objects.waiting().filter(address=row.address, kind=row.kind).exclude(pk=row.pk)
        if row.kind == EntryRequest.Kind.NEWS:
            same = same.filter(parcours=row.parcours_id)
        same.delete()


def forget(*, asked: EntryRequest) -> None:
    """Erase a request, whatever became of it; mails about it that still wait do not leave."""
    EntryRequest.objects.filter(pk=asked.pk).delete()


def forget_old_ones() -> int:
    """Erase what nobody confirmed within seven days, and what is thirteen months old; returns how many."""
    return delete_few_at_a_time(rows=EntryRequest.objects.to_forget())


def mailbox_of(address: str, /) -> str:
    """What mails to this address arrive in: « nadia+un@… » and « nadia+deux@… » are mostly one."""
    name, at, domain = address.rpartition("@")
    return f"{name.partition('+')[0]}{at}{domain}"
