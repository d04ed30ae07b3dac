"""The files of a page, such as a testimonial's film, captions and picture: checked by ending and content, then kept.

Each upload makes a new file of the structure: the page on line keeps its own until another version is approved. Hidden
fields name the files already kept, so that a form shown again loses none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.files.arriving import ready_recording
from community.files.recordings.recording import at_hand, look_at
from community.models import Member, SiteDocument, SiteImage, SiteMedia, StructurePage
from community.paging import number_in
from community.uploads import (
    MEGABYTE,
    TAKEN,
    PictureUpload,
    check_content,
    check_weight,
    extension_of,
    keep_picture,
    kept_or_told,
)
from practices.contributions.forms.captions import ENDINGS, check_captions, fitted, wrong_with_kept
from practices.contributions.forms.ground import ContributionForm
from practices.models import TestimonialPage
from practices.vocabulary import Format

HEAVIEST = {Format.VIDEO: 200 * MEGABYTE, Format.AUDIO: 50 * MEGABYTE}  # four minutes from a phone; an hour of speech
OF_PHONES = ("video/mp4", "video/x-m4v", "video/quicktime", "video/3gpp")  # one family of boxes, kept as MP4
FILMS = {"mp4": OF_PHONES, "mov": OF_PHONES, "m4v": OF_PHONES, "webm": ("video/webm", "video/x-matroska")}
SOUNDS = {
    "m4a": ("audio/mp4", *OF_PHONES),
    "mp3": ("audio/mpeg",),
    "oga": ("audio/ogg",),
    "ogg": ("audio/ogg",),
    "opus": ("audio/ogg",),
    "wav": ("audio/x-wav", "audio/wav"),
}


def format_of(file: Any) -> Format:
    """Whether a file is a film or a sound: after its ending and what it holds, for some films are a voice alone."""
    if extension_of(file) not in FILMS:
        return Format.AUDIO
    try:
        with at_hand(file):
            return Format.VIDEO if look_at(file=file, name=file.name).has_picture else Format.AUDIO
    except (ValidationError, OSError):  # told elsewhere: as its name says
        return Format.VIDEO


def check_recording(file: UploadedFile[Any]) -> None:
    """Refuse what is neither a film nor a sound that browsers play, or is too heavy (ValidationError).

    Its notes – a place, names – are erased meanwhile, in the upload itself.
    """
    check_content(file=file, accepted=FILMS | SOUNDS)
    check_weight(file=file, heaviest=HEAVIEST[Format.VIDEO if extension_of(file) in FILMS else Format.AUDIO])
    ready_recording(file)


def _keep_recording(file: Any, title: str, structure: StructurePage, member: Member) -> SiteMedia:
    return SiteMedia.objects.create(
        title=title, file=file, type=format_of(file), **_owned(structure=structure, member=member)
    )


def keep_document(file: Any, title: str, structure: StructurePage, member: Member) -> SiteDocument:
    document = SiteDocument(title=title, file=file, **_owned(structure=structure, member=member))
    document.file_size = file.size
    document.save()
    return document


def _keep_poster(file: Any, title: str, structure: StructurePage, member: Member) -> SiteImage:
    return keep_picture(file=file, title=title, structure=structure, member=member)


def _owned(*, structure: StructurePage, member: Member) -> dict[str, Any]:
    return {"collection": structure.space.collection, "uploaded_by_user": member}


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A file of the page: the page's field it fills, what may be sent, how it is kept."""

    name: str
    model: type[Model]
    label: Any
    help_text: Any
    accept: str
    field_class: type[forms.FileField]
    check: Callable[[Any], None] | None
    keep: Callable[[Any, str, StructurePage, Member], Any]


OF_TESTIMONIALS = (
    Slot(
        name="media",
        model=SiteMedia,
        label=gettext_lazy("La vidéo ou le son"),
        help_text=gettext_lazy(
            "Vidéo : MP4, MOV ou WebM, 200 Mo au plus. Son : MP3, M4A, OGG, Opus ou WAV, 50 Mo au plus. "
            "L’envoi peut prendre quelques minutes : gardez la page ouverte."
        ),
        accept=",".join(f".{ending}" for ending in (*FILMS, *SOUNDS)),
        field_class=forms.FileField,
        check=check_recording,
        keep=_keep_recording,
    ),
    Slot(
        name="captions",
        model=SiteDocument,
        label=gettext_lazy("Sous-titres (fichier .vtt ou .srt)"),
        help_text=TestimonialPage._meta.get_field("captions").help_text,
        accept=",".join(f".{ending}" for ending in ENDINGS),
        field_class=forms.FileField,
        check=check_captions,
        keep=keep_document,
    ),
    Slot(
        name="poster",
        model=SiteImage,
        label=gettext_lazy("Image d’attente"),
        help_text=gettext_lazy("Elle s’affiche avant la lecture. JPEG, PNG, WebP, AVIF ou HEIC, 10 Mo au plus."),
        accept=TAKEN,
        field_class=PictureUpload,
        check=None,  # the field reads it whole
        keep=_keep_poster,
    ),
)


