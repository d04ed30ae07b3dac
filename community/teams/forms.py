"""The forms of a team: a role, a handover, its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.choices import RowChoiceField
from community.limits import LimitedField
from community.models import Handover, Member, Membership, StructurePage
from community.permissions import may_name_pilots
from community.teams.handovers import may_receive


class RoleForm(forms.Form):
    """Pilots and copilots choose between two roles; facilitators name pilots as well."""

    role = forms.ChoiceField(label=_("Son rôle"), choices=Membership.Role.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            choice
            for choice in Membership.Role.choices
            if choice[0] != Membership.Role.PILOT or may_name_pilots(member=member)
        ]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class PlaceChoiceField(RowChoiceField):
    """A person of the team, with the role of now."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.member.display_name}, {obj.get_role_display()}"


class HandoverForm(forms.Form):
    """Who takes over, what the pilot of now becomes, and what the next one should know."""

    bound_field_class = LimitedField

    receiver = PlaceChoiceField(
        label=_("La personne qui prend le relais"), queryset=Membership.objects.none(), empty_label=_("Choisissez…")
    )
    afterwards = forms.ChoiceField(
        label=_("Et ensuite, vous serez"),
        choices=[
            (Handover.Afterwards.COPILOT, _("copilote : vous continuez à deux")),
            (Handover.Afterwards.MEMBER, _("membre : vous restez dans l’équipe")),
            (Handover.Afterwards.LEAVES, _("hors de l’équipe : vos écrits restent")),
        ],
        initial=Handover.Afterwards.COPILOT,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note de passation"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Ce qui est en cours, les personnes à connaître, ce qui a bien marché. Facultative ; "
            "elle reste lisible par les pilotes et copilotes de la structure, et par l’animation."
        ),
    )

    def __init__(self, *args: Any, structure: StructurePage, has_pilot: bool, for_another: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["receiver"]
        places.queryset = may_receive(structure=structure).select_related("member").order_by("member__display_name")
        if not has_pilot:
            del self.fields["afterwards"]
        elif for_another:
            self.fields["afterwards"].label = _("Et ensuite, la personne pilote d’aujourd’hui sera")
            self.fields["afterwards"].choices = Handover.Afterwards.choices  # type: ignore[attr-defined]


class HandoverAnswerForm(forms.Form):
    """Two buttons."""

    answer = forms.ChoiceField(choices=[("accept", _("accepter")), ("decline", _("refuser"))])
