"""Who opens « Les personnes » : facilitators; for the others it does not exist."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from community.accounts.factors.gate import kept_for_facilitators
from community.models import Member
from community.permissions import may_keep_accounts
from community.unsent import View, signed_in
from community.visibility import reader


def for_keepers(view: View) -> View:
    """Ask the public to sign in; to members who do not keep accounts, the page does not exist."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_accounts(member=reader(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return kept_for_facilitators(signed_in(asked))


def keeper_of(request: HttpRequest) -> Member:
    """The facilitator of a view behind `for_keepers`."""
    keeper = reader(request)
    assert keeper is not None  # noqa: S101 for_keepers
    return keeper


def person_or_404(pk: int) -> Member:
    """Somebody with an account, open or closed."""
    return get_object_or_404(Member, id=pk)  # `pk` overflows on huge numbers