class FormWithFiles(ContributionForm):
    """A form that keeps, replaces and removes the files of its page; in `layout`, a slot stands for all its fields."""

    slots: tuple[Slot, ...] = ()

    def add_fields(self) -> None:
        self.add_file_fields()
        super().add_fields()

    def fill(self) -> None:
        super().fill()
        self.fill_files()

    def names_in(self, names: tuple[str, ...]) -> list[str]:
        """A slot stands for the fields of its file."""
        slots = {slot.name for slot in self.slots}
        return [each for name in names for each in (self.file_names(name) if name in slots else [name])]

    def holds_something(self, name: str) -> bool:
        """A file kept stands for its field, which browsers show empty."""
        kept = self.files_kept.get(name.removesuffix("_file")) if name.endswith("_file") else None
        return kept is not None or super().holds_something(name)

    def differences(self, theirs: Any) -> list[tuple[str, str]]:
        """Plain fields, and files."""
        found = super().differences(theirs)
        for name, mine in self.files_kept.items():
            kept = getattr(theirs, name)
            if kept != mine:
                found.append((str(self.fields[f"{name}_file"].label), kept.filename if kept else _("(vide)")))
        return found

    def add_file_fields(self) -> None:
        """For each file: the one kept (hidden), a place for another, and a box to remove it where there is one."""
        self.files_kept: dict[str, Any] = {slot.name: self._file_kept(slot) for slot in self.slots}
        self._stored: dict[str, Any] = {}
        for slot in self.slots:
            kept = self.files_kept[slot.name]
            self.initial[f"{slot.name}_kept"] = kept.pk if kept else ""
            self.fields[f"{slot.name}_kept"] = forms.CharField(widget=forms.HiddenInput)
            self.fields[f"{slot.name}_file"] = slot.field_class(
                label=slot.label,
                help_text=_with_current(slot.help_text, kept),
                validators=[slot.check] if slot.check else [],
                widget=forms.FileInput(attrs={"accept": slot.accept}),
            )
            if kept:
                self.fields[f"{slot.name}_remove"] = forms.BooleanField(
                    label=gettext_lazy("Enlever le fichier actuel (%s)") % kept.filename
                )
        if not self.is_bound and (wrong := wrong_with_kept(self.files_kept)):
            captions = self.fields["captions_file"]
            captions.help_text = format_html("{} <strong>{}</strong>", captions.help_text, wrong)

    def file_names(self, slot_name: str) -> list[str]:
        """The names of a file's fields, in the order of the screen."""
        names = (f"{slot_name}_{part}" for part in ("kept", "file", "remove"))
        return [name for name in names if name in self.fields]

    def fit_captions(self) -> None:
        """Make of the captions sent, or kept under another film, what is stored; `remarks` says what was changed."""
        wanted = {
            name: self.cleaned_data.get(f"{name}_file")
            or (None if self.cleaned_data.get(f"{name}_remove") else self.files_kept[name])
            for name in ("media", "captions")
        }
        if wanted["captions"] and (self.cleaned_data.get("captions_file") or self.cleaned_data.get("media_file")):
            file, remarks = fitted(captions=wanted["captions"], recording=wanted["media"])
            self.remarks += remarks
            if file:
                self.cleaned_data["captions_file"] = file

    def store_uploads(self) -> None:
        """Keep the valid files just sent, in the collection of the structure. Safe to call twice.

        One that the disk has no room for is told beside its field.
        """
        for slot in self.slots:
            if file := self.cleaned_data.pop(f"{slot.name}_file", None):
                title = (self.cleaned_data.get("title") or Path(file.name).name)[:255]
                try:
                    with kept_or_told():
                        self._stored[slot.name] = slot.keep(file, title, self.structure, self.member)
                except ValidationError as refusal:
                    self.add_error(f"{slot.name}_file", refusal)

    def carry_uploads(self, data: Any) -> None:
        """Name in `data` the files wanted, so that the next form shows them."""
        for slot in self.slots:
            wanted = self._wanted(slot)
            data[f"{slot.name}_kept"] = str(wanted.pk) if wanted else ""
            data.pop(f"{slot.name}_remove", None)

    def fill_files(self) -> None:
        """Give the page the files wanted."""
        self.store_uploads()
        for slot in self.slots:
            wanted = self._wanted(slot)
            if getattr(self.instance, f"{slot.name}_id") != (wanted.pk if wanted else None):
                setattr(self.instance, slot.name, wanted)

    def _wanted(self, slot: Slot) -> Any:
        if slot.name in self._stored:
            return self._stored[slot.name]
        return None if self.cleaned_data.get(f"{slot.name}_remove") else self.files_kept[slot.name]

    def _file_kept(self, slot: Slot) -> Any:
        """The draft's file; in a form sent back, the one it names if it is that one or the member's own upload."""
        own = getattr(self.instance, slot.name)
        if not self.is_bound or f"{slot.name}_kept" not in self.data:
            return own
        named = self.data[f"{slot.name}_kept"]
        if own and named == str(own.pk):
            return own
        if (number := number_in(named)) is None:
            return None
        mine = slot.model._default_manager.filter(pk=number, **_owned(structure=self.structure, member=self.member))
        return mine.first()


def _with_current(help_text: Any, kept: Any) -> Any:
    """The help of a file's field, with the one it would replace."""
    if kept is None:
        return help_text
    try:
        weight = filesizeformat(kept.file.size)
    except OSError:  # the storage has lost it: another may be sent
        weight = "?"
    current = _("Fichier actuel : %(name)s (%(weight)s). En joindre un autre le remplace.")
    return format_html("{} {}", help_text, current % {"name": kept.filename, "weight": weight})
