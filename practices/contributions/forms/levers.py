"""What a contribution is filed under: its levers, its levels of involvement, and the parcours that it belongs to."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from community.choices import RowChoiceField, RowsChoiceField
from community.models import InvolvementLevel, ParcoursPage
from practices.contributions.forms.ground import ContributionForm
from practices.models import Lever

TICKED = ("levers", "levels")


class LeverForm(ContributionForm):
    """The form of a page that has these three; `help_texts` of `Meta` may say more than the page's own fields."""

    levers = RowsChoiceField(queryset=Lever.objects.none(), widget=forms.CheckboxSelectMultiple)
    levels = RowsChoiceField(queryset=InvolvementLevel.objects.all(), widget=forms.CheckboxSelectMultiple)

    class Meta:
        fields: tuple[str, ...] = ("parcours",)
        field_classes = {"parcours": RowChoiceField}

    def add_fields(self) -> None:
        """Levers in use, parcours that this person may read; what was chosen before stays possible."""
        for name in TICKED:
            asked = self._meta.model._meta.get_field(name)
            self.fields[name].label = asked.verbose_name
            self.fields[name].help_text = (self._meta.help_texts or {}).get(name, asked.help_text)
            self.initial[name] = [one.pk for one in getattr(self.instance, name).all()]
        levers: Any = self.fields["levers"]
        levers.queryset = Lever.objects.in_use_or(self.initial["levers"])
        levels: Any = self.fields["levels"]
        levels.label_from_instance = lambda level: f"{level.name} : {level.sentence}"
        visible = ParcoursPage.objects.visible_to(self.member).values("pk")
        readable = Q(pk__in=visible) | Q(pk=self.instance.parcours_id)
        parcours: Any = self.fields["parcours"]
        parcours.queryset = ParcoursPage.objects.filter(readable).order_by("title").only("title")

    def fill(self) -> None:
        """Levers and levels; only where they changed, so that an untouched draft stays equal."""
        super().fill()
        for name in TICKED:
            wanted = self.cleaned_data.get(name)
            if wanted is not None and set(wanted) != set(getattr(self.instance, name).all()):
                getattr(self.instance, name).set(list(wanted))

    def differences(self, theirs: Any) -> list[tuple[str, str]]:
        """Plain fields, levers and levels."""
        found = super().differences(theirs)
        for name in TICKED:
            wanted = list(getattr(theirs, name).all())
            if set(wanted) != set(self.cleaned_data.get(name) or ()):
                found.append((str(self.fields[name].label), ", ".join(map(str, wanted)) or _("(vide)")))
        return found
