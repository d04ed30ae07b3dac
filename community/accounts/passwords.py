"""A password, for whoever wants one: chosen, for the first time or anew, by somebody who has just come in."""

from urllib.parse import urlencode

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from community.accounts.factors.fresh import freshly_entered
from community.accounts.forms import ChosenPasswordForm


@never_cache
@sensitive_post_parameters("password1", "password2")
@login_required
@freshly_entered(back_to="account_change_password")  # a password typed is not put aside in the session
@rate_limit(action="change_password")
def choose_a_password(request: HttpRequest) -> HttpResponse:
    """« Choisir un mot de passe ». The former one is not asked for: a code, a key or the password just was."""
    form = ChosenPasswordForm(data=request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        finalize_password_change(request, request.user)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "account/password_change.html", {"form": form})


def forgotten(request: HttpRequest, link: str = "") -> HttpResponse:
    """« Mot de passe oublié ? », and the links sent before there were codes: come in by a code, then choose."""
    choose = reverse("account_change_password")
    if request.user.is_authenticated:
        return HttpResponseRedirect(choose)
    if link:
        said = _("Ce lien ne sert plus : on entre maintenant par un code. Vous choisirez ensuite un mot de passe.")
    else:
        said = _("Entrez par un code ; vous choisirez ensuite un nouveau mot de passe.")
    messages.info(request, said)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': choose})}")
