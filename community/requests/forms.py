"""What a stranger fills: to be kept informed, or to ask for an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.models import EntryRequest
from community.models.addresses import AddressFormField
from community.unhurried import UnhurriedForm

TOO_LONG = {"max_length": _("C’est trop long : %(limit_value)d caractères au plus, il y en a %(show_value)d.")}


class AskingForm(UnhurriedForm):
    """What both forms hold: an address, and what tells a robot from a person in a hurry."""

    kind: EntryRequest.Kind

    address = AddressFormField(
        label=_("Votre adresse e-mail"),
        help_text=_("Elle sert à vous répondre, à rien d’autre. Elle n’est jamais affichée."),
        error_messages={"required": _("Indiquez l’adresse où vous répondre.")},
    )

    @property
    def asked(self) -> dict[str, str]:
        """What the request keeps of a form that is valid."""
        return {name: self.cleaned_data.get(name, "") for name in ("address", "name", "structure_name", "reason")}


class NewsForm(AskingForm):
    """« Être tenu au courant » : an address is enough."""

    kind = EntryRequest.Kind.NEWS

    name = forms.CharField(
        label=_("Votre nom"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages=TOO_LONG,
    )
    structure_name = forms.CharField(
        label=_("Votre structure"),
        required=False,
        max_length=160,
        help_text=_("Son nom et sa commune, si vous venez pour elle."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages=TOO_LONG,
    )
    field_order = ["address", "name", "structure_name"]


class AccountForm(AskingForm):
    """« Demander un compte » : who, from where, why."""

    kind = EntryRequest.Kind.ACCOUNT

    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Prénom et nom, ou prénom et initiale."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Dites comment vous vous appelez."), **TOO_LONG},
    )
    structure_name = forms.CharField(
        label=_("Votre structure"),
        max_length=160,
        help_text=_("Son nom et sa commune. Si vous venez pour vous, écrivez « à titre personnel »."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Dites de quelle structure vous venez."), **TOO_LONG},
    )
    reason = forms.CharField(
        label=_("Pourquoi un compte ?"),
        max_length=600,
        help_text=_("Une phrase suffit : ce que vous voulez partager, ou ce qui vous amène."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites en une phrase ce qui vous amène."), **TOO_LONG},
    )
    field_order = ["name", "address", "structure_name", "reason"]
