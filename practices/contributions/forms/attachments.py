"""The tools joined to a sheet: sent files become documents of the structure at once, so that a refused form loses none.

The form names the documents already kept in hidden fields. Removing one from a draft takes it off the draft only: a
live page keeps its file until another version is approved.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy

from community.files.arriving import ready_document
from community.models import Member, SiteDocument, StructurePage
from community.paging import number_in
from community.uploads import DOCUMENTS, check_content, check_weight, extension_of, kept_or_told
from practices.models import PracticeAttachment, PracticePage

MOST_ATTACHMENTS = 3
NOT_TAKEN = gettext_lazy(
    "Un fichier « %(extension)s » ne peut pas être joint ici. Choisissez un document d’une de ces sortes : "
    "%(allowed_extensions)s. Une photo d’affiche se joint une fois enregistrée en PDF."
)
EXTENSIONS = [name for name in settings.WAGTAILDOCS_EXTENSIONS if name in DOCUMENTS]  # captions are no tools


def check_document(file: UploadedFile) -> None:
    """Refuse what is too heavy, not what its ending says, or full of names we cannot take out (ValidationError)."""
    check_weight(file=file, heaviest=settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    if extension_of(file) not in (*EXTENSIONS, "zip"):  # its ending is told already
        return
    ready_document(file)  # first: what is locked, signed or cut is told in words of its own
    check_content(file=file, accepted=DOCUMENTS)


class DocumentField(forms.FileField):
    """A document that others may take up, sent through a plain form."""

    default_validators = [FileExtensionValidator(EXTENSIONS, NOT_TAKEN), check_document]


class AttachmentFields:
    """The part of a sheet's form that keeps, removes and receives documents; mixed into a form."""

    fields: dict[str, forms.Field]
    files: Any
    data: Any
    cleaned_data: dict[str, Any]
    is_bound: bool
    instance: PracticePage
    structure: StructurePage
    member: Member
    errors: Any
    add_error: Callable[..., None]

    def add_attachment_fields(self) -> None:
        """One label and one « remove » box for each document kept, one empty slot for each that may still come."""
        self.kept = self._documents_kept()
        self._labels = {item.document_id: item.label for item in self.instance.attachments.all()}
        self.stored: list[tuple[SiteDocument, str]] = []
        for document in self.kept:
            self.fields[f"kept_{document.pk}_label"] = _label_field(
                gettext_lazy("Ce que c’est : « %s »") % document.filename, self._labels.get(document.pk, "")
            )
            self.fields[f"kept_{document.pk}_remove"] = forms.BooleanField(
                label=gettext_lazy("Enlever ce document de la fiche")
            )
        for number in self._slots():
            self.fields[f"upload_{number}"] = DocumentField(
                label=gettext_lazy("Document à joindre"),
                help_text=gettext_lazy(
                    "20 Mo au plus. PDF, texte, tableur ou présentation. Le nom de l’auteur, que le logiciel y note, "
                    "est enlevé."
                ),
            )
            self.fields[f"upload_{number}_label"] = _label_field(gettext_lazy("Ce que c’est"), "")

    def attachment_names(self) -> list[str]:
        """The names of these fields, in the order of the screen."""
        kept = [f"kept_{document.pk}_{part}" for document in self.kept for part in ("label", "remove")]
        return kept + [f"upload_{number}{part}" for number in self._slots() for part in ("", "_label")]

    def store_uploads(self) -> None:
        """Make documents of the valid files just sent, in the collection of the structure. Safe to call twice.

        One that the disk has no room for is told beside its field.
        """
        for number in self._slots():
            file = self.cleaned_data.pop(f"upload_{number}", None)
            if not file:
                continue
            label = self.cleaned_data.get(f"upload_{number}_label", "")
            document = SiteDocument(
                title=(label or Path(file.name).name)[:255],
                file=file,
                collection=self.structure.space.collection,
                uploaded_by_user=self.member,
            )
            document.file_size = file.size
            try:
                with kept_or_told():
                    document.save()
            except ValidationError as refusal:
                self.add_error(f"upload_{number}", refusal)
            else:
                self.stored.append((document, label))

    def carry_uploads(self, data: Any) -> None:
        """Name the documents kept and just stored, so that the next form shows them."""
        data.setlist("document", [str(pk) for pk, _label in self._wanted()])
        for document, label in self.stored:
            data[f"kept_{document.pk}_label"] = label
        labels = [data.get(f"upload_{number}_label", "") for number in self._refused()]
        for number in range(1, MOST_ATTACHMENTS + 1):
            data.pop(f"upload_{number}_label", None)
        for number, label in enumerate(labels, start=1):
            data[f"upload_{number}_label"] = label

    def carried_name(self, name: str) -> str:
        """The empty slots move up when some files were kept: a refusal follows its file."""
        for place, number in enumerate(self._refused(), start=1):
            if name == f"upload_{number}":
                return f"upload_{place}"
        return name

    def fill_attachments(self) -> None:
        """Give the page the documents wanted; rows that stay are the same rows, so that a revision compares well."""
        self.store_uploads()
        rows = {row.document_id: row for row in self.instance.attachments.all()}
        wanted = []
        for order, (pk, label) in enumerate(self._wanted()):
            row = rows.get(pk) or PracticeAttachment(document_id=pk)
            row.label, row.sort_order = label, order
            wanted.append(row)
        self.instance.attachments.set(wanted)

    def _wanted(self) -> list[tuple[int, str]]:
        kept = [
            (document.pk, self.cleaned_data.get(f"kept_{document.pk}_label", self._labels.get(document.pk, "")))
            for document in self.kept
            if not self.cleaned_data.get(f"kept_{document.pk}_remove")
        ]
        return kept + [(document.pk, label) for document, label in self.stored]

    def _refused(self) -> list[int]:
        return [number for number in self._slots() if f"upload_{number}" in self.errors]

    def _slots(self) -> range:
        return range(1, MOST_ATTACHMENTS - len(self.kept) + 1)

    def _documents_kept(self) -> list[SiteDocument]:
        """The draft's documents; in a form sent back, those it names among these and the member's own uploads."""
        own = {item.document_id: item.document for item in self.instance.attachments.all()}
        if not self.is_bound or "revision" not in self.data:
            return list(own.values())
        named = [pk for typed in self.data.getlist("document")[:50] if (pk := number_in(typed)) is not None]
        others = SiteDocument.objects.filter(
            pk__in=set(named) - own.keys(), collection=self.structure.space.collection, uploaded_by_user=self.member
        )
        found = own | {document.pk: document for document in others}
        return [found[pk] for pk in dict.fromkeys(named) if pk in found][: max(MOST_ATTACHMENTS, len(own))]


def _label_field(label: Any, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        max_length=120,
        help_text=gettext_lazy("Affiche, trame, questionnaire… Format modifiable si possible."),
    )
