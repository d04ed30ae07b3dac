"""What is stored already, cleaned of its notes as what arrives is: each file keeps its name, and is replaced at once.

A clean copy is made beside, then takes the place: whoever stops this half way loses nothing, and begins again.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage

from community.files.documents import document
from community.files.pictures import size_of, tidied
from community.files.recordings.recording import ending_of, forget_notes
from community.models import SiteDocument, SiteImage, SiteMedia


class Outcome(StrEnum):
    """What became of a file."""

    CLEANED = "cleaned"
    ALREADY_CLEAN = "already clean"
    NOT_CLEANED = "could not be cleaned"
    LOST = "not in the storage"


@dataclass(frozen=True, kw_only=True)
class Told:
    """A stored file, what became of it, and why where it could not be cleaned."""

    name: str
    outcome: Outcome
    why: str = ""


def clean_all(*, dry: bool) -> Iterator[Told]:
    """Every picture, document, film and sound; `dry`: nothing is written."""
    for media in SiteMedia.objects.order_by("pk").iterator():
        yield _told(media.file.name, partial(_clean_recording, dry=dry))
        if media.thumbnail:
            yield _told(media.thumbnail.name, partial(_clean_thumbnail, dry=dry))
    for stored in SiteDocument.objects.order_by("pk").iterator():
        yield _told(stored.file.name, partial(_clean_document, stored=stored, dry=dry))
    for image in SiteImage.objects.order_by("pk").iterator():
        yield _told(image.file.name, partial(_clean_image, image=image, dry=dry))


def _told(name: str, clean: Callable[..., bool]) -> Told:
    path = Path(default_storage.path(name))
    if not path.is_file():
        return Told(name=name, outcome=Outcome.LOST)
    try:
        return Told(name=name, outcome=Outcome.CLEANED if clean(path=path) else Outcome.ALREADY_CLEAN)
    except ValidationError as refusal:
        return Told(name=name, outcome=Outcome.NOT_CLEANED, why=" ".join(refusal.messages))


def _clean_recording(*, path: Path, dry: bool) -> bool:
    with path.open("rb") as file:
        _recording, has_notes = forget_notes(file=file, name=path.name, dry=True, is_kept=True)
        if has_notes and not dry:
            _put(content=file, at=path, then=lambda copy: forget_notes(file=copy, name=path.name, is_kept=True))
    return has_notes


def _clean_document(*, path: Path, stored: SiteDocument, dry: bool) -> bool:
    with path.open("rb") as file:
        clean = document.without_notes(file=file, ending=ending_of(path.name))
    if clean is None:
        return False
    with clean:
        if not dry:
            _put(content=clean, at=path)
            stored._set_document_file_metadata()
            stored.save(update_fields=["file_size", "file_hash"])
    return True


def _clean_image(*, path: Path, image: SiteImage, dry: bool) -> bool:
    size = _clean_picture(path=path, dry=dry)
    if size is None:
        return False
    if not dry:
        values: dict[str, Any] = {
            "width": size[0],
            "height": size[1],
            "file_size": path.stat().st_size,
            "file_hash": "",
        }
        for side, direction in (("x", 0), ("width", 0), ("y", 1), ("height", 1)):
            before = (image.width, image.height)[direction]
            if (place := getattr(image, f"focal_point_{side}")) is not None and before:
                values[f"focal_point_{side}"] = place * size[direction] // before
        SiteImage.objects.filter(pk=image.pk).update(**values)
        for rendition in image.renditions.all():
            rendition.delete()
    return True


def _clean_thumbnail(*, path: Path, dry: bool) -> bool:
    return _clean_picture(path=path, dry=dry) is not None


def _clean_picture(*, path: Path, dry: bool) -> tuple[int, int] | None:
    """The size of the clean picture, or None where it was clean."""
    with path.open("rb") as opened:
        file = File(opened, name=path.name)
        kept = tidied(file)
        if kept is file:
            return None
        size = size_of(kept)
        if not dry:
            kept.seek(0)
            _put(content=kept, at=path)
    return size


def _put(*, content: Any, at: Path, then: Callable[[IO[bytes]], Any] | None = None) -> None:
    """Give a name to another content, in one step, with the rights of the former one."""
    content.seek(0)
    number, apart = tempfile.mkstemp(prefix=".", suffix=".part", dir=at.parent)
    try:
        with os.fdopen(number, "wb+") as copy:
            shutil.copyfileobj(content, copy)
            if then:
                then(copy)
            copy.flush()
            os.fsync(copy.fileno())
        shutil.copymode(at, apart)
        os.replace(apart, at)
    finally:
        with suppress(FileNotFoundError):
            os.remove(apart)
