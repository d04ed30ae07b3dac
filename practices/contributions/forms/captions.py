"""The captions of a testimonial's form: checked, turned into what the site stores, set on the clock of their film."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from community.models import SiteDocument
from community.uploads import MEGABYTE, check_weight, extension_of
from practices.captions.stored import content_of, wrong_with
from practices.captions.taking import take
from practices.captions.timeline import seconds_of

ENDINGS = ("vtt", "srt")
HEAVIEST_CAPTIONS = MEGABYTE  # a feature film's captions weigh a tenth of it


def check_captions(file: UploadedFile[Any]) -> None:
    """Refuse captions that a browser would not show whole (ValidationError). A validator of form fields."""
    check_weight(file=file, heaviest=HEAVIEST_CAPTIONS)
    if extension_of(file) not in ENDINGS:
        raise ValidationError(
            _(
                "Il faut un fichier de sous-titres .vtt ou .srt : "
                "la plupart des outils de sous-titrage savent en enregistrer un."
            )
        )
    try:
        take(content=_content_of(file))
    except ValueError as refusal:
        raise ValidationError(str(refusal)) from refusal


def fitted(*, captions: UploadedFile[Any] | SiteDocument, recording: Any) -> tuple[File[bytes] | None, list[str]]:
    """The file to store, and what to say of it; no file when those already stored are right for this recording."""
    try:
        content = content_of(captions) if isinstance(captions, SiteDocument) else _content_of(captions)
        taken = take(content=content, film=seconds_of(recording))
    except (OSError, SuspiciousOperation, ValueError):
        return None, []  # kept since before they were checked: `missing()` says what is wrong with them
    said = [*taken.remarks, *([taken.doubt] if taken.doubt else [])]
    if isinstance(captions, SiteDocument) and taken.content == content:
        return None, said
    name = captions.filename if isinstance(captions, SiteDocument) else captions.name
    return ContentFile(taken.content, name=f"{Path(name or '').stem}.vtt"), said


def wrong_with_kept(kept: Mapping[str, Any]) -> str:
    """What must be put right in the captions already kept, if there are any."""
    captions = kept.get("captions")
    return wrong_with(captions, recording=kept["media"]) if captions else ""


def _content_of(file: UploadedFile[Any]) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    file.seek(0)
    return content
