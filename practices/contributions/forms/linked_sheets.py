"""Naming another sheet in a form: a short list of the team's own; any other by its title, or by its address.

A list of all the sheets of the network would weigh a megabyte, and nobody reads it on a telephone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.letters import plain
from community.models import Member, StructurePage
from community.models.visible import VisibleQuerySet
from community.paging import number_in
from community.permissions import may_read_unpublished
from community.queries import name_structures
from community.typed_text.characters import printable
from practices.contributions.acts.wastebasket import kept
from practices.models import PracticePage

MOST_OWN = 30  # of the team's sheets, the latest: a list that a thumb still goes through
MOST_CLOSE = 5  # titles proposed when none is the one typed
MOST_LOOKED_AT = 200  # sheets of the network whose title is close, before asking which of them one may read
MOST_WORDS = 8
LONGEST_LINE = 500  # characters: an address copied from a browser
QUOTES = "«»“”\"' \u00a0"
WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)  # wherever it stands: « Regarde https://… ! »
PUNCTUATION = f"{QUOTES}’.,;:!?…()[]-–—"  # around a word: « Qui vient? » is also « Qui vient ? »

ReadableAmong = Callable[[Iterable[int]], list[PracticePage]]


class SheetField(forms.TypedChoiceField):
    """A few sheets to choose from; another that this person may choose is accepted all the same."""

    def __init__(self, *, readable: ReadableAmong, **kwargs: Any) -> None:
        self.readable = readable
        super().__init__(coerce=int, empty_value=None, **kwargs)
        self.error_messages["invalid_choice"] = gettext_lazy("Cette fiche n’est plus proposée : choisissez à nouveau.")

    def valid_value(self, value: Any) -> bool:
        number = number_in(str(value))
        return number is not None and (super().valid_value(value) or bool(self.readable([number])))


class NamedSheetField(forms.CharField):
    """The title of a sheet, or its address; once cleaned, the sheet itself, or None where nothing was typed.

    `remark` is given a sentence when a few words were enough.
    """

    def __init__(self, *, readable: ReadableAmong, remark: Callable[[str], None], **kwargs: Any) -> None:
        self.readable, self.remark = readable, remark
        kwargs.setdefault("label", gettext_lazy("Ou une autre fiche du réseau"))
        kwargs.setdefault(
            "help_text", gettext_lazy("Écrivez son titre, ou collez son adresse : celle de la page où vous la lisez.")
        )
        attributes = {"autocomplete": "off", "data-names-a-sheet": ""}
        super().__init__(max_length=LONGEST_LINE, widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value: Any) -> PracticePage | None:
        text: str = super().clean(value)
        if not text:
            return None
        sheet = sheet_named(text, readable=self.readable)
        if _words(sheet.title) != _words(text) and not _at_address(text):
            said = _(
                "Vous avez écrit « %(typed)s » : la fiche « %(title)s » est liée. Changez-la si ce n’est pas elle."
            )
            self.remark(said % {"typed": text, "title": sheet.title})
        return sheet


def own_sheets(*, structure: StructurePage) -> VisibleQuerySet:
    """The sheets of a structure, drafts included."""
    return kept(PracticePage.objects.child_of(structure))


def choices_of(
    *, own: QuerySet[PracticePage], chosen: Iterable[int], readable: ReadableAmong, member: Member
) -> list[Any]:
    """The team's latest sheets, by title, then those chosen before or just now that are not among them."""
    latest = list(own.order_by("-latest_revision_created_at", "-pk").only("title", "draft_title", "live")[:MOST_OWN])
    others = readable(set(chosen) - {sheet.pk for sheet in latest})
    groups = [
        (_("Les dernières fiches de votre structure"), [(sheet.pk, _label(sheet)) for sheet in latest]),
        (_("Fiches déjà liées"), _labels_for(others, member)),
    ]
    return [("", _("Aucune")), *((name, sorted(rows, key=_title)) for name, rows in groups if rows)]


def read_among(*, pks: Iterable[int], member: Member, own: QuerySet[PracticePage], before: Iterable[int]) -> list[Any]:
    """Those of these sheets that may be chosen: read by this person, the team's own, or chosen before."""
    asked = PracticePage.objects.filter(pk__in=list(pks))
    allowed = set(asked.visible_to(member).values_list("pk", flat=True)) | set(before)
    allowed |= set(own.filter(pk__in=asked.values("pk")).values_list("pk", flat=True))
    return list(asked.filter(pk__in=allowed))


