"""Reporting something: noted, acknowledged by mail at once, the same whether it was reported before or not."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from community.models import Member, Report
from community.moderation.holding import matter_of, thing_held
from community.moderation.subjects import Subject
from community.moderation.telling import acknowledge, tell_facilitators
from community.throttles import may_try, may_try_for


class TooManyReports(Exception):
    """This person, this address or this machine has reported as often as ACCOUNT_RATE_LIMITS allows."""


class NothingToReport(LookupError):
    """It was taken back, hidden or erased since this person read it."""


def thing_to_report(*, subject: Subject, object_id: int, member: Member | None) -> Any | None:
    """The thing, for somebody who reads it; None for what is gone, and for what they may not see."""
    thing = subject.find(object_id)
    return thing if thing is not None and subject.is_seen_by(thing, member) else None


def report(
    *, thing: Any, subject: Subject, member: Member | None, said: Mapping[str, str], form: str, request: HttpRequest
) -> None:
    """Note what somebody says of a thing, for facilitators. The same form sent again changes nothing.

    `said`: reason, words, and of a stranger, name and address. `form`: what tells one showing of the form from another.
    Raises TooManyReports, NothingToReport.
    """
    digest = _digest(form, subject.name, str(thing.pk), str(member.pk if member else ""), *said.values())
    if Report.objects.filter(sent_form=digest).exists():
        return
    if not _may_report(member=member, address=said.get("address", ""), request=request):
        raise TooManyReports
    with transaction.atomic():
        # As when one decides: what its author took back, or an account that goes, meanwhile, is kept by no report.
        now = _held_as_read(thing, subject, member)
        if Report.objects.filter(sent_form=digest).exists():  # the same form, sent at the same instant
            return
        matter = matter_of(thing=now, subject=subject.name, author=subject.author(now), text=subject.text(now))
        made = Report.objects.create(sent_form=digest, matter=matter, member=member, **said)
        if matter.asked_at is not None:  # its author was asked to change it: somebody looks again
            matter.asked_at = None
            matter.save(update_fields=["asked_at"])
        acknowledge(report=made, title=matter.title, address=subject.address(now))
        tell_facilitators(matter=matter)


def _held_as_read(thing: Any, subject: Subject, member: Member | None) -> Any:
    author = None
    with suppress(Member.DoesNotExist):  # of a page, they are asked for now: their account has just gone
        author = subject.author(thing)
    now = thing_held(subject=subject, object_id=thing.pk, author=author.pk if author else None)
    if now is None or not subject.is_seen_by(now, member):
        raise NothingToReport
    return now


def _may_report(*, member: Member | None, address: str, request: HttpRequest) -> bool:
    if member is not None:
        return may_try(action="report_by_member", member=member, request=request)
    return may_try_for(action="report", key=address, request=request)


def _digest(*parts: str) -> str:
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
