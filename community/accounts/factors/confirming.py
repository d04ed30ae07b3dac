"""« Confirmez que c’est bien vous »: a proof asked in the middle of a session, then back to what was being done.

Who has an application or a key proves by them; others by their password, or by a code sent to their address.
"""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal import auth as keys
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from community.accounts import codes
from community.accounts.asked_here import ask_here, asked_here, forget_here
from community.accounts.factors.asking import where_next
from community.accounts.factors.forms import FreshKeyForm, FreshProofForm
from community.accounts.factors.fresh import note_entry
from community.accounts.factors.means import Means, means_of
from community.accounts.factors.put_off import taken_up
from community.accounts.forms import CodeForm
from community.models import Member
from community.unsent import signed_in

FACTOR, KEY, PASSWORD, MAIL, ASK = "factor", "key", "password", "mail", "ask"


class PasswordForm(ReauthenticateForm):
    """The password of the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = gettext_lazy("Mot de passe")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


@never_cache
@sensitive_post_parameters("code", "password")
@signed_in
def confirm(request: HttpRequest) -> HttpResponse:
    """The page itself; a right proof leads back."""
    member: Any = request.user
    means = means_of(member=member)
    way = request.POST.get("way", "") if request.method == "POST" else ""
    if way == ASK and not means.has_second_factor:
        return _send_a_code(request, member)
    forms_here = _forms(request, member=member, means=means, way=way)
    if way in forms_here and _proves(request, member=member, way=way, form=forms_here[way]):
        return HttpResponseRedirect(where_next(request))
    context = {
        "forms": forms_here,
        "form": forms_here.get(way),
        "means": means,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "address": member.email,
    }
    if means.keys:
        context["js_data"] = {"request_options": keys.begin_authentication(member)}
    return render(request, "account/confirm.html", context)


@never_cache
@signed_in
def resume(request: HttpRequest) -> HttpResponse:
    """What was sent before the proof: a button sends it again."""
    page = request.GET.get("next", "")
    sent = taken_up(request, page=page)
    if sent is None:
        return HttpResponseRedirect(where_next(request))
    return render(request, "account/resume.html", {"sent": sent})


def _forms(request: HttpRequest, *, member: Member, means: Means, way: str) -> dict[str, forms.Form]:
    """One for each way that this person has; the one that was sent holds what was sent."""

    def data_of(one: str) -> Any:
        return request.POST if one == way else None

    if means.has_second_factor:
        offered: dict[str, forms.Form] = {FACTOR: FreshProofForm(data_of(FACTOR), user=member, auto_id="id_factor_%s")}
        if means.keys:
            offered[KEY] = FreshKeyForm(data_of(KEY), user=member, auto_id="id_key_%s")
        return offered
    asked = asked_here(request=request, address=member.email)
    offered = {MAIL: CodeForm(data_of(MAIL), auto_id="id_mail_%s")} if asked and asked.is_alive else {}
    if means.has_password:
        offered[PASSWORD] = PasswordForm(data_of(PASSWORD), user=member, auto_id="id_password_%s")
    return offered


def _proves(request: HttpRequest, *, member: Member, way: str, form: Any) -> bool:
    """Whether what was sent is right; it is noted in the session. Otherwise the form says why."""
    if not form.is_valid():
        return False
    if way in (FACTOR, KEY):
        form.save()
    elif way == PASSWORD:
        reauthenticate_by_password(request)
    else:
        return _is_the_code_sent(request, member, form)
    return True


def _is_the_code_sent(request: HttpRequest, member: Member, form: forms.Form) -> bool:
    asked = asked_here(request=request, address=member.email)
    if not ratelimit.consume(request, action="try_code", key=member.email):
        form.add_error("code", _("Il y a eu beaucoup d’essais en peu de temps. Attendez une heure."))
        return False
    try:
        if asked is None or codes.enter(asked=asked, typed=form.cleaned_data["code"]) != member.email:
            raise codes.CodeEnded
    except codes.CodeEnded:
        form.add_error("code", _("Ce code ne marche plus. Demandez-en un autre."))
        return False
    except codes.WrongCode:
        form.add_error("code", _("Ce n’est pas ce code. Regardez le dernier message reçu."))
        return False
    forget_here(request=request)
    note_entry(request, method="code")
    return True


def _send_a_code(request: HttpRequest, member: Member) -> HttpResponse:
    """Have a code sent to the person's address, and say so."""
    if ratelimit.consume(request, action="request_login_code", key=member.email):
        ask_here(request=request, address=member.email)
        messages.success(request, _("Un code est parti à votre adresse."))
    else:
        messages.error(request, _("Plusieurs codes sont déjà partis. Attendez quelques minutes."))
    return HttpResponseRedirect(request.get_full_path())
