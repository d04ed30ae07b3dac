"""The pages of one account, for facilitators: its name and address, its places, closing it, trusting somebody."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.factors.fresh import ask_again, freshly_entered, is_fresh
from community.models import Member
from community.people import acts, entrusting
from community.people.door import for_keepers, keeper_of, person_or_404
from community.people.forms import ClosingForm, EntrustingForm, IdentityForm, PlaceForm
from community.people.queries import account_shown
from community.permissions import may_keep_account
from community.teams.acts import AlreadyInTheTeam, join
from community.unsent import typed_in


@for_keepers
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's account; a POST changes their displayed name and their address."""
    member = person_or_404(pk)
    if request.method == "POST" and not may_keep_account(member=keeper_of(request), person=member):
        raise PermissionDenied
    form = IdentityForm(typed_in(request)[0], person=member)
    if request.method == "POST" and form.is_valid():
        # Whoever names the address of an account opens it: a session found open must not.
        if form.moves and not is_fresh(request):
            return ask_again(request)
        if _identified(request, member, form):
            return redirect("person", pk)
    return _page(request, member, identity=form)


def _identified(request: HttpRequest, member: Member, form: IdentityForm) -> bool:
    keeper, address, has_moved = keeper_of(request), form.cleaned_data["email"], form.moves
    try:
        acts.move(member=member, address=address, by=keeper)
    except acts.AddressTaken:
        form.say_taken()
        return False
    acts.rename(member=member, name=form.cleaned_data["display_name"], by=keeper)
    if has_moved:
        messages.success(request, _("C’est enregistré. L’ancienne adresse est prévenue par e-mail."))
    else:
        messages.success(request, _("C’est enregistré."))
    return True


@for_keepers
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a place in a structure."""
    member = person_or_404(pk)
    if request.method == "GET":
        return redirect("person", pk)
    form = PlaceForm(request.POST)
    if form.is_valid():
        structure = form.cleaned_data["structure"]
        try:
            join(person=member, structure=structure, role=form.cleaned_data["role"], by=keeper_of(request))
        except AlreadyInTheTeam:
            form.add_error("structure", _("Cette personne y a déjà une place."))
        else:
            said = _("%(name)s est dans l’équipe de %(structure)s, et le sait par e-mail.")
            messages.success(request, said % {"name": member, "structure": structure.title})
            return redirect("person", pk)
    return _page(request, member, placing=form)


@for_keepers
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, then closes the account."""
    member, keeper = person_or_404(pk), keeper_of(request)
    if not may_keep_account(member=keeper, person=member):
        raise PermissionDenied
    if not member.is_active:
        return redirect("person", pk)
    if not is_fresh(request):  # a session found open puts nobody out, and lets nobody in again
        return ask_again(request)
    form = ClosingForm(typed_in(request)[0])
    if request.method == "POST" and form.is_valid():
        if acts.close(member=member, reason=form.cleaned_data["reason"], by=keeper):
            said = _("Le compte de %(name)s est fermé. La personne est prévenue par e-mail ; ses écrits restent.")
            messages.success(request, said % {"name": member})
        else:
            said = _("Le compte de %(name)s venait d’être fermé : rien d’autre n’est parti.")
            messages.info(request, said % {"name": member})
        return redirect("person", pk)
    return render(request, "community/people/close.html", {"person": member, "form": form})


@for_keepers
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed account again, by POST."""
    if request.method == "POST":
        member = person_or_404(pk)
        if not is_fresh(request):
            return ask_again(request)
        if acts.reopen(member=member, by=keeper_of(request)):
            said = _("Le compte de %(name)s est rouvert. La personne est prévenue par e-mail.")
            messages.success(request, said % {"name": member})
        else:
            said = _("Le compte de %(name)s était déjà ouvert : rien d’autre n’est parti.")
            messages.info(request, said % {"name": member})
    return redirect("person", pk)


@for_keepers
@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes again to somebody who never came, by POST."""
    if request.method == "POST":
        member = person_or_404(pk)
        if acts.remind(member=member, by=keeper_of(request)):
            messages.success(request, _("Un e-mail part vers %(name)s.") % {"name": member})
        else:
            messages.info(request, _("%(name)s est déjà venu sur le site.") % {"name": member})
    return redirect("person", pk)


@for_keepers
@freshly_entered
@require_http_methods(["GET", "POST"])
def entrust(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then makes somebody a facilitator, or no longer one."""
    member, keeper = person_or_404(pk), keeper_of(request)
    is_oneself = member.pk == keeper.pk
    if not is_oneself and not may_keep_account(member=keeper, person=member):
        raise PermissionDenied
    form = EntrustingForm(request.POST)
    if request.method == "POST" and form.is_valid():
        answer = _entrusted(request, member, keeper, is_wanted=form.cleaned_data["wanted"] == "entrust")
        if answer is not None:
            return answer
    return render(request, "community/people/entrust.html", {"person": member, "is_oneself": is_oneself})


def _entrusted(request: HttpRequest, member: Member, keeper: Member, *, is_wanted: bool) -> HttpResponse | None:
    try:
        if is_wanted:
            entrusting.entrust(member=member, by=keeper)
            said = _("%(name)s anime maintenant le réseau, et le sait par e-mail.")
        else:
            entrusting.relieve(member=member, by=keeper)
            said = _("%(name)s n’anime plus le réseau.")
    except entrusting.LastFacilitator:
        messages.error(
            request, _("Il n’y aurait plus personne pour animer le réseau : confiez-le d’abord à quelqu’un.")
        )
        return None
    except entrusting.AccountClosed:
        messages.error(request, _("Ce compte est fermé : rouvrez-le d’abord."))
        return None
    messages.success(request, said % {"name": member})
    still_keeps = member.pk != keeper.pk or keeper.is_superuser
    return redirect("person", member.pk) if still_keeps else redirect("/")


def _page(request: HttpRequest, member: Member, **forms: Any) -> HttpResponse:
    shown = {"identity": IdentityForm(person=member), "placing": PlaceForm(), **forms}
    context = {"account": account_shown(member=member, keeper=keeper_of(request)), **shown}
    return render(request, "community/people/person.html", context)
