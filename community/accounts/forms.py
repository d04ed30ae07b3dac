"""The forms of the accounts, with our words, and addresses in one spelling before anything is counted."""

from typing import Any

from allauth.account import forms as library
from allauth.core import ratelimit
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts.codes import CODE_LENGTH, digits_of
from community.models.addresses import AddressFormField

ADDRESS = _("Adresse e-mail")
LONGEST_PASTED = 200  # characters: a line of the mail, not all of it


class AskForm(forms.Form):
    """The address where a code is to be sent. Nobody looks here whether it has an account."""

    email = AddressFormField(label=ADDRESS)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if not ratelimit.consume(self.request, action="request_login_code", key=address):
            raise forms.ValidationError(
                _(
                    "Beaucoup de codes ont été demandés en peu de temps. Attendez quelques minutes avant d’en demander "
                    "un autre ; le dernier que vous avez reçu marche encore, jusqu’à l’heure qu’il indique."
                ),
                code="too_many_codes",
            )
        return address


class CodeForm(forms.Form):
    """The code, typed or pasted. What holds none is told so, and counted as no try."""

    code = forms.CharField(
        label=_("Le code reçu"),
        max_length=LONGEST_PASTED,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": _("Tapez ou collez le code reçu par e-mail.")},
    )

    def clean_code(self) -> str:
        code = digits_of(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("Un code a %(length)s chiffres, comme 1234 5678. Recopiez-le, ou collez-le."),
                code="no_code",
                params={"length": CODE_LENGTH},
            )
        return code


class WhichCodeForm(forms.Form):
    """For which address: two tabs of one browser may each wait for a code."""

    address = forms.CharField(required=False, max_length=254, widget=forms.HiddenInput)


class SignInForm(library.LoginForm):
    """Wrong tries are counted by the address, so it is spelled first: else each invisible letter is five more tries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressFormField(label=ADDRESS)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Mot de passe")
        self.fields[
            "password"
        ].help_text = ""  # the library's link to « oublié ? », which the page shows after the field
        self.order_fields(["login", "password"])
        _without_placeholders(self)


class ChosenPasswordForm(library.SetPasswordForm):
    """A password chosen, for the first time or anew: who chooses has just come in, and is asked for no former one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Nouveau mot de passe")
        self.fields["password2"].label = _("Le même, encore une fois")
        _without_placeholders(self)


def _without_placeholders(form: Any) -> None:
    """They repeat the label, in other words, and vanish when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
