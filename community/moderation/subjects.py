"""What can be reported, held and removed: each app says how for what it makes, and moderation knows none of them.

This is a registry: `register_subject` is called from `ready()`, by the room that owns the thing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BigIntegerField
from django.utils.functional import Promise

from community.models import Member

LARGEST_KEY = BigIntegerField.MAX_BIGINT
"""No row has a larger number; SQLite refuses to look for one (OverflowError), PostgreSQL too (DataError)."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """How moderation reads, hides and shows one kind of thing.

    The functions change the thing and tell nobody: whoever decides tells the author and the reporters. They may be
    called in a transaction that holds the thing's row.
    """

    name: str
    """The word of addresses and of the queue's rows: « commentaire », « fiche »…"""
    label: str | Promise
    """The same with its article, in a sentence: « un commentaire »."""
    model: type[models.Model]
    text: Callable[[Any], str]
    """What a facilitator reads, whole."""
    title: Callable[[Any], str]
    """How it is called in a list: the page of a comment, the title of a sheet."""
    author: Callable[[Any], Member | None]
    address: Callable[[Any], str]
    """Its place on the site, without the site's own address."""
    is_seen_by: Callable[[Any, Member | None], bool]
    """Whether this person reads it (None: the public): they may report nothing else."""
    remove: Callable[[Any, Member, str], None]
    """`remove(thing, by, reason)`: take it out of everybody's sight. Does nothing to what is no longer shown."""
    release: Callable[[Any, Member], None] | None = None
    """`release(thing, by)`: show what was held."""
    ask_change: Callable[[Any, Member, str], None] | None = None
    """`ask_change(thing, by, sentence)`: what is done beside the mail, if anything (a review given back)."""
    told: Callable[[Any], Iterable[Member]] | None = None
    """Who is told what was decided, where that is not the author alone."""
    mailbox: Callable[[Any], str] | None = None
    """The address of whoever wrote it without an account, if the site knows one."""
    is_for_members: bool = False
    """The public is asked to sign in before they report it, whether it is there or not."""
    read: Callable[[Any, Member | None], str] | None = None
    """What this person (None: the public) reads of it at its place, where a facilitator reads more: `text`."""
    gather: Callable[[Sequence[int]], Mapping[int, Any]] | None = None
    """The things of these numbers, with what `text`, `title` and `address` read: for a list, in few queries."""

    def find(self, object_id: int, /) -> Any | None:
        """The thing of this number, None when it is gone."""
        return self.find_all([object_id]).get(object_id)

    def find_all(self, numbers: Sequence[int], /) -> Mapping[int, Any]:
        """Those of these things that are still there."""
        numbers = [number for number in numbers if number <= LARGEST_KEY]
        if self.gather is not None:
            return self.gather(numbers)
        return self.model._default_manager.in_bulk(list(numbers))

    def read_by(self, thing: Any, member: Member | None, /) -> str:
        """What this person reads of it at its place."""
        return self.text(thing) if self.read is None else self.read(thing, member)

    def people_told(self, thing: Any, /) -> list[Member]:
        """Who hears of a decision about this thing."""
        if self.told is not None:
            return list(self.told(thing))
        author = self.author(thing)
        return [author] if author is not None else []

    def mailbox_told(self, thing: Any, /) -> str:
        """Where a visitor who wrote it reads of a decision; empty for what a member wrote."""
        return self.mailbox(thing) if self.mailbox is not None else ""


_subjects: dict[str, Subject] = {}


def register_subject(subject: Subject) -> None:
    """Let these things be reported and held; called from `ready()`."""
    _subjects[subject.name] = subject


def subject_called(name: str, /) -> Subject | None:
    """The subject of this name."""
    return _subjects.get(name)


def subject_of(thing: Any, /) -> Subject | None:
    """What this thing is; a page is asked as its own type."""
    for kind in type(thing).__mro__:
        for subject in _subjects.values():
            if subject.model is kind:
                return subject
    return None


def subjects() -> list[Subject]:
    """All of them, by name."""
    return sorted(_subjects.values(), key=lambda subject: subject.name)
