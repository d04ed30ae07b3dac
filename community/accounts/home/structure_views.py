"""Leaving a structure: what happens is told first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts.home import places
from community.accounts.home.views import kept, person
from community.teams.acts import leave as leave_team
from community.unsent import signed_in


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what leaving means, then do it; 404 for a structure where they have no place."""
    member = person(request)
    place = places.place_in(member=member, structure_pk=pk)
    if place is None:
        raise Http404
    if request.method == "POST":
        leave_team(member=member, structure=place.structure)
        sentence = _("Vous avez quitté « %(structure)s ».") % {"structure": place.structure.title}
        return kept(request, block="structures", sentence=sentence)
    context = {"place": place, "is_last_pilot": places.is_last_pilot(place=place)}
    return render(request, "account/leave_structure.html", context)
