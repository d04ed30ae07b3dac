"""« Nous l’avons essayé »: which structure, when, what was kept, changed, what happened, one's own sheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.models import StructurePage
from community.tree import paths_down_to
from practices.adoptions.acts import TryWords, version_of
from practices.contributions.forms.linked_sheets import MOST_OWN, NamedSheetField, SheetField, own_sheets
from practices.models import Adoption, PracticePage
from practices.models.adoptions import LONGEST_WORDS

MOST_YEARS_BACK = 20  # a practice tried before the site exists is told too

TOO_LONG = _("C’est trop long : %(limit_value)d caractères au plus, il y en a %(show_value)d.")
GONE = _("Ce choix n’est plus proposé : choisissez à nouveau.")


def _words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )


class AdoptionForm(forms.Form):
    """What a structure says of one sheet. A structure alone is not asked which one it is."""

    bound_field_class = LimitedField

    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    structure = forms.TypedChoiceField(
        label=_("Au nom de quelle structure ?"),
        coerce=int,
        error_messages={"required": _("Choisissez une structure."), "invalid_choice": GONE},
    )
    month = forms.TypedChoiceField(
        label=_("Le mois où vous avez essayé"),
        coerce=int,
        choices=[("", _("Choisir un mois")), *((number, str(name)) for number, name in MONTHS.items())],
        error_messages={"required": _("Choisissez un mois, même à peu près."), "invalid_choice": GONE},
    )
    year = forms.TypedChoiceField(
        label=_("L’année"),
        coerce=int,
        error_messages={"required": _("Choisissez une année."), "invalid_choice": GONE},
    )
    kept = _words(_("Ce que vous avez gardé"), _("Ce que vous avez repris tel quel."))
    changed = _words(
        _("Ce que vous avez changé"), _("Chez vous, ce n’est pas chez eux : qu’avez-vous adapté, et pourquoi ?")
    )
    happened = _words(
        _("Ce qui s’est passé"),
        _("Ce qui a pris, ce qui a coincé, ce que les personnes en ont dit. Un essai arrêté apprend aussi beaucoup."),
    )

    def __init__(self, *args: Any, sheet: PracticePage, structures: Sequence[StructurePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.structures = {structure.pk: structure for structure in structures}
        self.remarks: list[str] = []
        self._offer_structures()
        this_year = timezone.localdate().year
        years = [(year, str(year)) for year in range(this_year, this_year - MOST_YEARS_BACK - 1, -1)]
        _choices(self.fields["year"], years)
        self._offer_sheets()

    def _offer_structures(self) -> None:
        alone = len(self.structures) == 1
        rows = [(pk, structure.title) for pk, structure in self.structures.items()]
        _choices(self.fields["structure"], rows if alone else [("", _("Choisir une structure")), *rows])
        if alone:
            self.fields["structure"].widget = forms.HiddenInput()
            self.initial.setdefault("structure", rows[0][0])

    def _offer_sheets(self) -> None:
        """The structures' latest sheets, drafts included: a link to what is not on line waits until it is."""
        latest = [(structure.title, self._latest(structure)) for structure in self.structures.values()]
        groups = [(name, rows) for name, rows in latest if rows]
        chosen = self.initial.get("own_sheet")
        listed = {pk for _name, rows in groups for pk, _title in rows}
        if chosen and chosen not in listed:
            others = [(sheet.pk, _title_of(sheet)) for sheet in self._own_among([chosen])]
            groups += [(_("Fiche déjà liée"), others)] if others else []
        self.fields["own_sheet"] = SheetField(
            readable=self._own_among,
            label=_("Votre propre fiche, si vous en avez écrit une"),
            help_text=_(
                "Elle montrera votre version à qui lit celle-ci. Un brouillon sera lié le jour de sa parution."
            ),
            required=False,
            choices=[("", _("Aucune")), *groups],
        )
        if any(len(rows) == MOST_OWN for _name, rows in latest):  # a list that holds them all needs no other way
            self.fields["own_sheet_named"] = NamedSheetField(
                readable=self._own_among,
                remark=self.remarks.append,
                required=False,
                label=_("Ou une autre de vos fiches"),
            )

    def _latest(self, structure: StructurePage) -> list[tuple[int, str]]:
        own = own_sheets(structure=structure).exclude(pk=self.sheet.pk)
        rows = own.order_by("-latest_revision_created_at", "-pk").only("title", "draft_title", "live")[:MOST_OWN]
        return [(sheet.pk, _title_of(sheet)) for sheet in rows]

    def _own_among(self, pks: Iterable[int]) -> list[PracticePage]:
        """Those of these sheets that are one of the structures'."""
        asked = PracticePage.objects.filter(pk__in=list(pks)).exclude(pk=self.sheet.pk)
        return [sheet for sheet in asked if self._is_below(sheet, self.structures.values())]

    @staticmethod
    def _is_below(sheet: PracticePage, structures: Iterable[StructurePage]) -> bool:
        return bool({structure.path for structure in structures} & set(paths_down_to(sheet)))

    def clean(self) -> dict[str, Any]:
        """A month that has come, one word at least, and a sheet of the structure that speaks."""
        cleaned: dict[str, Any] = super().clean() or {}
        month, year = cleaned.get("month"), cleaned.get("year")
        if month and year:
            cleaned["tried_on"] = date(year, month, 1)
            if cleaned["tried_on"] > timezone.localdate():
                self.add_error("month", _("Ce mois n’est pas encore venu : racontez-le quand vous l’aurez essayé."))
        if not any(cleaned.get(name) or name in self.errors for name in ("kept", "changed", "happened")):
            self.add_error(
                "happened", _("Dites-en au moins une phrase, ici ou plus haut : c’est ce qui aide les autres.")
            )
        self._clean_own_sheet(cleaned)
        return cleaned

    def _clean_own_sheet(self, cleaned: dict[str, Any]) -> None:
        """A sheet named is the one that is meant, whatever stands in the list."""
        named, chosen = cleaned.get("own_sheet_named"), cleaned.get("own_sheet")
        own = named or (next(iter(self._own_among([chosen])), None) if chosen else None)
        structure = self.structures.get(cleaned.get("structure") or 0)
        if own and structure and not self._is_below(own, [structure]):
            name = "own_sheet_named" if named else "own_sheet"
            self.add_error(name, _("Cette fiche n’est pas celle de la structure que vous avez choisie."))
        cleaned["own"] = own

    @property
    def words(self) -> TryWords:
        """What was said, once valid."""
        said = self.cleaned_data
        return TryWords(
            tried_on=said["tried_on"],
            kept=said["kept"],
            changed=said["changed"],
            happened=said["happened"],
            own_sheet=said["own"],
        )


def initial_of(adoption: Adoption) -> dict[str, Any]:
    """What the form holds when it shows what stands."""
    return {
        "version": version_of(adoption),
        "structure": adoption.structure_id,
        "month": adoption.tried_on.month,
        "year": adoption.tried_on.year,
        "kept": adoption.kept,
        "changed": adoption.changed,
        "happened": adoption.happened,
        "own_sheet": adoption.own_sheet_id,
    }


def _choices(field: forms.Field, rows: Any) -> None:
    chosen: Any = field
    chosen.choices = rows


def _title_of(sheet: PracticePage) -> str:
    title = sheet.draft_title or sheet.title
    return title if sheet.live else _("%(title)s (brouillon)") % {"title": title}
