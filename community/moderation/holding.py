"""What waits before it appears: its row in the facilitators' queue, written with the act that holds it.

The caller hides the thing itself; `community.moderation.deciding` shows or removes it.
"""

from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.models import Matter, Member
from community.models.moderation import Why
from community.moderation.subjects import Subject, subject_of
from community.moderation.telling import tell_facilitators


class NoSubject(LookupError):
    """Nobody has registered this kind of thing (`register_subject`)."""


def hold(*, thing: Any, subject: str, member: Member | None, why: Why, text: str) -> Matter:
    """Write, in the caller's transaction, that this thing waits for a facilitator; the caller hides it.

    Held already, and changed by its author since: the same row, with the new text, is for facilitators again.
    """
    matter = matter_of(thing=thing, subject=subject, author=member, text=text)
    matter.held_why, matter.text, matter.asked_at = why, text, None
    matter.title = _title(thing)  # of a question, the words too
    matter.save(update_fields=["held_why", "text", "asked_at", "title"])
    tell_facilitators(matter=matter)
    return matter


def is_held(*, thing: Any, subject: str) -> bool:
    """Whether it waits for a facilitator, or for its author to change it, and is hidden meanwhile."""
    return Matter.objects.held().about(subject=subject, object_id=thing.pk).exists()


def held_among(*, subject: str, numbers: Collection[int]) -> set[int]:
    """Those of these things that are held, in one query."""
    rows = Matter.objects.held().filter(subject=subject, object_id__in=numbers)
    return set(rows.values_list("object_id", flat=True))


def waiting_of(member: Member) -> list[Matter]:
    """What this person wrote and nobody else sees yet, the oldest first."""
    return list(Matter.objects.held().filter(author=member))


def thing_held(*, subject: Subject, object_id: int, author: int | None) -> Any | None:
    """The thing as it is now, None when it is gone; its author, then itself, held until the act ends."""
    if author is not None:
        Member.objects.select_for_update(no_key=True).filter(pk=author).first()
    model: Any = Page if issubclass(subject.model, Page) else subject.model
    rows = model._base_manager.select_for_update(of=("self",), no_key=True).filter(pk=object_id)
    list(rows.values_list("pk", flat=True))
    return subject.find(object_id)


def matter_of(*, thing: Any, subject: str, author: Member | None, text: str) -> Matter:
    """The open row of a thing, held until the act ends; made if there is none. Of two made at once, one stays."""
    for _turn in range(3):
        held = Matter.objects.select_for_update(no_key=True).open().about(subject=subject, object_id=thing.pk).first()
        if held is not None:
            return held
        try:
            with transaction.atomic():
                return Matter.objects.create(
                    subject=subject, object_id=thing.pk, title=_title(thing), author=author, text=text
                )
        except IntegrityError:  # another act has just made it, or closed it
            continue
    raise IntegrityError(f"no open matter for {subject} {thing.pk}")


def _title(thing: Any) -> str:
    subject: Subject | None = subject_of(thing)
    if subject is None:
        raise NoSubject(type(thing).__name__)
    return " ".join(str(subject.title(thing)).split())[:300] or _("Sans titre")
