"""The library's forms of second factors, with our words; what is no answer of a key is refused, and never breaks."""

import re
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as application
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.accounts.factors.adapter import LONGEST_NAME
from community.throttles import STORE

USED_FOR = 120  # seconds: longer than a code of an application is accepted, clocks being half a minute wrong
LONGEST_CODE = 60  # as pasted, with what stands around it
NUMERIC = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": LONGEST_CODE}


def _code_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_CODE, widget=forms.TextInput(attrs=NUMERIC)
    )


class SecondProofForm(codes.AuthenticateForm):
    """The code of an application, or a recovery code, as somebody enters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(
            _("Code de votre application, ou code de secours"),
            _("6 chiffres qui changent toutes les 30 secondes ; un code de secours en a 8."),
        )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = re.sub(r"\D", "", self.cleaned_data["code"])
        code: str = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use_once(user_pk=self.user.pk, code=code)
        return code


class FreshProofForm(SecondProofForm, codes.ReauthenticateForm):
    """The same, asked again in the middle of a session."""

    def save(self) -> None:
        codes.ReauthenticateForm.save(self)


class NewApplicationForm(application.ActivateTOTPForm):
    """The first code of an application that has just read the square."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(_("Les 6 chiffres que l’application affiche"))

    def clean_code(self) -> str:
        self.cleaned_data["code"] = re.sub(r"\D", "", self.cleaned_data["code"])
        return str(super().clean_code())


class NewKeyForm(keys.AddWebAuthnForm):
    """A key: its name, and whether it opens the account alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field(required=False)
        self.fields["passwordless"].label = _("Me connecter avec cette clé seule, sans code par e-mail")
        self.fields["passwordless"].help_text = _(
            "L’appareil vous demandera votre doigt, votre visage ou son code. Décochez pour une clé USB ancienne, qui "
            "ne sait pas le faire."
        )
        self.fields["passwordless"].initial = True

    def clean(self) -> dict[str, Any]:
        return _refusing_nonsense(super().clean)


class KeyNameForm(keys.EditWebAuthnForm):
    """The name of a key, which tells it from the others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field(required=True)


class KeyAtTheDoorForm(keys.AuthenticateWebAuthnForm):
    """A key in place of the application’s code, as somebody enters."""

    def clean_credential(self) -> Authenticator:
        return _refusing_nonsense(super().clean_credential)


class KeyAloneForm(keys.LoginWebAuthnForm):
    """A key that opens the account alone."""

    def clean_credential(self) -> Authenticator:
        return _refusing_nonsense(super().clean_credential)


class FreshKeyForm(keys.ReauthenticateWebAuthnForm):
    """A key, asked again in the middle of a session."""

    def clean_credential(self) -> Authenticator:
        return _refusing_nonsense(super().clean_credential)


def _name_field(*, required: bool) -> forms.CharField:
    return forms.CharField(label=_("Son nom, pour la reconnaître"), required=required, max_length=LONGEST_NAME)


def _refusing_nonsense(clean: Any) -> Any:
    """The library answers 500 to what is no answer of a key (a list, bytes that are no key's, a huge number)."""
    try:
        return clean()
    except ValidationError:
        raise
    except Exception:
        raise get_adapter().validation_error("incorrect_key") from None


def _use_once(*, user_pk: int, code: str) -> None:
    """A code seen over a shoulder opens nothing more. The library remembers it less long, in a cache that forgets."""
    if not caches[STORE].add(f"totp-used:{user_pk}:{code}", "y", timeout=USED_FOR):
        raise get_adapter().validation_error("incorrect_code")
