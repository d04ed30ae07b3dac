"""The pages of what one enters with: all of it, the second proof that is asked, the sessions, a lost telephone."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts.factors import sessions as browsers
from community.accounts.factors.asking import AFTER, way_back
from community.accounts.factors.due import due_on
from community.accounts.factors.forgetting import forget_factors
from community.accounts.factors.fresh import freshly_entered
from community.accounts.factors.gate import kept_for_facilitators
from community.accounts.factors.means import means_of
from community.models import Member
from community.permissions import may_keep_account
from community.unsent import signed_in


@never_cache
@signed_in
def means(request: HttpRequest) -> HttpResponse:
    """What this person enters with, and what they may add."""
    member: Any = request.user
    found = means_of(member=member)
    context = {"means": found, "must_have_one": due_on(member=member) is not None}
    if found.has_second_factor and AFTER in request.session:
        context["after"] = way_back(request, page=str(request.session[AFTER]))
    return render(request, "account/means.html", context)


@never_cache
@signed_in
def asked(request: HttpRequest) -> HttpResponse:
    """Why a second proof is asked of who facilitates; until it is due, « Plus tard » goes on."""
    member: Any = request.user
    due = due_on(member=member)
    page = way_back(request, page=request.GET.get("next", ""))
    if due is None or is_mfa_enabled(member):
        return redirect(page)
    is_over = due <= timezone.now()
    return render(request, "account/second_factor_asked.html", {"due": due, "is_over": is_over, "later": page})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is open: one browser is signed out, or all the others."""
    member: Any = request.user
    if request.method == "POST":
        _sign_out(request, member)
        return redirect("account_sessions")
    found = browsers.open_sessions(member=member, this_one=request.session.session_key)
    if not any(one.is_this_one for one in found):
        browsers.note_session(request)
        found = browsers.open_sessions(member=member, this_one=request.session.session_key)
    return render(request, "account/sessions.html", {"sessions": found})


@kept_for_facilitators
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has lost everything that proves: a facilitator who has spoken with them makes it be forgotten."""
    person = get_object_or_404(Member, pk=pk)
    if not may_keep_account(member=request.user, person=person):  # type: ignore[arg-type]
        raise Http404
    answer: HttpResponse = _forget(request, person)
    return answer


@freshly_entered
def _forget(request: HttpRequest, person: Member) -> HttpResponse:
    by: Any = request.user
    if request.method == "POST":
        if forget_factors(member=person, by=by):
            messages.success(
                request, _("C’est fait. La personne est prévenue : elle entre par un code, et recommence.")
            )
        else:
            messages.info(request, _("Cette personne n’a ni application ni clé : elle entre par un code."))
        return redirect("person", person.pk)
    return render(request, "account/forget_factors.html", {"person": person, "means": means_of(member=person)})


def _sign_out(request: HttpRequest, member: Member) -> None:
    if request.POST.get("all") == "others":
        browsers.end_other_sessions(request, member=member)
        messages.success(request, _("C’est fait : vous n’êtes plus connecté qu’ici."))
        return
    pk = request.POST.get("session", "")
    if pk.isdecimal() and len(pk) < 19 and browsers.end_session(member=member, pk=int(pk)):
        messages.success(request, _("C’est fait : cet appareil n’est plus connecté."))
    else:
        messages.info(request, _("Cet appareil n’était plus connecté."))
