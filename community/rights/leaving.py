"""Forgetting somebody: what takes time first, then all the rest and the account at once, then the files.

Killed before the account goes, nothing of them is shown and the next round begins again; killed after, the files wait
in a table. There is no moment at which half of a person is left.
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from community.made import forget_all
from community.models import Archive, Departure, FileToRemove, Member
from community.rights.departures import begin, due_now
from community.rights.leavers import Leaver, forget_everywhere, leaver_of
from community.rights.packing import folder
from community.rights.traces import (
    forget_elsewhere,
    forget_history,
    forget_locks,
    forget_messages,
    forget_sessions,
    forget_versions,
)

logger = logging.getLogger(__name__)


def finish_departures() -> int:
    """Forget everybody whose day has come; returns how many. What fails for one keeps no other waiting."""
    gone = 0
    for pk in due_now():
        try:
            gone += forget(departure=pk)
        except Exception:  # it is tried again tomorrow, from where it was
            logger.exception("departure %s is not finished", pk)
    remove_files()
    return gone


def forget(*, departure: int) -> bool:
    """Forget the person of this departure; False where they stay after all, or are gone already."""
    begun = begin(pk=departure)
    if begun is None:
        return False
    leaver = leaver_of(member=begun.member, departure=begun)
    looked_at = timezone.now()
    forget_sessions(leaver=leaver)
    forget_versions(leaver)
    with transaction.atomic():
        person = Member.objects.select_for_update().filter(pk=leaver.pk).first()
        if person is None or not Departure.objects.filter(pk=departure).exists():
            return False
        forget_sessions(leaver=leaver, since=looked_at)
        _forget_at_once(person, leaver, since=looked_at)
    remove_files()
    return True


def _forget_at_once(person: Member, leaver: Leaver, *, since: datetime) -> None:
    forget_everywhere(leaver)
    forget_messages(leaver)
    forget_versions(leaver, since=since)
    forget_history(leaver)
    forget_locks(leaver)
    FileToRemove.objects.bulk_create(_files_of(person))
    UploadedFile.objects.filter(uploaded_by_user=person).delete()  # sent, and not yet a picture nor a document
    person.delete()
    forget_elsewhere(leaver)


def _files_of(person: Member) -> Iterator[FileToRemove]:
    theirs = [person.photo.name]
    theirs += UserProfile.objects.filter(user=person).values_list("avatar", flat=True)
    theirs += UploadedFile.objects.filter(uploaded_by_user=person).values_list("file", flat=True)
    yield from (FileToRemove(place=FileToRemove.Place.MEDIA, name=name) for name in theirs if name)
    for archive in Archive.objects.filter(member=person):
        yield FileToRemove(place=FileToRemove.Place.ARCHIVES, name=archive.name)
    yield FileToRemove(place=FileToRemove.Place.MADE)  # a PDF of a former version says what this version said


def remove_files() -> int:
    """Remove the files of those who have left; each row goes once its file has. Returns how many."""
    removed = 0
    for row in FileToRemove.objects.order_by("pk"):
        try:
            _remove(row)
        except OSError as fault:
            logger.warning("a file of somebody who left is not removed yet: %s", fault.strerror)
            continue
        row.delete()
        removed += 1
    return removed


def _remove(row: FileToRemove) -> None:
    if row.place == FileToRemove.Place.MEDIA:
        default_storage.delete(row.name)
        return
    if row.place == FileToRemove.Place.MADE:
        forget_all()
        return
    for place in folder().glob(f"{row.name.removesuffix('.zip')}.*"):
        place.unlink(missing_ok=True)