def sheet_named(typed: str, *, readable: ReadableAmong) -> PracticePage:
    """The only sheet that has this address, this title, or all of these words in its title.

    Raises ValidationError with a sentence that says what to do; it tells nothing of a sheet one may not read.
    """
    found = readable(_at_address(typed))
    for called in _called(typed) if not found else ():
        found = found or readable(called)
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(_several(found))
    if _looks_like_an_address(typed):
        raise ValidationError(
            _("Aucune fiche à cette adresse. Ouvrez la fiche, puis copiez l’adresse que montre votre navigateur.")
        )
    raise ValidationError(
        _("Aucune fiche n’a ce titre. Vérifiez les mots, ou collez l’adresse de la page où vous la lisez.")
    )


def _at_address(typed: str) -> Sequence[int]:
    """Whatever stands before the path: « https://… », the name of the site, nothing; and what follows it."""
    pasted = WEB_ADDRESS.search(typed)
    address = pasted[0].rstrip(PUNCTUATION) if pasted else typed.strip(QUOTES)
    try:
        path = printable(unquote(urlsplit(address).path))  # « %00 » is one that no database bears
    except ValueError:  # « http://[ » is no address
        return []
    asked = f"/{path.strip('/')}/"
    pages = PracticePage.objects.filter(slug=asked.split("/")[-2])[:MOST_LOOKED_AT]
    return [page.pk for page in pages if asked.endswith(unquote(urlsplit(page.get_absolute_url()).path or "?"))]


def _called(typed: str) -> tuple[Sequence[int], Sequence[int]]:
    """The sheets that have this title, and those whose title has these words, in any order."""
    words = _words(typed)
    if not words:
        return [], []
    # One word in the database, which then gives few: each more is a call of Python for each sheet on SQLite.
    close = PracticePage.objects.filter(title__icontains=max(words, key=len)).order_by("-live", "pk")
    wanted = words[:MOST_WORDS]
    rows = close.values_list("pk", "title")
    titles = {pk: title for pk, title in rows if all(word in plain(title) for word in wanted)}
    same = [pk for pk, title in titles.items() if _words(title) == words]
    return same[:MOST_LOOKED_AT], list(titles)[:MOST_LOOKED_AT]


def _several(found: Sequence[PracticePage]) -> str:
    name_structures(pages=found[:MOST_CLOSE])
    titles = ", ".join(f"« {sheet.title} » ({sheet.get_parent().title})" for sheet in found[:MOST_CLOSE])
    said = _("Plusieurs fiches peuvent être la vôtre : %(titles)s. Recopiez son titre entier, ou collez son adresse.")
    return str(said) % {"titles": titles + ("…" if len(found) > MOST_CLOSE else "")}


def _words(text: str) -> list[str]:
    """As the database compares them (`community.letters`), bare: a telephone types « l'ecole? » for « L’École ? »."""
    return [word for each in plain(text).split() if (word := each.strip(PUNCTUATION))]


def _looks_like_an_address(text: str) -> bool:
    return "://" in text or text.startswith(("/", "www."))


def _labels_for(sheets: Sequence[PracticePage], member: Member) -> list[tuple[int, str]]:
    """A draft's title is its team's; a sheet chosen before that this person may not read any more keeps its place."""
    if not sheets:
        return []
    pks = [sheet.pk for sheet in sheets]
    seen = set(PracticePage.objects.filter(pk__in=pks).visible_to(member).values_list("pk", flat=True))
    hidden = _("Une fiche que vous ne pouvez plus lire")
    return [
        (sheet.pk, _label(sheet))
        if may_read_unpublished(member=member, page=sheet)
        else (sheet.pk, sheet.title if sheet.pk in seen else hidden)
        for sheet in sheets
    ]


def _label(sheet: PracticePage) -> str:
    title = sheet.draft_title or sheet.title
    return title if sheet.live else _("%(title)s (brouillon)") % {"title": title}


def _title(row: tuple[int, str]) -> str:
    return row[1].casefold()
