"""Views of facilitators: the public signs in first, who owes a second proof gives it; for others they do not exist."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from community.accounts.factors.gate import kept_for_facilitators
from community.permissions import may_review
from community.unsent import View, member_of, signed_in


def for_facilitators(view: View) -> View:
    """Ask the public to sign in, keeping what was typed, and who owes a second proof for it; others find nothing."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_review(member=member_of(request)):
            raise Http404
        return view(request, *args, **kwargs)

    return kept_for_facilitators(signed_in(asked))
