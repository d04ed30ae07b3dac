"""What is typed to come in, and to invite."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.invitations.pasted import LONGEST_LIST
from community.limits import LimitedField
from community.models import Invitation, Member, Membership
from community.structures.named import NamedStructureField


class EntryForm(forms.Form):
    """The name one shows, and the charter."""

    bound_field_class = LimitedField

    name = forms.CharField(
        label=_("Le nom que vous montrez"),
        help_text=_("Votre prénom et une initiale, ou le nom que vous voulez. Votre adresse n’est jamais affichée."),
        max_length=Member._meta.get_field("display_name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez le nom que les autres verront.")},
    )
    charter = forms.BooleanField(
        label=_("J’ai lu la charte, et je la suivrai"),
        error_messages={"required": _("Pour entrer, il faut dire oui à la charte.")},
    )


class InvitingForm(forms.Form):
    """Whom to invite: one address or a whole list; for whoever keeps a team, into that team."""

    bound_field_class = LimitedField

    people = forms.CharField(
        label=_("Qui inviter ?"),
        help_text=_(
            "Une personne par ligne : une adresse, ou « Prénom Nom &lt;adresse&gt; ». Vous pouvez aussi coller des "
            "colonnes d’un tableur, ou la ligne « À » d’un message."
        ),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Écrivez au moins une adresse."),
            "max_length": _("Cette liste est trop longue : collez-la en plusieurs fois."),
        },
    )
    role = forms.ChoiceField(label=_("Rôle"), initial=Membership.Role.MEMBER)

    def __init__(self, *args: Any, may_name_pilots: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [choice for choice in Membership.Role.choices if may_name_pilots or choice[0] != Membership.Role.PILOT]
        role: Any = self.fields["role"]
        role.choices = roles
        role.help_text = (
            _("Une ligne peut dire autre chose : « pilote », « copilote » ou « membre ».") if may_name_pilots else ""
        )


class FacilitatorsForm(InvitingForm):
    """The same for facilitators: into any structure, or none."""

    structure = NamedStructureField(
        required=False,
        help_text=_(
            "Pour les lignes qui n’en nomment pas : son nom, ou quelques mots de son nom et sa commune. Rien : aucune "
            "pour l’instant."
        ),
    )
    to_facilitate = forms.BooleanField(
        label=_("Inviter à animer le réseau"),
        help_text=_("Ces personnes reliront, modéreront et inviteront, comme vous. Une structure est alors inutile."),
        required=False,
    )
    field_order = ("people", "structure", "role", "to_facilitate")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, may_name_pilots=True, **kwargs)


class FilterForm(forms.Form):
    """Which invitations a facilitator wants to see; `community.invitations.queries.AskedInvitations` reads it."""

    mots = forms.CharField(label=_("Nom ou adresse"), required=False)
    etat = forms.ChoiceField(label=_("État"), required=False)
    structure = forms.CharField(label=_("Structure, ou sa commune"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["etat"]
        state.choices = [("", _("Tous")), *Invitation.State.choices]
