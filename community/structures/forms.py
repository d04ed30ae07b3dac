"""The plain form of a structure's card."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.choices import RowsChoiceField
from community.limits import LimitedField
from community.models import InvolvementLevel, StructurePage
from community.uploads import KINDS, TAKEN, PictureUpload

LONGEST_NAME = 120
LONGEST_PRESENTATION = 4_000  # characters: « deux courts paragraphes », and room to spare

CardSection = tuple[Any, list[forms.BoundField]]


class CardForm(forms.ModelForm):
    """What a structure says of itself. A published card stays complete; one that is not on line needs a name only."""

    bound_field_class = LimitedField

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    target_levels = RowsChoiceField(
        queryset=InvolvementLevel.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    logo_file = PictureUpload(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=KINDS,
        widget=forms.FileInput(attrs={"accept": TAKEN}),
    )
    logo_remove = forms.BooleanField(label=gettext_lazy("Enlever le logo actuel"), required=False)

    layout: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (gettext_lazy("Qui vous êtes"), ("title", "tagline", "presentation", "logo_file", "logo_remove")),
        (gettext_lazy("Ce que vous faites, et où"), ("sector", "legal_form", "commune", "department", "area_type")),
        (gettext_lazy("Votre taille"), ("staff_band", "volunteer_band", "user_band")),
        (gettext_lazy("Les personnes et leur place"), ("user_term", "target_levels")),
        (gettext_lazy("Se rencontrer"), ("offers", "needs", "website", "contact_optin")),
    )

    class Meta:
        model = StructurePage
        fields = (
            "title",
            "tagline",
            "presentation",
            "legal_form",
            "sector",
            "commune",
            "department",
            "area_type",
            "staff_band",
            "volunteer_band",
            "user_band",
            "user_term",
            "target_levels",
            "offers",
            "needs",
            "website",
            "contact_optin",
        )
        labels = {"title": gettext_lazy("Nom de la structure")}
        help_texts = {"title": ""}  # Wagtail's speaks of pages and readers

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.latest_revision_id
        self.initial["target_levels"] = [level.pk for level in self.instance.target_levels.all()]
        self.fields["title"].validators.append(MaxLengthValidator(LONGEST_NAME))
        self.fields["presentation"].validators.append(MaxLengthValidator(LONGEST_PRESENTATION))
        self._describe_levels()
        if self.instance.logo_id is None:
            del self.fields["logo_remove"]
        needed = StructurePage.required_to_publish if self.instance.live else ("title",)
        for name, field in self.fields.items():
            field.required = name in needed
            field.widget.attrs.pop("maxlength", None)  # a text that is too long is told, not cut short by the browser
            if isinstance(field, forms.TypedChoiceField):
                offered: Any = field.choices
                field.choices = [("", _("Non précisé")), *((value, label) for value, label in offered if value)]

    def _describe_levels(self) -> None:
        levels: Any = self.fields["target_levels"]
        declared = StructurePage._meta.get_field("target_levels")
        levels.label, levels.help_text = _("Niveaux visés"), declared.help_text
        levels.label_from_instance = lambda level: f"{level.name} : {level.sentence}"

    def on_top_of(self, latest: int | None) -> None:
        """Shown again with what was typed, above the newest version: a second « Enregistrer » keeps it."""
        data: Any = self.data
        self.data = data.copy()
        self.data["revision"] = latest or ""  # type: ignore[index]

    def differences(self, theirs: StructurePage) -> list[tuple[str, str]]:
        """What another version says where this one says something else: label and text."""
        said = {name: str(self.cleaned_data.get(name) or "") for name in self._meta.fields or ()}
        other = {name: str(getattr(theirs, name) or "") for name in said}
        shown = {name: getattr(theirs, f"get_{name}_display", lambda text=other[name]: text)() for name in said}
        for versions, levels in ((said, self.cleaned_data["target_levels"]), (other, theirs.target_levels.all())):
            versions["target_levels"] = ", ".join(sorted(level.name for level in levels))
        shown["target_levels"] = other["target_levels"]
        shown["contact_optin"] = _("oui") if theirs.contact_optin else _("non")
        return [(str(self[name].label), shown[name] or _("(vide)")) for name in said if said[name] != other[name]]

    def sections(self) -> list[CardSection]:
        """Headings, and the fields below each."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.layout]
