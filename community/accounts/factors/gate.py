"""What facilitators alone may do waits for their second proof, once it is due; until then they are members.

Elsewhere than at the addresses kept for them, what they alone may see is hidden from them: `Member.may_animate` reads
`lacks_second_factor`, which is said here of the person of each request.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.views.decorators.cache import never_cache

from community.accounts.factors.asking import ask_for_second_factor
from community.accounts.factors.due import is_due
from community.accounts.factors.proof import has_proof
from community.accounts.factors.put_off import forget_what_was_put_off
from community.accounts.factors.sessions import note_use

DOORS_OF_THE_ADMIN = {"admin_door", "admin_leave"}
KEPT = "is_kept_for_facilitators"


def kept_for_facilitators(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view of facilitators: who owes a second proof gives it first, then comes back. The outermost decorator.

    It asks nothing else: whether the person is a facilitator is the view's own question. Addresses and names of people
    stand on these pages: no cache keeps them, nor the browser of a shared computer after the way out.
    """
    shown = never_cache(view)
    setattr(shown, KEPT, True)
    return shown


class SecondFactorGate:
    """Below the library's own middleware, which its forms ask for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        request.user = SimpleLazyObject(lambda: _looked_at(request, person))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.session.accessed:
            note_use(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method == "POST":
            forget_what_was_put_off(request)
        if _is_kept(request, view) and getattr(request.user, "lacks_second_factor", False):
            return ask_for_second_factor(request)
        return None


def _looked_at(request: HttpRequest, person: Any) -> Any:
    """The person of the request, once somebody asks who it is: a page that does not costs nothing."""
    if person.is_authenticated and person.is_trusted:
        person.lacks_second_factor = not has_proof(request, member=person) and is_due(member=person)
    return person


def _is_kept(request: HttpRequest, view: Any) -> bool:
    if getattr(view, KEPT, False):
        return True
    match = request.resolver_match
    return match is not None and match.route.startswith("admin/") and match.url_name not in DOORS_OF_THE_ADMIN
