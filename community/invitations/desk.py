"""The list of the invitations, and its two buttons: send again, revoke."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts.factors.fresh import ask_again, is_fresh
from community.accounts.factors.gate import kept_for_facilitators
from community.invitations import acts
from community.invitations.forms import FilterForm
from community.invitations.queries import AskedInvitations, invitations
from community.models import Invitation, Member
from community.paging import page_asked
from community.permissions import may_keep_team, may_review
from community.unsent import signed_in
from community.visibility import reader


@kept_for_facilitators
@signed_in
@require_http_methods(["GET"])
def all_invitations(request: HttpRequest) -> HttpResponse:
    """What became of the network's invitations, fifty a page; `?etat=`, `?structure=` and `?mots=` narrow it."""
    if not may_review(member=reader(request)):
        raise PermissionDenied
    asked = AskedInvitations.read(request.GET)
    chosen = {"mots": asked.words, "etat": asked.state, "structure": asked.structure}
    context = {
        "asked": asked,
        "page": invitations(asked=asked, number=page_asked(request=request)),
        "form": FilterForm(initial=chosen),
    }
    return render(request, "community/invitations/list.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link by a new mail; the old one is dead."""
    invitation, by = _theirs(request, pk)
    if request.method == "POST" and invitation.to_facilitate and not (by.is_superuser or is_fresh(request)):
        return ask_again(request, back_to=reverse("invitations"))
    done = _("L’invitation repart, avec un nouveau lien : l’ancien ne marche plus.")
    return _do(request, invitation, by, lambda: acts.send_again(invitation=invitation, by=by), done)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The link is dead; nobody is told."""
    invitation, by = _theirs(request, pk)
    done = _("L’invitation est annulée : son lien ne marche plus.")
    return _do(request, invitation, by, lambda: acts.revoke(invitation=invitation, by=by), done)


def _theirs(request: HttpRequest, pk: int) -> tuple[Invitation, Member]:
    """An invitation that this reader sees; for the others it does not exist."""
    invitation = get_object_or_404(Invitation.objects.select_related("structure", "by"), pk=pk)
    by, structure = reader(request), invitation.structure
    keeps_its_team = structure is not None and may_keep_team(member=by, structure=structure)
    if by is None or not (may_review(member=by) or keeps_its_team):
        raise Http404
    return invitation, by


def _do(request: HttpRequest, invitation: Invitation, by: Member, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it and say so, by POST; then the list that the button was in."""
    if request.method == "POST":
        try:
            act()
        except acts.CannotInvite as refusal:
            messages.warning(request, refusal.sentence)
        else:
            messages.success(request, done)
    asked = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return redirect(asked)
    return redirect(_list_of(invitation, by))


def _list_of(invitation: Invitation, by: Member) -> str:
    if may_review(member=by) or invitation.structure_id is None:
        return reverse("invitations")
    return reverse("invite_to_team", args=[invitation.structure_id])
