"""The plain form of a structure's card."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.choices import RowsChoiceField
from community.models import InvolvementLevel, StructurePage
from community.uploads import PictureField

LONGEST_NAME = 120
LONGEST_PRESENTATION = 4_000  # characters: « deux courts paragraphes », and room to spare

Section = tuple[Any, list[forms.BoundField]]


class CardForm(forms.ModelForm):
    """What a structure says of itself. A published card stays complete; one that is not on line needs a name only."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    target_levels = RowsChoiceField(
        queryset=InvolvementLevel.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    logo_file = PictureField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("Une image JPEG, PNG ou WebP de 10 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        shown = cleaned.get("revision")
        latest = StructurePage.objects.values_list("latest_revision_id", flat=True).get(pk=self.instance.pk)
        if shown is not None and shown != latest:
            # Shown again with what was typed, on top of the newest version: a second « Enregistrer » keeps it.
            data: Any = self.data
            self.data = data.copy()
            self.data["revision"] = latest or ""  # type: ignore[index]
            raise forms.ValidationError(
                _(
                    "Une autre personne a enregistré cette présentation pendant que vous écriviez. Rien de ce que "
                    "vous avez saisi n’est perdu : relisez, puis enregistrez de nouveau pour garder votre version."
                )
            )
        return cleaned

    def sections(self) -> list[Section]:
        """Headings, and the fields below each."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.layout]
