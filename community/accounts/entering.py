"""Coming in: the page that asks for an address (or a password), and the page where the code is typed."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login import record_authentication
from allauth.account.mixins import NextRedirectMixin
from allauth.account.utils import get_login_redirect_url, perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from community.accounts import codes
from community.accounts.asked_here import ask_here, asked_here, forget_here
from community.accounts.forms import AskForm, CodeForm, WhichCodeForm
from community.models import AskedCode, Member

WAY, BY_PASSWORD = "par", "mot-de-passe"
# In the address, not in a message: who pressed twice and is in already does not read it on the next page.
WHY, OVER, TOO_OFTEN = "code", "fini", "trop"
SENTENCES = {
    OVER: gettext_lazy(
        "Ce code ne marche plus : il a servi, son heure est passée, ou il a été demandé depuis un autre navigateur. "
        "Demandez-en un autre."
    ),
    TOO_OFTEN: gettext_lazy("Ce code a été essayé trop de fois, il ne marche plus. Demandez-en un autre."),
}


class SignInPage(LoginView):
    """One page, two ways: a code by mail, the first offer; a password, for whoever has one (`?par=mot-de-passe`)."""

    @property
    def is_by_password(self) -> bool:
        if self.request.method == "POST":
            return "password" in self.request.POST
        return self.request.GET.get(WAY) == BY_PASSWORD

    def get_form_class(self) -> Any:
        return super().get_form_class() if self.is_by_password else AskForm

    def form_valid(self, form: Any) -> HttpResponse:
        if self.is_by_password:
            response: HttpResponse = super().form_valid(form)
            return response
        ask_here(request=self.request, address=form.cleaned_data["email"])
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = asked_here(request=self.request)
        ended = SENTENCES.get(self.request.GET.get(WHY, ""))
        page = self.passthrough_next_url(reverse("account_login"))
        other = "" if self.is_by_password else f"{'&' if '?' in page else '?'}{urlencode({WAY: BY_PASSWORD})}"
        return super().get_context_data(**kwargs) | {
            "is_by_password": self.is_by_password,
            "other_way": f"{page}{other}",
            "waiting": asked if asked and asked.is_alive and not ended else None,
            "code_page": self.passthrough_next_url(reverse("account_confirm_login_code")),
            "ended": ended,
        }


@method_decorator([never_cache, sensitive_post_parameters("code")], name="dispatch")
class CodePage(NextRedirectMixin, FormView):
    """Where the code is typed, by the browser that asked for it; the mail may be read anywhere."""

    form_class = CodeForm
    template_name = "account/code.html"
    asked: AskedCode

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_login_redirect_url(request, self.get_next_url()))
        which = WhichCodeForm(request.POST)
        asked = asked_here(request=request, address=which.cleaned_data["address"] if which.is_valid() else "")
        if asked is None or not asked.is_alive:
            return self._ended(OVER)
        self.asked = asked
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "resend" in request.POST:
            return self._send_again()
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if not ratelimit.consume(self.request, action="try_code", key=self.asked.address):
            form.add_error(
                "code", _("Il y a eu beaucoup d’essais en peu de temps. Attendez une heure, ou écrivez-nous.")
            )
            return self.form_invalid(form)
        try:
            address = codes.enter(asked=self.asked, typed=form.cleaned_data["code"])
        except codes.CodeEnded:
            return self._ended(OVER)
        except codes.WrongCode as wrong:
            return self._refused(form, wrong)
        return self._come_in(address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "asked": self.asked,
            "other_address": self.passthrough_next_url(reverse("account_login")),
        }

    def _refused(self, form: forms.Form, wrong: codes.WrongCode) -> HttpResponse:
        if not wrong.left:
            return self._ended(TOO_OFTEN)
        said = ngettext(
            "Ce n’est pas ce code. Regardez le dernier message reçu : il reste %(left)s essai.",
            "Ce n’est pas ce code. Regardez le dernier message reçu : il reste %(left)s essais.",
            wrong.left,
        )
        form.add_error("code", said % {"left": wrong.left})
        return self.form_invalid(form)

    def _come_in(self, address: str) -> HttpResponse:
        """Sign in whoever has the address now; the library asks for a second factor where there is one."""
        member = Member.objects.filter(email=address).first()
        if member is None:
            return self._ended(OVER)
        forget_here(request=self.request)
        record_authentication(self.request, member, method="code")
        answer: HttpResponse = perform_login(
            self.request, member, email_verification="none", redirect_url=self.get_next_url()
        )
        self.request.session.set_expiry(app_settings.SESSION_COOKIE_AGE)  # as after a password
        return answer

    def _send_again(self) -> HttpResponse:
        allowed = ratelimit.consume(self.request, action="request_login_code", key=self.asked.address)
        if allowed and codes.ask_again(asked=self.asked):
            messages.success(self.request, _("Un nouveau code est parti. Le précédent ne marche plus."))
        else:
            messages.error(
                self.request,
                _("Plusieurs codes sont déjà partis. Attendez quelques minutes, et regardez dans les indésirables."),
            )
        return HttpResponseRedirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def _ended(self, why: str) -> HttpResponseRedirect:
        """Back to the first page, with a sentence."""
        page = self.passthrough_next_url(reverse("account_login"))
        return HttpResponseRedirect(f"{page}{'&' if '?' in page else '?'}{urlencode({WHY: why})}")


sign_in = SignInPage.as_view()
type_the_code = CodePage.as_view()
