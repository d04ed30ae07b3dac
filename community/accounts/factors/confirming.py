"""« Confirmez que c’est bien vous »: a fresh proof, asked in the middle of a session."""

from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import ReauthenticateForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from community.unsent import signed_in


@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """The page itself: what this person can prove with, then back to where they were."""
    data: Any = request.POST if request.method == "POST" else None
    form = ReauthenticateForm(data, user=request.user)
    if form.is_valid():
        reauthenticate_by_password(request)
        return HttpResponseRedirect(where_next(request))
    return render(request, "account/confirm.html", {"form": form, "next": where_next(request)})


def where_next(request: HttpRequest) -> str:
    """The page of this site that asked for the proof."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else "/"
