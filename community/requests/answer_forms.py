"""What a facilitator fills: an invitation, a sentence, the news of a parcours."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.models import Membership
from community.structures.named import NamedStructureField


class InvitationForm(forms.Form):
    """Into which structure, as what."""

    bound_field_class = LimitedField

    structure = NamedStructureField(
        required=False, help_text=_("Son nom, ou quelques mots de son nom et sa commune. Rien : aucune pour l’instant.")
    )
    role = forms.ChoiceField(label=_("Rôle"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)


class SentenceForm(forms.Form):
    """A sentence in one's own words."""

    bound_field_class = LimitedField

    words = forms.CharField(
        label=_("Votre réponse"),
        help_text=_("Elle part par e-mail. La personne vous répond à l’adresse de contact du site."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Écrivez votre réponse avant de l’envoyer.")},
    )


class NewsOfParcoursForm(forms.Form):
    """What all who wait are told."""

    bound_field_class = LimitedField

    subject = forms.CharField(
        label=_("Objet du message"),
        max_length=120,
        error_messages={"required": _("Donnez un objet au message.")},
    )
    words = forms.CharField(
        label=_("Votre message"),
        help_text=_("Dites ce qui ouvre, pour qui, et comment s’inscrire. Le lien de la page est ajouté à la fin."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Écrivez votre message avant de l’envoyer.")},
    )
