"""The mutual help of the demonstration: questions and what was answered, who tried what, what was reported."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from community.models import CommentAttachment, Matter, Member, PeerComment, Reaction, Report, StructurePage
from community.moderation.holding import matter_of
from community.moderation.subjects import subject_called
from practices.models import (
    Adoption,
    HelpfulAnswer,
    Lever,
    PracticePage,
    PracticeRequestIndexPage,
    PracticeRequestPage,
)
from practices.requests.answers import answers_changed

AN_HOUR = timedelta(hours=1)
AFTER_LUNCH = time(14, 20)


def question(item: Mapping[str, Any], *, structure: StructurePage, asker: Member) -> PracticeRequestPage:
    """A question on line since so many days: its structures were told then, nobody is told by loading it."""
    asked_at = _ago(item["days"])
    page = PracticeRequestPage(
        title=item["title"],
        tried=item["tried"],
        looked_for=item["looked_for"],
        structure=structure,
        asker=asker,
        owner=asker,
        asked_at=asked_at,
        told_at=asked_at,
        told_count=item["told"],
        live=False,
    )
    levers = {lever.slug: lever for lever in Lever.objects.filter(slug__in=item["levers"])}
    page.levers.add(*(levers[slug] for slug in item["levers"]))  # in the order of the source
    PracticeRequestIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=asker).publish()
    dates = {"first_published_at": asked_at, "last_published_at": asked_at, "latest_revision_created_at": asked_at}
    PracticeRequestPage.objects.filter(pk=page.pk).update(**dates)
    page.revisions.update(created_at=asked_at)
    page.refresh_from_db()
    return page


def answers(
    items: Sequence[Mapping[str, Any]],
    *,
    below: PracticeRequestPage,
    members: Mapping[str, Member],
    pages: Mapping[str, Page],
) -> None:
    """What was answered, joined, thanked for, and marked as having helped."""
    for item in items:
        answer = _comment(item, on=below, members=members)
        if attached := item.get("attached"):
            CommentAttachment.objects.create(comment=answer, page=pages[attached], second=item.get("second"))
        if item.get("helped"):
            HelpfulAnswer.objects.create(question=below, comment=answer, marked_by=below.asker)
        for kind, named in ((Reaction.Kind.THANKS, "thanks"), (Reaction.Kind.SAME_HERE, "recognise")):
            for key in item.get(named, []):
                at = answer.submit_date + AN_HOUR
                Reaction.objects.create(comment=answer, member=members[key], kind=kind, at=at)
        for hours, reply in enumerate(item.get("replies", []), start=1):
            _comment(reply, on=below, members=members, parent=answer, later=AN_HOUR * hours)
    answers_changed(question=below.pk)


def adoption(
    item: Mapping[str, Any], *, sheets: Mapping[str, PracticePage], structure: StructurePage, by: Member
) -> Adoption:
    """What a structure says of trying a sheet, said the month after; the sheet's team was told then."""
    said_at = timezone.make_aware(datetime(item["on"].year, item["on"].month, 28, 12))
    return Adoption.objects.create(
        sheet=sheets[item["sheet"]],
        structure=structure,
        tried_on=item["on"],
        own_sheet=sheets.get(item["own_sheet"]),
        member=by,
        created_at=said_at,
        told_at=said_at,
        **{name: item[name] for name in ("kept", "changed", "happened")},
    )


def report(item: Mapping[str, Any], *, thing: Any, by: Member | None) -> Matter:
    """Something that somebody reported, which waits for a facilitator; no mail leaves."""
    subject = subject_called(item["subject"])
    if subject is None:
        raise ValueError(f"nothing is reported as {item['subject']!r}")
    matter = matter_of(thing=thing, subject=subject.name, author=subject.author(thing), text=subject.text(thing))
    at = _ago(item["days"])
    said = {name: item[name] for name in ("reason", "words", "name", "address")}
    Report.objects.create(matter=matter, member=by, reported_at=at, **said)
    Matter.objects.filter(pk=matter.pk).update(opened_at=at)
    return matter


def _comment(
    item: Mapping[str, Any],
    *,
    on: Page,
    members: Mapping[str, Member],
    parent: PeerComment | None = None,
    later: timedelta = timedelta(0),
) -> PeerComment:
    author = members[item["author"]]
    comment = PeerComment(
        content_type=ContentType.objects.get_for_model(on),
        object_pk=str(on.pk),
        site_id=settings.SITE_ID,
        user=author,
        user_name=author.display_name,
        comment=item["text"],
        submit_date=_ago(item["days"]) + later,
        parent_id=parent.pk if parent else 0,
    )
    comment.save()
    return comment


def _ago(days: int) -> datetime:
    """So many days ago, after lunch."""
    return timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=days), AFTER_LUNCH))
