"""What a stranger fills: to be kept informed, or to ask for an account."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.models import EntryRequest
from community.models.addresses import AddressFormField
from community.requests.hurry import is_sound, is_too_quick, new_stamp

TOO_LONG = {"max_length": _("C’est trop long : %(limit_value)d caractères au plus, il y en a %(show_value)d.")}


class AskingForm(forms.Form):
    """What both forms hold: an address, and what tells a robot from a person in a hurry."""

    bound_field_class = LimitedField
    kind: EntryRequest.Kind

    address = AddressFormField(
        label=_("Votre adresse e-mail"),
        help_text=_("Elle sert à vous répondre, à rien d’autre. Elle n’est jamais affichée."),
        error_messages={"required": _("Indiquez l’adresse où vous répondre.")},
    )
    site_web = forms.CharField(
        required=False,
        label=_("Laissez ce champ vide"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # no person sees it
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data.copy() if data is not None else None, **kwargs)
        self.fields["stamp"].initial = new_stamp

    def clean(self) -> dict[str, Any]:
        """Ask once more what a robot may have sent; what was typed stays."""
        cleaned: dict[str, Any] = super().clean() or {}
        stamp, typed = cleaned.get("stamp", ""), cast("QueryDict", self.data)
        if not is_sound(stamp):
            self._ask_again(
                _("Cette page était ouverte depuis longtemps. Relisez vos réponses, puis envoyez de nouveau.")
            )
            typed["stamp"] = new_stamp()
        elif cleaned.get("site_web"):
            self._ask_again(_("Relisez vos réponses, puis envoyez de nouveau : tout ce que vous avez écrit est gardé."))
            typed["site_web"] = ""
        elif is_too_quick(stamp):
            self._ask_again(_("C’était rapide ! Relisez vos réponses, puis envoyez de nouveau : tout est gardé."))
        return cleaned

    def _ask_again(self, sentence: Any) -> None:
        if not self.errors:
            self.add_error(None, sentence)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people fill, in their order."""
        return [field for field in self.visible_fields() if field.name != "site_web"]

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
