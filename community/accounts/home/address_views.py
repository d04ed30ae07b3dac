"""Asking for another address, giving it up, and the page that the links of both mailboxes open."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts.factors.fresh import freshly_entered
from community.accounts.home import addresses
from community.accounts.home.blocks import ADDRESS
from community.accounts.home.forms import AddressForm
from community.accounts.home.views import kept, person, show_block
from community.throttles import may_try
from community.unsent import signed_in, typed_in
from community.visibility import reader


@signed_in
@freshly_entered
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask that the account go to another address; the answer is the same whoever has that one."""
    member = person(request)
    form = AddressForm(typed_in(request)[0], member=member)
    if request.method == "POST" and form.is_valid():
        if may_try(action="change_address", member=member, request=request):
            addresses.ask(member=member, address=form.cleaned_data["address"])
            sentence = _("Deux messages sont partis : dites oui dans les deux boîtes aux lettres, d’ici trois jours.")
            return kept(request, block=ADDRESS.name, sentence=sentence)
        form.add_error(
            "address", _("Vous avez demandé plusieurs fois dans l’heure : attendez un peu, puis recommencez.")
        )
    return show_block(request, member, block=ADDRESS, form=form)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def give_up(request: HttpRequest) -> HttpResponse:
    """Keep the address as it is: the links that were sent open nothing any more."""
    if request.method == "GET":  # who signed in on the way
        return redirect("account_home")
    addresses.give_up(member=person(request))
    return kept(request, block=ADDRESS.name, sentence=_("Votre adresse reste la même."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a link opens. Reading changes nothing: scanners of mails read."""
    try:
        if request.method == "POST":
            return _answered(request, token)
        change, mailbox = addresses.opened_by(token=token)
    except addresses.LinkIsOver:
        return render(request, "account/address/over.html", status=404)
    is_said = change.confirmed_before_at if mailbox is addresses.Mailbox.BEFORE else change.confirmed_after_at
    return render(request, "account/address/confirm.html", {"change": change, "is_said": is_said})


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if "refuse" in request.POST:
        addresses.refuse(token=token)
        return render(request, "account/address/refused.html")
    signed = reader(request)  # asked before: a session of the address that goes says nobody afterwards
    step, change = addresses.confirm(token=token)
    if step is addresses.Step.WAITS_FOR_THE_OTHER:
        return redirect("confirm_address", token=token)
    if step is addresses.Step.TAKEN:
        return render(request, "account/address/taken.html", {"change": change})
    if signed == change.member:
        update_session_auth_hash(request, change.member)  # who clicks where they are signed in stays so
    return render(request, "account/address/done.html", {"change": change})
