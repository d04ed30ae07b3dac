"""What somebody fills to report something, and a facilitator to decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.models import Report
from community.models.addresses import AddressFormField
from community.unhurried import UnhurriedForm

TOO_LONG = {"max_length": _("C’est trop long : %(limit_value)d caractères au plus, il y en a %(show_value)d.")}


class ReportForm(UnhurriedForm):
    """Why, in one’s own words; a stranger says who they are (DSA, article 16)."""

    reason = forms.ChoiceField(
        label=_("De quoi s’agit-il ?"),
        choices=[(value, str(label)[:1].upper() + str(label)[1:]) for value, label in Report.Reason.choices],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez ce qui se rapproche le plus."),
            "invalid_choice": _("Choisissez l’une des réponses."),
        },
    )
    words = forms.CharField(
        label=_("Ce qui ne va pas"),
        help_text=_("Dites-le avec vos mots : le passage, le moment du film, qui est concerné."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Dites en une phrase ce qui ne va pas."), **TOO_LONG},
    )
    name = forms.CharField(
        label=_("Votre nom"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Dites comment vous vous appelez."), **TOO_LONG},
    )
    address = AddressFormField(
        label=_("Votre adresse e-mail"),
        help_text=_("Pour vous dire ce qui est décidé. Votre nom et votre adresse ne sont montrés qu’à l’animation."),
        error_messages={"required": _("Indiquez l’adresse où vous répondre.")},
    )
    in_good_faith = forms.BooleanField(
        label=_("Ce que je dis ici est, à ma connaissance, exact et complet"),
        error_messages={"required": _("Cochez cette case pour envoyer votre signalement.")},
    )
    field_order = ("reason", "words", "name", "address", "in_good_faith")

    def __init__(self, data: Any = None, *, is_known: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if is_known:  # a member: their account says it
            del self.fields["name"], self.fields["address"]

    @property
    def said(self) -> dict[str, str]:
        """What the report keeps of a form that is valid."""
        return {name: self.cleaned_data.get(name, "") for name in ("reason", "words", "name", "address")}


class DecisionForm(forms.Form):
    """The sentence that people are sent, and what was read when it was written."""

    bound_field_class = LimitedField

    sentence = forms.CharField(
        label=_("La phrase envoyée"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Écrivez la phrase que la personne recevra."), **TOO_LONG},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    phrase = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # the button of a sentence, where one was pressed


class AgainForm(forms.Form):
    """Why somebody's contributions are read again before they appear."""

    bound_field_class = LimitedField

    reason = forms.CharField(
        label=_("Pourquoi ?"),
        help_text=_("La personne reçoit cette phrase par e-mail : dites-la comme vous la lui diriez en face."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites à la personne pourquoi, en une phrase."), **TOO_LONG},
    )
