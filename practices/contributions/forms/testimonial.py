"""The form of a testimonial: who speaks, the film, the sound or the text, and what makes it reach everybody."""

from collections.abc import Iterable
from functools import partial
from itertools import count
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.paging import number_in
from practices.contributions.forms.files import OF_TESTIMONIALS, FormWithFiles, format_of
from practices.contributions.forms.levers import LeverForm
from practices.contributions.forms.linked_sheets import NamedSheetField, SheetField, choices_of, own_sheets, read_among
from practices.models import PracticePage, TestimonialPage
from practices.vocabulary import Format, ParcoursRole

FEWEST_SHEETS = 3  # choices offered; a testimonial that already names more gets as many
MOST_SENT = 40  # lists that a form sent back may hold
LONGEST_TRANSCRIPT = 60_000  # characters: an hour of speech

LAYOUT: tuple[tuple[Any, Any, tuple[str, ...], bool], ...] = (
    (
        gettext_lazy("Qui parle, et de quoi"),
        gettext_lazy("Ce que l’on lit d’abord, et ce qui permet de retrouver ce témoignage."),
        ("title", "speaker_name", "speaker_role", "key_quote", "levers"),
        False,
    ),
    (
        gettext_lazy("Le témoignage"),
        gettext_lazy(
            "Une vidéo se publie avec ses sous-titres et sa transcription, un son avec sa transcription : "
            "ainsi tout le monde peut le suivre. Un témoignage écrit n’a besoin que de son texte."
        ),
        ("kind", "media", "captions", "transcript", "text"),
        False,
    ),
    (gettext_lazy("L’image d’attente"), gettext_lazy("Pour une vidéo ou un son."), ("poster", "poster_alt"), True),
    (
        gettext_lazy("Pour aller plus loin"),
        gettext_lazy("Ce qui relie ce témoignage aux fiches, aux parcours et à une discussion de groupe."),
        ("sheets", "levels", "discussion_prompt", "parcours", "parcours_role"),
        True,
    ),
)


