"""The pages of « Passer le relais » : asking, answering, taking the question back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.models import Handover, Member, Membership, StructurePage
from community.permissions import may_keep_team, may_pass_the_baton
from community.teams import handovers
from community.teams.forms import HandoverAnswerForm, HandoverForm
from community.teams.queries import waiting_handover
from community.teams.views import team_or_404
from community.unsent import signed_in, typed_in
from community.visibility import reader


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the next pilot among the team."""
    structure, member = team_or_404(request, pk)
    if not may_pass_the_baton(member=member, structure=structure):
        raise PermissionDenied
    waiting = waiting_handover(structure=structure)
    if waiting and request.method == "GET":
        return redirect("handover", pk, waiting.pk)
    roles = dict(Membership.objects.filter(structure=structure).values_list("member", "role"))
    has_pilot, is_pilot = Membership.Role.PILOT in roles.values(), roles.get(member.pk) == Membership.Role.PILOT
    form = HandoverForm(typed_in(request)[0], structure=structure, has_pilot=has_pilot, for_another=not is_pilot)
    if request.method == "POST" and form.is_valid() and (asked := _ask(form, structure, member)):
        name = asked.receiver.display_name if asked.receiver else ""
        messages.success(
            request,
            _("%(name)s reçoit votre proposition par e-mail. Rien ne change avant sa réponse.") % {"name": name},
        )
        return redirect("team", pk)
    context = {"structure": structure, "form": form, "someone": form.fields["receiver"].queryset.exists()}  # type: ignore[attr-defined]
    return render(request, "community/teams/pass_the_baton.html", context)


def _ask(form: HandoverForm, structure: StructurePage, member: Member) -> Handover | None:
    """The handover asked for; None, and why beside the form, when it cannot be."""
    try:
        return handovers.pass_the_baton(
            structure=structure,
            receiver=form.cleaned_data["receiver"].member,
            by=member,
            afterwards=form.cleaned_data.get("afterwards") or Handover.Afterwards.COPILOT,
            note=form.cleaned_data["note"],
        )
    except handovers.AlreadyAsked:
        form.add_error(None, _("Une proposition attend déjà une réponse pour cette structure : annulez-la d’abord."))
    except handovers.CannotReceive:
        form.add_error("receiver", _("Cette personne ne peut plus prendre le relais : choisissez à nouveau."))
    return None


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int, handover_pk: int) -> HttpResponse:
    """What is proposed, for whom it concerns; who was asked accepts or declines."""
    handover, member = _handover(request, pk, handover_pk)
    form = HandoverAnswerForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return _answered(request, handover, member, accepts=form.cleaned_data["answer"] == "accept")
    context = {
        "handover": handover,
        "structure": handover.structure,
        "is_waiting": handover.is_waiting,
        "is_asked": handover.receiver_id == member.pk,
        "may_cancel": may_pass_the_baton(member=member, structure=handover.structure),
    }
    return render(request, "community/teams/handover.html", context)


def _answered(request: HttpRequest, handover: Handover, member: Member, *, accepts: bool) -> HttpResponse:
    if handover.receiver_id != member.pk:
        raise PermissionDenied
    try:
        (handovers.accept if accepts else handovers.decline)(handover=handover, by=member)
    except handovers.HandoverIsOver:
        return _no_longer(request, handover)
    if accepts:
        said = _("Vous êtes maintenant pilote de %(structure)s. Merci de prendre le relais !")
    else:
        said = _("C’est noté : vous ne prenez pas le relais de %(structure)s, et rien ne change.")
    messages.success(request, said % {"structure": handover.structure.title})
    return redirect("team", handover.structure_id)


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, handover_pk: int) -> HttpResponse:
    """Take the question back, by POST."""
    handover, member = _handover(request, pk, handover_pk)
    if request.method == "GET":
        return redirect("handover", pk, handover_pk)
    try:
        handovers.cancel(handover=handover, by=member)
    except handovers.HandoverIsOver:
        return _no_longer(request, handover)
    messages.success(request, _("La proposition est annulée. Rien n’a changé dans l’équipe."))
    return redirect("team", pk)


def _handover(request: HttpRequest, pk: int, handover_pk: int) -> tuple[Handover, Member]:
    """One that this reader asked, was asked, or may know of because they keep the team."""
    member = reader(request)
    rows = Handover.objects.select_related("structure", "giver", "receiver")
    handover = get_object_or_404(rows, pk=handover_pk, structure__id=pk)
    assert member is not None  # noqa: S101 signed_in
    if handover.receiver_id != member.pk and not may_keep_team(member=member, structure=handover.structure):
        raise Http404
    return handover, member


def _no_longer(request: HttpRequest, handover: Handover) -> HttpResponse:
    messages.info(
        request, _("Cette proposition n’attend plus de réponse : elle a été annulée, ou quelqu’un y a déjà répondu.")
    )
    return redirect("handover", handover.structure_id, handover.pk)
