"""On the page of a person, for facilitators: have what they write read before it appears, or trust them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.moderation.forms import AgainForm
from community.moderation.watching import NeverRead, read_again, trust
from community.people.door import for_keepers, keeper_of, person_or_404
from community.permissions import may_keep_account
from community.unsent import typed_in


@for_keepers
@require_http_methods(["GET", "POST"])
def read_again_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why; the person receives the reason."""
    member, keeper = person_or_404(pk), keeper_of(request)
    if not may_keep_account(member=keeper, person=member) or member.is_trusted:
        raise PermissionDenied
    form = AgainForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            is_told = read_again(member=member, by=keeper, reason=form.cleaned_data["reason"])
        except NeverRead:
            raise PermissionDenied from None
        if is_told:
            said = _("Ce que %(name)s écrit sera lu avant de paraître. La personne est prévenue, avec votre phrase.")
            messages.success(request, said % {"name": member})
        else:
            said = _("Ce que %(name)s écrit était déjà lu avant de paraître : rien d’autre n’est parti.")
            messages.info(request, said % {"name": member})
        return redirect("person", pk)
    return render(request, "community/moderation/read_again.html", {"person": member, "form": form})


@for_keepers
@require_http_methods(["GET", "POST"])
def trust_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends it, by POST."""
    if request.method == "POST":
        member = person_or_404(pk)
        trust(member=member, by=keeper_of(request))
        messages.success(request, _("Ce que %(name)s écrit paraît maintenant sans attendre.") % {"name": member})
    return redirect("person", pk)
