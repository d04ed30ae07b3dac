"""The library's forms of the accounts, with our words, and addresses in one spelling before anything is counted."""

from typing import Any

from allauth.account import forms as library
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts.links import ask_for_a_link
from community.models.addresses import AddressFormField

ADDRESS = _("Adresse e-mail")
NEW_PASSWORD = _("Nouveau mot de passe")
AGAIN = _("Le même, encore une fois")


class SignInForm(library.LoginForm):
    """Wrong tries are counted by the address, so it is spelled first: else each invisible letter is five more tries."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressFormField(label=ADDRESS)
        self.fields["password"].label = _("Mot de passe")
        self.fields[
            "password"
        ].help_text = ""  # the library's link to « oublié ? », which the page shows after the field
        self.order_fields(["login", "password"])
        _without_placeholders(self)


class ForgottenPasswordForm(library.ResetPasswordForm):
    """Whether the address has an account is looked at later, by whoever writes the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = AddressFormField(label=ADDRESS)

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        return address

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        address: str = self.cleaned_data["email"]
        ask_for_a_link(address=address)
        return address


class ChosenPasswordForm(library.ResetPasswordKeyForm):
    """The page that the link opens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_the_new_password(self)


class ChangedPasswordForm(library.ChangePasswordForm):
    """A member changes their password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Votre mot de passe actuel")
        _name_the_new_password(self)


def _name_the_new_password(form: Any) -> None:
    form.fields["password1"].label = NEW_PASSWORD
    form.fields["password2"].label = AGAIN
    _without_placeholders(form)


def _without_placeholders(form: Any) -> None:
    """They repeat the label, in other words, and vanish when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