class TestimonialForm(FormWithFiles, LeverForm):
    """A testimonial, without the admin."""

    __test__ = False  # not a pytest class

    layout = LAYOUT
    slots = OF_TESTIMONIALS
    places_of_errors = {"media": "media_file", "captions": "captions_file"}

    class Meta(LeverForm.Meta):
        model = TestimonialPage
        fields = (
            "title",
            "speaker_name",
            "speaker_role",
            "key_quote",
            "kind",
            "transcript",
            "text",
            "poster_alt",
            "discussion_prompt",
            "parcours",
            "parcours_role",
        )
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "title": gettext_lazy(
                "Une idée par témoignage. Deux à quatre minutes suffisent pour lancer une discussion."
            ),
            "levers": gettext_lazy("Ce que ce témoignage donne envie d’activer."),
            "levels": gettext_lazy("Aucun n’est meilleur : cochez ce que la personne raconte."),
        }

    def add_fields(self) -> None:
        """The choices this person may make as well."""
        super().add_fields()
        kind: Any = self.fields["kind"]
        kind.choices = Format.choices  # without the empty line: three buttons say it all
        role: Any = self.fields["parcours_role"]
        role.choices = [("", _("Non précisé")), *ParcoursRole.choices]
        parcours: Any = self.fields["parcours"]
        parcours.empty_label = _("Aucun")
        self._offer_sheets()
        transcript = self.fields["transcript"]
        transcript.widget.attrs["rows"] = 12
        others = [check for check in transcript.validators if not isinstance(check, MaxLengthValidator)]
        transcript.validators = [*others, MaxLengthValidator(LONGEST_TRANSCRIPT)]

    def _offer_sheets(self) -> None:
        """A few lists rather than one where several lines must be held, and a field for the sheets of the network."""
        self.sheets_before = [sheet.pk for sheet in self.instance.sheets.all()]
        chosen = self._sheets_chosen()
        choices = choices_of(own=self._own_sheets, chosen=chosen, readable=self._read_among, member=self.member)
        for number in self._sheet_numbers():
            self.fields[f"sheet_{number}"] = SheetField(
                readable=self._read_among,
                label=_("Fiche liée %(number)d") % {"number": number},
                help_text=TestimonialPage._meta.get_field("sheets").help_text if number == 1 else "",
                choices=choices,
                initial=self.sheets_before[number - 1] if number <= len(self.sheets_before) else "",
            )
        named = partial(self._read_among, before=())
        self.fields["sheet_named"] = NamedSheetField(readable=named, remark=self.remarks.append)

    @property
    def _own_sheets(self) -> QuerySet[PracticePage]:
        return own_sheets(structure=self.structure)

    def _read_among(self, pks: Iterable[int], before: Iterable[int] | None = None) -> list[PracticePage]:
        """Those that may be chosen; those that may be named are read today, whatever was chosen before."""
        before = self.sheets_before if before is None else before
        return read_among(pks=pks, member=self.member, own=self._own_sheets, before=before)

    def _sheets_chosen(self) -> list[int]:
        """Before, and in what was just sent."""
        sent = [number_in(str(self.data.get(f"sheet_{number}", ""))) for number in self._sheet_numbers()]
        return [*self.sheets_before, *(pk for pk in sent if pk)]

    def names_in(self, names: tuple[str, ...]) -> list[str]:
        """« sheets » stands for several fields too."""
        sheets = [*(f"sheet_{number}" for number in self._sheet_numbers()), "sheet_named"]
        return [each for name in super().names_in(names) for each in (sheets if name == "sheets" else [name])]

    def clean(self) -> dict[str, Any]:
        """A file joined without a format chosen says which; a format that contradicts the file is told."""
        cleaned = super().clean()
        self.fit_captions()
        kept = None if cleaned.get("media_remove") else self.files_kept["media"]
        file = cleaned.get("media_file") or (kept.file if kept else None)
        if not file:
            return cleaned
        found, chosen = format_of(file), cleaned.get("kind")
        if not chosen and "kind" not in self.errors:
            cleaned["kind"] = found
        elif chosen in (Format.VIDEO, Format.AUDIO) and chosen != found:
            self.add_error(
                "kind",
                _("Vous avez choisi « %(chosen)s », mais le fichier joint est de l’autre sorte : %(found)s.")
                % {"chosen": Format(chosen).label, "found": found.label},
            )
        return cleaned

    def carry_uploads(self, data: Any) -> None:
        """The files wanted, the format that they say when none was chosen, and the sheet that was named."""
        super().carry_uploads(data)
        if named := self.cleaned_data.get("sheet_named"):
            free = next(number for number in count(1) if not data.get(f"sheet_{number}"))
            data[f"sheet_{free}"], data["sheet_named"] = named.pk, ""
        data["kind"] = data.get("kind") or self.instance.kind

    def fill(self) -> None:
        """Sheets as well; only where they changed, so that an untouched draft stays equal."""
        super().fill()
        sheets = self._sheets_wanted()
        if sheets != set(self.sheets_before):
            self.instance.sheets.set(PracticePage.objects.filter(pk__in=sheets))

    def _sheets_wanted(self) -> set[int]:
        """The sheets chosen and the one named; where a choice was refused, the former one."""
        named = self.cleaned_data.get("sheet_named")
        wanted = {named.pk} if named else set()
        for number in self._sheet_numbers():
            former = self.sheets_before[number - 1] if number <= len(self.sheets_before) else None
            if chosen := self.cleaned_data.get(f"sheet_{number}", former):
                wanted.add(chosen)
        return wanted

    def _sheet_numbers(self) -> range:
        """As many lists as the version has sheets, and as were sent: a teammate's may have fewer."""
        sent = (number for number in range(MOST_SENT, 0, -1) if self.data.get(f"sheet_{number}"))
        return range(1, max(FEWEST_SHEETS, len(self.sheets_before), next(sent, 0)) + 1)
