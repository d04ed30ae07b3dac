"""Who is told what by mail: who reported, who wrote, and the facilitators."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.models import Decision, Matter, Member, Report
from community.moderation.subjects import Subject
from community.notifications.acts import notify, write_to
from community.notifications.mails import CommunityMail
from community.teams.spaces import facilitators

ONE_MAIL_WITHIN = timedelta(hours=1)
"""Facilitators learn within minutes that something waits; five hundred reports in an hour are one mail, not so many."""

TOLD_TO_AUTHORS = {
    Decision.What.RELEASED: CommunityMail.TEXT_RELEASED,
    Decision.What.REMOVED: CommunityMail.TEXT_REMOVED,
    Decision.What.ASKED: CommunityMail.TEXT_TO_CHANGE,
}
"""Who wrote something that is left in place need not know that somebody reported it."""


def acknowledge(*, report: Report, title: str, address: str) -> None:
    """Write to who reported. Nothing that they typed is repeated: a stranger's address may be somebody else's."""
    context = {"report": report, "title": title, "address": address}
    if report.member is not None:
        notify(recipients=[report.member], kind=CommunityMail.REPORT_RECEIVED, context=context)
    else:
        write_to(address=report.address, kind=CommunityMail.REPORT_RECEIVED, context=context)


def tell_facilitators(*, matter: Matter) -> None:
    """Something waits; nothing is sent when something else, come within the hour and still waiting, told them so."""
    lately = Matter.objects.waiting().filter(opened_at__gte=timezone.now() - ONE_MAIL_WITHIN).exclude(pk=matter.pk)
    if matter.opened_at >= timezone.now() - ONE_MAIL_WITHIN and not lately.exists() and matter.reports.count() <= 1:
        notify(recipients=facilitators(), kind=CommunityMail.MODERATION_WAITS, context={"matter": matter})


def tell_what_was_decided(*, decision: Decision, subject: Subject, thing: Any, address: str) -> None:
    """Its author and who reported it: what, why, and how to contest. Never whoever decided."""
    matter = decision.matter
    context = {"decision": decision, "title": matter.title, "address": address, "label": subject.label}
    kind = TOLD_TO_AUTHORS.get(Decision.What(decision.what))
    if kind is not None:
        people = [person for person in subject.people_told(thing) if person.pk != decision.by_id]
        notify(recipients=people, kind=kind, context=context)
        if mailbox := subject.mailbox_told(thing):
            write_to(address=mailbox, kind=kind, context=context)
    tell_reporters(decision=decision, context=context)


def tell_reporters(*, decision: Decision, context: dict[str, Any]) -> None:
    """Each of them once, however often they reported it."""
    reports = list(decision.matter.reports.select_related("member"))
    members = [report.member for report in reports if report.member and report.member_id != decision.by_id]
    notify(recipients=members, kind=CommunityMail.REPORT_ANSWERED, context=context)
    for mailbox in _once(report.address for report in reports if report.address):
        write_to(address=mailbox, kind=CommunityMail.REPORT_ANSWERED, context=context)


def tell_read_again(*, person: Member, reason: str) -> None:
    """Kindly: what they write is read before it appears, why, and until when."""
    notify(recipients=[person], kind=CommunityMail.READ_AGAIN, context={"reason": reason})


def _once(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(addresses))
