"""The form that invites, for facilitators and for who keeps a team: first what becomes of each line, then the sending.

What is sent is what was shown: a list changed since is shown again. Lines that are wrong stay in the field.
"""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts.factors.fresh import ask_again, is_fresh
from community.accounts.factors.gate import kept_for_facilitators
from community.invitations.acts import A_DAY, CannotInvite, invite_all
from community.invitations.fates import Into, Preview, preview
from community.invitations.forms import FacilitatorsForm, InvitingForm
from community.invitations.queries import invitations_into
from community.models import Member, StructurePage
from community.permissions import may_keep_team, may_review, may_see_team
from community.unsent import signed_in, typed_in
from community.visibility import reader

LEFT = "invitations_left"
"""Where the session keeps the lines that were wrong until the form is shown again."""


@kept_for_facilitators
@signed_in
@require_http_methods(["GET", "POST"])
def invite_anybody(request: HttpRequest) -> HttpResponse:
    """Facilitators invite into any structure, or none."""
    by = reader(request)
    if by is None or not may_review(member=by):
        raise PermissionDenied
    typed = _typed(request)
    form = FacilitatorsForm(typed, initial=_left(request))
    into = Into()
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        into = Into(structure=chosen["structure"], role=chosen["role"], to_facilitate=chosen["to_facilitate"])
        if into.to_facilitate and not (by.is_superuser or is_fresh(request)):
            return ask_again(request)
    return _answer(request, form, into, by, {"back": "invitations"})


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def invite_to_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Pilots, copilots and facilitators invite into a team; the rest of it may not; others see nothing."""
    structure, by = get_object_or_404(StructurePage, pk=pk), reader(request)
    if by is None or not may_see_team(member=by, structure=structure):
        raise Http404
    if not may_keep_team(member=by, structure=structure):
        raise PermissionDenied
    form = InvitingForm(_typed(request), initial=_left(request), may_name_pilots=may_review(member=by))
    into = Into(structure=structure, only=True)
    if form.is_bound and form.is_valid():
        into = Into(structure=structure, role=form.cleaned_data["role"], only=not may_review(member=by))
    context = {
        "structure": structure,
        "waiting": invitations_into(structure=structure, reader=by),
        "a_day": None if may_review(member=by) else A_DAY,
    }
    return _answer(request, form, into, by, context)


def _answer(request: HttpRequest, form: InvitingForm, into: Into, by: Member, context: dict[str, Any]) -> HttpResponse:
    """The form; once filled, with the fate of each line; once these were shown, the sending."""
    shown = None
    if form.is_bound and form.is_valid():
        shown = preview(text=form.cleaned_data["people"], into=into, by=by)
        if request.method == "POST" and request.POST.get("action") == "send":
            if _was_shown(request, form) and shown.wanted:
                return _send(request, form, shown, by, context)
            if not _was_shown(request, form):
                messages.info(request, _("La liste a changé depuis la vérification : regardez, puis envoyez."))
    return _show(request, form, shown, context)


def _send(
    request: HttpRequest, form: InvitingForm, shown: Preview, by: Member, context: dict[str, Any]
) -> HttpResponse:
    try:
        sent = invite_all(wanted=shown.wanted, by=by)
    except CannotInvite as refusal:
        form.add_error("people", refusal.sentence)
        return _show(request, form, shown, context)
    said = ngettext("%(total)s invitation part.", "%(total)s invitations partent.", len(sent)) % {"total": len(sent)}
    messages.success(request, said)
    if shown.wrong:
        request.session[LEFT] = {"path": request.path, "text": shown.left}
        return redirect(request.path)
    return (
        redirect("invitations") if "structure" not in context else redirect("invite_to_team", context["structure"].pk)
    )


def _show(request: HttpRequest, form: InvitingForm, shown: Preview | None, context: dict[str, Any]) -> HttpResponse:
    context |= {"form": form, "preview": shown, "stamp": _stamp(form) if shown else ""}
    return render(request, "community/invitations/invite.html", context)


def _typed(request: HttpRequest) -> Any:
    """What was sent, or kept while its writer signed in or proved who they are."""
    return typed_in(request)[0]


def _left(request: HttpRequest) -> dict[str, str]:
    """The lines that the sending before this has left, given once."""
    left = request.session.get(LEFT)
    if request.method != "GET" or not isinstance(left, dict) or left.get("path") != request.path:
        return {}
    del request.session[LEFT]
    messages.warning(request, _("Il reste ces lignes, à corriger ou à effacer."))
    return {"people": left["text"]}


def _was_shown(request: HttpRequest, form: InvitingForm) -> bool:
    return request.POST.get("shown") == _stamp(form)


def _stamp(form: InvitingForm) -> str:
    """The same for the same list, to the same structure."""
    chosen = sorted((name, str(getattr(value, "pk", value))) for name, value in form.cleaned_data.items())
    return hashlib.sha256(repr(chosen).encode("utf-8", "replace")).hexdigest()
