"""Saying that one's structure tried a sheet, correcting what was said, taking it back.

Everything is checked here, whoever calls. One row for a structure and a sheet: the database refuses a second one, and
an act changes the row that it was shown, or none (compare-and-set).
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from community.models import Matter, Member, StructurePage
from community.moderation.holding import hold
from community.moderation.trust import Why, held_to_write, why_held
from community.permissions import may_write_in
from community.tree import paths_down_to
from practices.adoptions.telling import forget_what_waits, tell_the_team
from practices.models import Adoption, PracticePage

SUBJECT = "essai"

adoptions_changed = Signal()
"""Sent with `sheet_id`, in the transaction of the change: how often the sheet was tried may not be the same."""


class NotTheirTry(Exception):
    """This person may not say this here: not of this structure, its own sheet, or a sheet that they do not see."""


class AlreadySaid(Exception):
    """Somebody of the structure has said it already: `adoption` is what stands."""

    def __init__(self, adoption: Adoption) -> None:
        super().__init__("this structure has already told of this sheet")
        self.adoption = adoption


class SaidOtherwise(Exception):
    """A teammate corrected it, or took it back, since the form was opened."""


@dataclass(frozen=True, kw_only=True)
class TryWords:
    """What is said: when, what was kept, what was changed, what happened, and one's own sheet, if there is one."""

    tried_on: date
    kept: str = ""
    changed: str = ""
    happened: str = ""
    own_sheet: PracticePage | None = None


@transaction.atomic
def say(*, sheet: PracticePage, structure: StructurePage, member: Member, words: TryWords) -> Adoption:
    """Say, in the name of a structure, that it tried this sheet; held when a facilitator reads this person first.

    Raises NotTheirTry, AlreadySaid, MayWriteNoMore.
    """
    member = held_to_write(member=member)
    _check(sheet=sheet, structure=structure, member=member, words=words)
    former = Adoption.objects.filter(sheet=sheet, structure=structure).first()
    if former is not None and former.withdrawn_at is None:
        raise AlreadySaid(former)
    why = _why(former, member, words)
    columns = {**_columns(words, member=member, why=why), "created_at": timezone.now(), "withdrawn_at": None}
    adoption = _again(former, columns) if former else _first(sheet, structure, columns)
    if adoption is None:
        raise AlreadySaid(Adoption.objects.get(sheet=sheet, structure=structure))
    _settle(adoption, member, why)
    return adoption


@transaction.atomic
def correct(*, adoption: Adoption, member: Member, words: TryWords, seen: str) -> Adoption:
    """Change what was said; `seen` is the `version_of` what the form showed.

    What is held stays held, with its new words. Raises NotTheirTry, SaidOtherwise, MayWriteNoMore.
    """
    member = held_to_write(member=member)  # before the row, as when moderation decides
    _check(sheet=adoption.sheet, structure=adoption.structure, member=member, words=words)
    now = Adoption.objects.select_for_update(of=("self",)).filter(pk=adoption.pk).first()
    if now is None or now.withdrawn_at is not None or version_of(now) != seen:
        raise SaidOtherwise
    why = _why(now, member, words)
    columns = {**_columns(words, member=member, why=why), "edited_at": timezone.now()}
    same = Adoption.objects.filter(pk=now.pk, edited_at=now.edited_at, withdrawn_at=None)
    if not same.update(**columns):
        raise SaidOtherwise
    now.refresh_from_db()
    _settle(now, member, why)
    return now


@transaction.atomic
def withdraw(*, adoption: Adoption, member: Member) -> None:
    """Take back what one's structure said: its words are erased at once. Done already: nothing. Raises NotTheirTry."""
    if not may_write_in(member=member, structure=adoption.structure):
        raise NotTheirTry
    standing = Adoption.objects.filter(pk=adoption.pk, withdrawn_at=None)
    if standing.update(
        **{"kept": "", "changed": "", "happened": "", "own_sheet": None, "member": None, "is_public": False},
        held_at=None,
        withdrawn_at=timezone.now(),
    ):
        # Its copies in the facilitators' queue too, decided or not, and what would leave by mail.
        forget_what_waits(adoption=adoption)
        Matter.objects.about(subject=SUBJECT, object_id=adoption.pk).update(text="")
        adoptions_changed.send(Adoption, sheet_id=adoption.sheet_id)


def version_of(adoption: Adoption) -> str:
    """What a form keeps of what it showed, to know whether somebody changed it meanwhile."""
    return adoption.edited_at.isoformat() if adoption.edited_at else "-"


def _check(*, sheet: PracticePage, structure: StructurePage, member: Member, words: TryWords) -> None:
    """Raises NotTheirTry."""
    own = words.own_sheet
    is_theirs = own is None or (own.pk != sheet.pk and structure.path in paths_down_to(own))
    is_another = structure.path not in paths_down_to(sheet)
    is_seen = PracticePage.objects.filter(pk=sheet.pk).visible_to(member).exists()
    if not (is_theirs and is_another and is_seen and may_write_in(member=member, structure=structure)):
        raise NotTheirTry


def _why(former: Adoption | None, member: Member, words: TryWords) -> Why | None:
    """Why it waits for a facilitator. What was held, or removed, is not put on line by writing it again."""
    text = "\n".join((words.kept, words.changed, words.happened))
    why = why_held(member=member, text=text, subject=SUBJECT)
    was_hidden = former is not None and bool(former.held_at or former.removed_at)
    return why or (Why.AGAIN if was_hidden and not member.may_animate else None)


def _columns(words: TryWords, *, member: Member, why: Why | None) -> dict[str, Any]:
    shown = {"is_public": why is None, "held_at": timezone.now() if why else None, "removed_at": None}
    said = {field.name: getattr(words, field.name) for field in fields(words)}
    return {**said, "tried_on": words.tried_on.replace(day=1), "member": member, **shown}


def _first(sheet: PracticePage, structure: StructurePage, columns: dict[str, Any]) -> Adoption | None:
    """The row, or None when a teammate has just written it."""
    try:
        with transaction.atomic():
            return Adoption.objects.create(sheet=sheet, structure=structure, **columns)
    except IntegrityError:
        return None


def _again(former: Adoption, columns: dict[str, Any]) -> Adoption | None:
    """The row that was taken back, with words again; None when a teammate was faster."""
    changed = Adoption.objects.filter(pk=former.pk, withdrawn_at=former.withdrawn_at).update(**columns)
    return Adoption.objects.get(pk=former.pk) if changed else None


def _settle(adoption: Adoption, member: Member, why: Why | None) -> None:
    """Held, it waits in the facilitators' queue; on line, the team of the sheet is told."""
    if why is not None:
        forget_what_waits(adoption=adoption)
        hold(thing=adoption, subject=SUBJECT, member=member, why=why, text=adoption.words)
    else:
        tell_the_team(adoption=adoption)
    adoptions_changed.send(Adoption, sheet_id=adoption.sheet_id)
