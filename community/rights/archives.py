"""Asking for one's archive, making it in the background, giving it for a week.

One row a person: two clicks are one archive. Whoever makes it holds the row for a while (a lease), and says how far it
is: killed half-way, another begins again once the while is over, never two at once.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.background import Worker
from community.files.storing import FULL
from community.models import Archive, Member
from community.notifications.acts import notify
from community.notifications.mails import CommunityMail
from community.rights.packing import folder, pack
from community.rights.what_we_keep import kept_of

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)
HELD_FOR = timedelta(minutes=2)  # renewed at each file, and within a long one
SAID_EVERY = timedelta(seconds=1)
MOST_ATTEMPTS = 5  # then the person is told, and may ask again


class TakenByAnother(Exception):
    """The row is no longer ours: it was asked anew, or held too long."""


@transaction.atomic
def ask_for_archive(*, member: Member) -> Archive:
    """Note that somebody wants to take their data along; the one being made already is theirs.

    What was ready, or had failed, is made anew.
    """
    name = f"{get_random_string(40)}.zip"
    archive, is_new = Archive.objects.get_or_create(member=member, defaults={"name": name})
    if not is_new and (archive.ready_at or archive.trouble):
        same = Archive.objects.filter(pk=archive.pk, name=archive.name)
        fresh = {"name": name, "asked_at": timezone.now(), "next_try_at": timezone.now(), "attempts": 0, "done": 0}
        if same.update(**fresh, total=0, ready_at=None, size=0, trouble=""):
            former = folder() / archive.name  # the row has another name from here on
            transaction.on_commit(partial(former.unlink, missing_ok=True))
        archive.refresh_from_db()
    packer.wake_after_commit()
    return archive


def is_over(archive: Archive) -> bool:
    """Whether its week has passed."""
    return archive.ready_at is not None and until(archive) <= timezone.now()


def until(archive: Archive) -> datetime:
    """When it will be erased."""
    return (archive.ready_at or timezone.now()) + KEPT_FOR


def pack_all() -> int:
    """Make every archive that is due; returns how many still wait."""
    due = _waiting().filter(next_try_at__lte=timezone.now())
    for pk in list(due.order_by("asked_at").values_list("pk", flat=True)):
        _make(pk)
    return _waiting().count()


def forget_archives() -> int:
    """Erase those whose week has passed, and the files that no row names; returns how many files."""
    Archive.objects.filter(ready_at__lte=timezone.now() - KEPT_FOR).delete()
    Archive.objects.exclude(trouble="").filter(asked_at__lte=timezone.now() - KEPT_FOR).delete()
    there = list(folder().glob("*")) if folder().is_dir() else []
    # After the files: one that is begun meanwhile has its row before it, and is not taken for somebody's leftover.
    named = set(Archive.objects.values_list("name", flat=True))
    erased = 0
    for place in there:
        if f"{place.name.partition('.')[0]}.zip" not in named:
            place.unlink(missing_ok=True)
            erased += 1
    return erased


def _waiting() -> QuerySet[Archive]:
    """Asked by somebody who may come and take it."""
    awake = Member.objects.filter(is_active=True)
    return Archive.objects.filter(ready_at=None, trouble="", member__in=awake)


def _make(pk: int) -> None:
    """Take the row, make the file, tell its owner; a fault leaves it to a later try."""
    now = timezone.now()
    due = _waiting().filter(pk=pk, next_try_at__lte=now)
    if not due.update(next_try_at=now + HELD_FOR, attempts=F("attempts") + 1):
        return  # another has it
    archive = Archive.objects.select_related("member").filter(pk=pk).first()
    if archive is None:
        return  # its owner has left at this very instant: those behind it are made all the same
    try:
        _Making(archive).run()
    except TakenByAnother:
        logger.info("archive %s was asked anew", pk)
    except OSError as fault:
        _note_failure(archive, Archive.Trouble.NO_ROOM if fault.errno in FULL else "", fault)
    except Exception as fault:
        _note_failure(archive, "", fault)


class _Making:
    """One archive on its way: how far it is, and that it is still ours: the number of the try says so."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.row = _this_try(archive)
        self.said_at: datetime | None = None

    def run(self) -> None:
        member = self.archive.member
        parts = kept_of(member=member)
        self.total = sum(len(part.files) for part in parts)
        apart = f"{self.archive.name}.{self.archive.attempts}.part"
        size = pack(member=member, parts=parts, name=apart, tell=self.tell)
        try:
            with transaction.atomic():
                self._give(folder() / apart, size)
        finally:
            (folder() / apart).unlink(missing_ok=True)

    def _give(self, whole: Path, size: int) -> None:
        """The row first: who was too long has its own file alone, and puts it in nobody's place."""
        if not self.row.update(ready_at=timezone.now(), size=size, done=self.total):
            raise TakenByAnother
        whole.replace(folder() / self.archive.name)
        context = {"days": KEPT_FOR.days, "archive": self.archive}
        notify(recipients=[self.archive.member], kind=CommunityMail.ARCHIVE_READY, context=context)

    def tell(self, done: int) -> None:
        """Say how far it is, and hold it for a while more. Raises TakenByAnother."""
        now = timezone.now()
        if self.said_at and now - self.said_at < SAID_EVERY:
            return
        self.said_at = now
        if not self.row.update(done=done, total=self.total, next_try_at=now + HELD_FOR):
            raise TakenByAnother


def _note_failure(archive: Archive, trouble: str, fault: Exception) -> None:
    """The next try comes in a minute; full disk, or too many tries: the person is told, and asks again."""
    logger.warning("archive %s not made: %s", archive.pk, fault)
    if not trouble and archive.attempts >= MOST_ATTEMPTS:
        trouble = Archive.Trouble.FAULT
    _this_try(archive).update(trouble=trouble, next_try_at=timezone.now() + timedelta(minutes=1), done=0)


def _this_try(archive: Archive) -> QuerySet[Archive]:
    """The row, as long as nobody asked anew, nor took it because we were too long."""
    return _waiting().filter(pk=archive.pk, name=archive.name, attempts=archive.attempts)


packer = Worker(name="packer", drain=pack_all)
