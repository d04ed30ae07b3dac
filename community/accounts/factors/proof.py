"""What this session has proved beyond a first means (code, password): a line of the library's list, « mfa »."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

BY_A_FACTOR = "mfa"


def has_proof(request: HttpRequest, *, member: Any) -> bool:
    """Whether a second proof was given since this person came in: application, key or recovery code."""
    return any(record["method"] == BY_A_FACTOR for record in get_authentication_records(request, member))


def note_new_factor(*, request: HttpRequest, member: Any, factor: Authenticator) -> None:
    """Whoever has just made a key or an application has shown that they hold it: they are not asked for it at once."""
    if factor.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, member, BY_A_FACTOR, id=factor.pk, type=factor.type)


def forget_proofs_that_are_gone(*, request: HttpRequest, member: Any) -> None:
    """What was proved by a key or an application that is no more proves nothing."""
    left = set(Authenticator.objects.filter(user_id=member.pk).values_list("pk", flat=True))
    records = get_authentication_records(request, member)
    if records:
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            one for one in records if one["method"] != BY_A_FACTOR or one.get("id") in left
        ]
