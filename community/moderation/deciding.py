"""What a facilitator decides of a thing: leave it or let it appear, remove it, ask for a change. Once each.

What is held, in this order, so that no two acts wait for each other: the author's row, the thing's, the matter's. Of
two who decide at once the first wins; what has changed since it was read is shown again before anything is done (this
is optimistic locking, by what was `seen`).
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from community.models import Decision, Matter, Member
from community.moderation.holding import matter_of, thing_held
from community.moderation.subjects import Subject, subject_called, subject_of
from community.moderation.telling import tell_reporters, tell_what_was_decided
from community.moderation.trust import count_as_accepted
from community.permissions import may_review


class AlreadyDecided(Exception):
    """Somebody decided first: `decision` says who, when and what."""

    def __init__(self, decision: Decision | None) -> None:
        super().__init__("somebody decided first")
        self.decision = decision


class ChangedMeanwhile(Exception):
    """The text was changed, or reported anew, since it was read: it is to be read again."""


class NotForThis(Exception):
    """What is held is not « left », and what is shown is not « released »."""


def seen_in(*, matter: Matter, thing: Any, subject: Subject) -> str:
    """What stands before a facilitator's eyes, as a form carries it: which turn, which text, which reports."""
    last = matter.reports.aggregate(last=Max("pk"))["last"] or 0
    text = sha256(subject.text(thing).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{matter.turn}.{last}.{text}"


@transaction.atomic
def decide(*, matter: Matter, by: Member, what: Decision.What, sentence: str, seen: str) -> Decision:
    """Do it, write it in the journal, tell who is concerned; returns the line of the journal.

    A thing that is gone closes its matter: the line says so. Pressed twice by the same person, it is done once.
    Raises PermissionDenied, AlreadyDecided, ChangedMeanwhile, NotForThis.
    """
    if not may_review(member=by):
        raise PermissionDenied
    subject = subject_called(matter.subject)
    thing = thing_held(subject=subject, object_id=matter.object_id, author=matter.author_id) if subject else None
    row = Matter.objects.select_for_update(no_key=True).get(pk=matter.pk)
    if row.closed_at is not None or seen.partition(".")[0] != str(row.turn):
        return _decided_before(row, by, what)
    if subject is None or thing is None:
        return _close_what_is_gone(row)
    if seen != seen_in(matter=row, thing=thing, subject=subject):
        raise ChangedMeanwhile
    if what == (Decision.What.LEFT if row.is_held else Decision.What.RELEASED):
        raise NotForThis
    address, text = subject.address(thing), subject.text(thing)
    _do(subject, thing, by, what, sentence)
    _note_on(row, what)
    kept = text if what == Decision.What.REMOVED else ""
    decision = Decision.objects.create(matter=row, what=what, by=by, sentence=sentence, text=kept)
    if what == Decision.What.RELEASED and row.author is not None:
        count_as_accepted(member=row.author)
    tell_what_was_decided(decision=decision, subject=subject, thing=thing, address=address)
    return decision


@transaction.atomic
def note_removed(*, thing: Any, by: Member, sentence: str) -> None:
    """A facilitator has just removed something on its own page: the journal says so, who reported it is told.

    The caller holds the thing, and tells its author.
    """
    subject = subject_of(thing)
    if subject is None:
        return
    text = subject.text(thing)
    row = matter_of(thing=thing, subject=subject.name, author=subject.author(thing), text=text)
    _note_on(row, Decision.What.REMOVED)
    decision = Decision.objects.create(matter=row, what=Decision.What.REMOVED, by=by, sentence=sentence, text=text)
    address = subject.address(thing)
    tell_reporters(
        decision=decision,
        context={"decision": decision, "title": row.title, "address": address, "label": subject.label},
    )


def close_those_that_are_gone(matters: Iterable[Matter]) -> None:
    """Close the open matters of things that nobody can read any more; who reported them is told."""
    for matter in matters:
        with transaction.atomic():
            row = Matter.objects.select_for_update(no_key=True).open().filter(pk=matter.pk).first()
            if row is not None:
                _close_what_is_gone(row)


def _decided_before(row: Matter, by: Member, what: Decision.What) -> Decision:
    """The same press again is no second decision. Raises AlreadyDecided for another's, or another one."""
    last = row.decisions.select_related("by").first()
    if last is not None and (last.by_id, last.what) == (by.pk, what):
        return last
    raise AlreadyDecided(last)


def _do(subject: Subject, thing: Any, by: Member, what: Decision.What, sentence: str) -> None:
    if what == Decision.What.REMOVED:
        subject.remove(thing, by, sentence)
    elif what == Decision.What.RELEASED and subject.release is not None:
        subject.release(thing, by)
    elif what == Decision.What.ASKED and subject.ask_change is not None:
        subject.ask_change(thing, by, sentence)


def _note_on(row: Matter, what: Decision.What) -> None:
    row.turn += 1
    now = timezone.now()
    if (
        what == Decision.What.ASKED and row.is_held
    ):  # hidden until its author has changed it: still open, and for nobody here
        row.asked_at = now
    else:
        row.closed_at = now
        row.outcome = Matter.Outcome.LEFT if what == Decision.What.ASKED else Matter.Outcome(what.value)
    row.save(update_fields=["turn", "asked_at", "closed_at", "outcome"])


def _close_what_is_gone(row: Matter) -> Decision:
    _note_on(row, Decision.What.GONE)
    decision = Decision.objects.create(matter=row, what=Decision.What.GONE)
    tell_reporters(decision=decision, context={"decision": decision, "title": row.title, "address": "", "label": ""})
    return decision
