"""The form of a practice sheet: the seven points asked first, the rest folded and optional."""

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.paging import number_in
from community.typed_text.characters import browser_length
from community.typed_text.keywords import as_known, once_each, split
from practices.contributions.forms.attachments import AttachmentFields
from practices.contributions.forms.levers import LeverForm
from practices.contributions.forms.linked_sheets import NamedSheetField, SheetField, choices_of, own_sheets, read_among
from practices.contributions.forms.pictures import PictureFields, alternatives
from practices.models import PracticePage, Topic
from practices.models.sheets import MOST_STEPS
from practices.vocabulary import Licence

LONGEST_STEP = 2_000  # characters
MOST_TOPICS, LONGEST_TOPIC = 8, 40

LAYOUT: tuple[tuple[Any, Any, tuple[str, ...], bool], ...] = (
    (
        gettext_lazy("La pratique en bref"),
        gettext_lazy("Ce que l’on lit d’abord, et ce qui permet de retrouver votre fiche."),
        ("title", "summary", "levers", "levels"),
        False,
    ),
    (
        gettext_lazy("Les étapes"),
        gettext_lazy(
            "Racontez comme à une collègue qui voudrait le faire lundi. Une étape par case, de trois à sept. "
            "Laissez vides celles dont vous n’avez pas besoin."
        ),
        ("steps",),
        False,
    ),
    (gettext_lazy("Et si c’était à refaire ?"), "", ("pitfalls",), False),
    (
        gettext_lazy("Raconter davantage"),
        gettext_lazy("Le point de départ, le rôle des usagers, les effets."),
        ("user_term", "starting_point", "user_role", "outcomes", "first_step"),
        True,
    ),
    (
        gettext_lazy("Moyens et contexte"),
        gettext_lazy("Ce qui aide une autre structure à se reconnaître."),
        ("time_band", "cost_band", "people_needed", "sector", "territory", "audience", "maturity"),
        True,
    ),
    (
        gettext_lazy("Photographies"),
        gettext_lazy(
            "Jusqu’à quatre. Un visage ne se montre qu’avec l’accord de la personne ; des mains, un lieu, un objet "
            "racontent souvent mieux. Le lieu et le jour, que l’appareil y note, sont enlevés."
        ),
        ("pictures",),
        True,
    ),
    (
        gettext_lazy("Outils joints"),
        gettext_lazy("Jusqu’à trois documents que d’autres pourront reprendre."),
        ("attachments", "licence"),
        True,
    ),
    (
        gettext_lazy("Liens et mots-clés"),
        gettext_lazy("D’où vient cette pratique, et comment la retrouver autrement."),
        ("topics", "inspired_by", "inspired_by_named", "parcours", "cowritten", "contact_optin"),
        True,
    ),
)


