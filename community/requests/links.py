"""The links of these mails: to confirm a request, to have it forgotten. Whoever holds one received the mail.

A link is a signature (HMAC) of the request's nonce with the site's secret key. It is kept nowhere: a mail written again
after a fault holds the same one, and who reads the database, or a backup of it, can make none.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from community.models import EntryRequest
from community.paging import number_in

CONFIRM, FORGET = "confirm_request", "forget_request"
"""Names of addresses, and what each signature is for: one does not open the other."""


def link_to(*, act: str, asked: EntryRequest) -> str:
    """The whole address that a mail says."""
    return f"{settings.SITE_URL}{path_to(act=act, asked=asked)}"


def path_to(*, act: str, asked: EntryRequest) -> str:
    """The same, on this site."""
    return reverse(act, args=[f"{asked.pk}-{_signature(act, asked.nonce)}"])


def request_of(*, act: str, token: str) -> EntryRequest | None:
    """The request that a link is about; None for one that was made up, or of a request forgotten since."""
    number, _dash, signature = token.partition("-")
    asked = EntryRequest.objects.select_related("parcours").filter(pk=number_in(number) or 0).first()
    if asked is None or not any(constant_time_compare(signature, known) for known in _accepted(act, asked.nonce)):
        return None
    return asked


def _accepted(act: str, nonce: str) -> list[str]:
    """Signatures by the key of now, and by those that the site had before."""
    return [_signature(act, nonce, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _signature(act: str, nonce: str, key: str | None = None) -> str:
    return salted_hmac(f"community.requests.{act}", nonce, secret=key, algorithm="sha256").hexdigest()
