"""Who shares on a grown site, what they say to each other, and what is closed to some."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bench.growing.rows import put
from bench.growing.texts import A_YEAR, Draw
from community.models import Member, Membership, Notification, PeerComment, StructurePage
from community.teams.spaces import sync_team
from practices.models import ConsentRecord, TestimonialPage

A_TEAM = 2


def members(*, number: int) -> list[Member]:
    """People who cannot sign in by themselves."""
    people = [
        Member(email=f"personne{place}@grand.test", display_name=f"Personne {place}", password=make_password(None))
        for place in range(number)
    ]
    put(people)
    return people


def place(*, people: Sequence[Member], structures: Sequence[StructurePage]) -> None:
    """Two people a structure, the first a pilot, with their group, their rights and their collection."""
    roles = [Membership.Role.PILOT, *[Membership.Role.MEMBER] * (A_TEAM - 1)]
    put(
        [
            Membership(structure=structure, member=people[at * A_TEAM + rank], role=role)
            for at, structure in enumerate(structures)
            for rank, role in enumerate(roles)
        ]
    )
    for structure in structures:
        sync_team(structure=structure)


def consents(draw: Draw, *, of: Sequence[TestimonialPage]) -> None:
    """One or two a testimonial; of a hundred, three are withdrawn and three have ended."""
    today = timezone.localdate()
    rows = []
    for testimonial in of:
        for person in ("Nadia B.", "Paul C.")[: draw.chance.randint(1, 2)]:
            fate = draw.chance.random()
            rows.append(
                ConsentRecord(
                    testimonial=testimonial,
                    person=person,
                    places="site et réunions du réseau",
                    given_on=today - 2 * A_YEAR,
                    expires_on=today - timedelta(days=1) if fate < 0.03 else today + A_YEAR,
                    withdrawn_at=timezone.now() if fate > 0.97 else None,
                )
            )
    put(rows)


def restrictions(draw: Draw, *, on: Sequence[Any]) -> None:
    """Open to members only, or to a group."""
    rows = [
        PageViewRestriction(page_id=page.pk, restriction_type=draw.one((PageViewRestriction.LOGIN, "groups")))
        for page in on
    ]
    put(rows)
    for row in rows:
        if row.restriction_type == PageViewRestriction.GROUPS:
            row.groups.add(draw.one(list(Group.objects.order_by("pk")[:20])))


def conversation(draw: Draw, *, on: Sequence[Any], by: Sequence[Member]) -> None:
    """As many comments as pages are named: three in five begin a thread, the others answer one of the same page."""
    begun: dict[int, PeerComment] = {}
    threads, answered = [], []
    for page in on:
        comment = _comment(draw, page, draw.one(by))
        if page.pk in begun and draw.is_so(0.4):
            answered.append((comment, begun[page.pk]))
        else:
            begun[page.pk] = comment
            threads.append(comment)
    put(threads, numbered=_begins)
    for comment, above in answered:
        comment.parent_id, comment.thread_id, comment.level = above.pk, above.pk, 1
        comment.order = above.nested_count = above.nested_count + 1
    put([comment for comment, _above in answered])


def _begins(comment: PeerComment) -> None:
    comment.parent_id = comment.thread_id = comment.pk


def _comment(draw: Draw, page: Any, author: Member) -> PeerComment:
    return PeerComment(
        content_type=ContentType.objects.get_for_model(type(page)),
        object_pk=str(page.pk),
        site_id=settings.SITE_ID,
        user=author,
        user_name=author.display_name,
        comment=draw.text()[1][:400],
        submit_date=draw.moment(),
    )


def messages(*, to: Sequence[Member], number: int) -> None:
    """Mails that have left."""
    now = timezone.now()
    put(
        [
            Notification(recipient=to[at % len(to)], kind="published", subject="Publié", body="Bonjour", sent_at=now)
            for at in range(number)
        ]
    )
