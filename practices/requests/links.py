"""The links of a visitor's mails: to confirm their question, to have their address forgotten.

As those of requests to come in (`community.requests.links`): a signature of the row's nonce, kept nowhere.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from community.paging import number_in
from practices.models import VisitorQuestion

CONFIRM, FORGET = "confirm_question", "forget_question"
"""Names of addresses, and what each signature is for: one does not open the other."""


def link_to(*, act: str, asked: VisitorQuestion) -> str:
    """The whole address that a mail says."""
    return f"{settings.SITE_URL}{path_to(act=act, asked=asked)}"


def path_to(*, act: str, asked: VisitorQuestion) -> str:
    """The same, on this site."""
    return reverse(act, args=[f"{asked.pk}-{_signature(act, asked.nonce)}"])


def question_of(*, act: str, token: str) -> VisitorQuestion | None:
    """The question that a link is about; None for one that was made up, or of an address forgotten since."""
    number, _dash, signature = token.partition("-")
    asked = VisitorQuestion.objects.select_related("page").filter(pk=number_in(number) or 0).first()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if asked is None or not any(constant_time_compare(signature, _signature(act, asked.nonce, key)) for key in keys):
        return None
    return asked


def _signature(act: str, nonce: str, key: str | None = None) -> str:
    return salted_hmac(f"practices.requests.{act}", nonce, secret=key, algorithm="sha256").hexdigest()