class SheetForm(AttachmentFields, PictureFields, LeverForm):
    """A practice sheet, without the admin."""

    layout = LAYOUT
    places_of_errors = {"steps": "step_1"}

    topics = forms.CharField(
        label=PracticePage._meta.get_field("topics").verbose_name,
        help_text=PracticePage._meta.get_field("topics").help_text,
        max_length=MOST_TOPICS * (LONGEST_TOPIC + 2),
        widget=forms.Textarea(attrs={"rows": 2}),  # a list pasted from a document keeps its lines
    )

    class Meta(LeverForm.Meta):
        model = PracticePage
        fields = (
            "title",
            "summary",
            "user_term",
            "starting_point",
            "user_role",
            "time_band",
            "cost_band",
            "people_needed",
            "outcomes",
            "pitfalls",
            "first_step",
            "sector",
            "territory",
            "audience",
            "maturity",
            "licence",
            "cowritten",
            "inspired_by",
            "parcours",
            "contact_optin",
        )
        help_texts = {
            "title": gettext_lazy(
                "Dites ce que vous faites, pas un slogan. Ex. : Le café d’accueil du mardi, tenu à deux."
            ),
        }

    def add_fields(self) -> None:
        """Choices this person may make, one case a step, the photographs and the documents."""
        super().add_fields()
        self._offer_sheets()
        self.initial["topics"] = ", ".join(topic.name for topic in self.instance.topics.all())
        self._add_step_fields()
        self.add_picture_fields()
        self.add_attachment_fields()

    def _offer_sheets(self) -> None:
        """The team's published sheets, and a field for those of the network; never the sheet itself."""
        self._inspired_before = self.instance.inspired_by_id
        sent = number_in(str(self.data.get("inspired_by", "")))
        own = own_sheets(structure=self.structure).exclude(pk=self.instance.pk).visible_to(self.member)
        self.fields["inspired_by"] = SheetField(
            readable=self._read_among,
            label=self.fields["inspired_by"].label,
            help_text=self.fields["inspired_by"].help_text,
            choices=choices_of(
                own=own,
                chosen=[pk for pk in (self._inspired_before, sent) if pk],
                readable=self._read_among,
                member=self.member,
            ),
        )
        named = partial(self._read_among, before=())
        self.fields["inspired_by_named"] = NamedSheetField(readable=named, remark=self.remarks.append)

    def _read_among(self, pks: Iterable[int], before: Iterable[int] | None = None) -> list[PracticePage]:
        """Those that may be chosen; those that may be named are read today, whatever was chosen before."""
        nothing_more = PracticePage.objects.none()
        before = {self._inspired_before} - {None} if before is None else before
        others = [pk for pk in pks if pk != self.instance.pk]
        return read_among(pks=others, member=self.member, own=nothing_more, before=before)

    def clean_inspired_by(self) -> PracticePage | None:
        """The sheet itself, which the page's own field takes."""
        chosen = self.cleaned_data["inspired_by"]
        return PracticePage.objects.filter(pk=chosen).first() if chosen else None

    def clean_inspired_by_named(self) -> PracticePage | None:
        """A sheet named is the one that is meant, whatever stands in the list."""
        named: PracticePage | None = self.cleaned_data["inspired_by_named"]
        if named:
            self.cleaned_data["inspired_by"] = named
        return named

    def clean(self) -> dict[str, Any]:
        """Four photographs at most."""
        cleaned = super().clean()
        self.refuse_too_many()
        return cleaned

    def store_uploads(self) -> None:
        """The documents and the photographs."""
        super().store_uploads()
        self.store_pictures()

    def carried_name(self, name: str) -> str:
        """Of a document or of a photograph."""
        return self.carried_picture(super().carried_name(name))

    def tell_missing(self, missing: dict[str, str]) -> None:
        """What photographs lack is told beside each."""
        super().tell_missing({name: text for name, text in missing.items() if name != "pictures"})
        if "pictures" in missing:
            self.tell_what_pictures_lack(missing["pictures"])

    def carry_uploads(self, data: Any) -> None:
        """The documents, the photographs, and the sheet that was named: it is now in the list."""
        super().carry_uploads(data)
        self.carry_pictures(data)
        if named := self.cleaned_data.get("inspired_by_named"):
            data["inspired_by"], data["inspired_by_named"] = named.pk, ""

    def _add_step_fields(self) -> None:
        """One case a step, each with the hidden name of its block: versions then compare step by step."""
        self._steps = list(self.instance.steps)
        for number in range(1, max(MOST_STEPS, len(self._steps)) + 1):
            step = self._steps[number - 1] if number <= len(self._steps) else None
            self.fields[f"step_{number}"] = forms.CharField(
                label=_("Étape %(number)d") % {"number": number},
                widget=forms.Textarea(attrs={"rows": 3}),
                validators=[MaxLengthValidator(LONGEST_STEP)],
                initial=step.value if step else "",
            )
            self.fields[f"step_{number}_id"] = forms.CharField(
                widget=forms.HiddenInput, initial=step.id if step else "", max_length=64
            )

    def names_in(self, names: tuple[str, ...]) -> list[str]:
        """« steps », « pictures » and « attachments » stand for as many fields as there are."""
        found: list[str] = []
        for name in names:
            if name == "steps":
                found += [f"step_{number}{part}" for number in self._step_numbers() for part in ("_id", "")]
            elif name == "attachments":
                found += self.attachment_names()
            elif name == "pictures":
                found += self.picture_names()
            else:
                found.append(name)
        return found

    def clean_licence(self) -> str:
        """Nothing chosen is the most usual choice."""
        return self.cleaned_data["licence"] or Licence.BY_SA

    def clean_topics(self) -> list[str]:
        """Free words, each once and as the site already writes it; refused past what a sheet can bear."""
        words = once_each(split(self.cleaned_data["topics"]))
        if len(words) > MOST_TOPICS:
            raise ValidationError(
                _("Gardez %(most)d mots-clés au plus (il y en a %(count)d).")
                % {"most": MOST_TOPICS, "count": len(words)}
            )
        if longest := [word for word in words if browser_length(word) > LONGEST_TOPIC]:
            raise ValidationError(
                _("« %(word)s » est trop long : %(most)d caractères au plus par mot-clé.")
                % {"word": longest[0][:60], "most": LONGEST_TOPIC}
            )
        return as_known(words, model=Topic)

    def fill(self) -> None:
        """Topics, steps, files as well: only where they changed, so that an untouched draft stays equal."""
        super().fill()
        topics = self.cleaned_data.get("topics")
        if topics is not None and set(topics) != {topic.name for topic in self.instance.topics.all()}:
            self.instance.topics.set(topics)
        self._fill_steps()
        self.fill_attachments()
        self.fill_pictures()

    def _fill_steps(self) -> None:
        """Keep the cases that say something, each under the name its block had."""
        known = {step.id: step.value for step in self._steps}
        blocks: list[dict[str, str]] = []
        for number in self._step_numbers():
            block_id = self.cleaned_data.get(f"step_{number}_id", "")
            # A refused text (too long) leaves the former one in place: it is shown again, with its error.
            text = self.cleaned_data.get(f"step_{number}", known.get(block_id, ""))
            if not text:
                continue
            if block_id not in known or block_id in {block["id"] for block in blocks}:
                block_id = str(uuid.uuid4())
            blocks.append({"type": "step", "value": text, "id": block_id})
        if [(block["id"], block["value"]) for block in blocks] != [(step.id, step.value) for step in self._steps]:
            self.instance.steps = blocks

    def differences(self, theirs: Any) -> list[tuple[str, str]]:
        """The steps and the photographs as well."""
        found = super().differences(theirs)
        steps = [str(step.value) for step in theirs.steps]
        mine = [self.cleaned_data.get(f"step_{number}", "") for number in self._step_numbers()]
        if steps != [text for text in mine if text]:
            found.append((_("Étapes"), "\n".join(steps) or _("(vide)")))
        pictures = alternatives(theirs.pictures.all())
        if pictures != alternatives(self._wanted_pictures()):
            found.append((_("Photographies"), pictures or _("(vide)")))
        return found

    def _step_numbers(self) -> range:
        return range(1, max(MOST_STEPS, len(self._steps)) + 1)
