"""A film, a sound or a document on its way to the storage: refused in words, or kept without the notes inside.

Doors ask here while they check a form, so that the reason stands beside the field; receivers.py asks again before each
save, so that a door that forgets stores nothing with somebody's name or place in it.
"""

from pathlib import PurePath
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile

from community.files.documents import document
from community.files.recordings import recording
from community.files.recordings.recording import Recording, ending_of

CLEAN = "_without_notes"  # on a file: the clean one, so that a form checked and then saved does the work once


def ready_recording(file: Any) -> Recording:
    """Erase the notes of an upload, in place; what it is. Raises ValidationError where browsers would not play it."""
    found, _had_notes = recording.forget_notes(file=file, name=file.name)
    file.size = file.seek(0, 2)
    file.seek(0)
    return found


def ready_document(file: Any) -> Any:
    """The document without its notes, maybe the same. Raises ValidationError where they cannot be taken out."""
    if not hasattr(file, CLEAN):
        clean = document.without_notes(file=file, ending=ending_of(file.name))
        ready = file if clean is None else File(clean, name=PurePath(file.name).name)
        for each in {file, ready}:
            setattr(each, CLEAN, ready)
    return getattr(file, CLEAN)


def tidy_media(*, media: Any) -> None:
    """Before a new film or sound is stored: without notes, under the ending and the sort that it has."""
    sent = _own_copy(media.file)
    found = ready_recording(sent)
    sent.name = f"{PurePath(media.file.name).stem}.{found.ending}"
    media.file = sent
    media.type = "video" if found.has_picture else "audio"
    media.duration = found.duration or media.duration or 0


def tidy_document(*, document: Any) -> None:
    """Before a new document is stored: without notes, weighed and known by what is kept."""
    ready = ready_document(document.file.file)
    if ready is not document.file.file:
        document.file = ready
        document._set_document_file_metadata()


def _own_copy(field: Any) -> Any:
    """A file that may be written over: an upload is one; any other is copied to the disk, not to memory."""
    file = field.file
    if isinstance(file, UploadedFile | ContentFile):
        return file
    copy = File(TemporaryFile(), name=PurePath(field.name).name)  # noqa: SIM115 the storage reads it
    for chunk in file.chunks():
        copy.write(chunk)
    return copy
