"""The forms of « Les personnes » : finding, a name and an address, a place in a structure, closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.choices import RowChoiceField
from community.limits import LimitedField
from community.models import Member, Membership, ParcoursPage
from community.models.addresses import AddressFormField
from community.people.states import AccountState, PartPlayed
from community.structures.named import NamedStructureField

EVERYTHING = [("", _("Peu importe"))]


class TitleChoiceField(RowChoiceField):
    """Pages, by their titles."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class PeopleForm(forms.Form):
    """What is looked for; all of it optional, and written in the address of the list."""

    q = forms.CharField(label=_("Nom ou adresse"), required=False, max_length=200)
    etat = forms.ChoiceField(label=_("État du compte"), required=False, choices=[*EVERYTHING, *AccountState.choices])
    role = forms.ChoiceField(label=_("Rôle"), required=False, choices=[*EVERYTHING, *PartPlayed.choices])
    structure = forms.CharField(label=_("Structure, ou sa commune"), required=False, max_length=200)
    parcours = TitleChoiceField(
        label=_("Parcours"), required=False, queryset=ParcoursPage.objects.none(), empty_label=EVERYTHING[0][1]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.input_type = "search"  # type: ignore[attr-defined]
        editions = ParcoursPage.objects.only("pk", "title").order_by("title", "pk")
        self.fields["parcours"].queryset = editions  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood of the address; a wrong choice asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_folded(self) -> bool:
        """Whether nothing is narrowed but by words."""
        return not (self.asked.keys() - {"q"}) and not self.errors


class IdentityForm(forms.Form):
    """A displayed name and an address, changed for somebody who asked."""

    bound_field_class = LimitedField

    display_name = forms.CharField(label=_("Nom affiché"), max_length=80)
    email = AddressFormField(
        label=_("Adresse e-mail"),
        help_text=_(
            "Elle change tout de suite : la personne devra se reconnecter, et l’ancienne adresse est prévenue."
        ),
    )

    def __init__(self, *args: Any, person: Member, **kwargs: Any) -> None:
        kwargs["initial"] = {"display_name": person.display_name, "email": person.email}
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["display_name"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        if Member.objects.filter(email=address).exclude(pk=self.person.pk).exists():
            self.say_taken()
        return address

    @property
    def moves(self) -> bool:
        """Whether a form that is valid gives the account another address."""
        return bool(self.cleaned_data["email"] != self.person.email)

    def say_taken(self) -> None:
        """Beside the field: another account has the address."""
        self.add_error("email", _("Un compte existe déjà avec cette adresse."))


class PlaceForm(forms.Form):
    """A structure, and a role there."""

    bound_field_class = LimitedField

    structure = NamedStructureField(error_messages={"required": _("Dites dans quelle structure.")})
    role = forms.ChoiceField(label=_("Rôle"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)


class ClosingForm(forms.Form):
    """Why an account closes."""

    bound_field_class = LimitedField

    reason = forms.CharField(
        label=_("La raison"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pour l’animation seulement : la personne ne la lit pas."),
        error_messages={"required": _("Dites en quelques mots pourquoi : vos collègues en auront besoin.")},
    )


class EntrustingForm(forms.Form):
    """Which way: a button pressed twice does the same thing twice, and not the contrary."""

    wanted = forms.ChoiceField(choices=[("entrust", ""), ("relieve", "")], widget=forms.HiddenInput)
