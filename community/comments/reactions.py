"""« Merci » and « Je me reconnais »: given by one press, taken back by another, with the names of who gave them.

Nothing counts them by person, anywhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import router, transaction
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from community.comments.acts import Refused, locked
from community.comments.models import PeerComment
from community.comments.shown import Reacted
from community.comments.tree import CommentState, state_of
from community.models.conversation import Reaction
from community.models.members import Member
from community.written_once import Given, Question, one_of, question

MOST_NAMES = 12  # said behind a reaction; the others are counted


@transaction.atomic
def react(*, comment: PeerComment, member: Member, kind: Reaction.Kind, is_given: bool | None = None) -> bool:
    """Give this reaction, or take it back if it was given; returns whether it stands now.

    `is_given`: what the person saw when they pressed, so that two presses of one screen are one. Raises Refused for a
    comment that is not shown, or for one's own.
    """
    fresh = locked(comment)
    if state_of(row=fresh) is not CommentState.SHOWN:
        raise Refused("")
    if fresh.user_id == member.pk:
        raise Refused("")
    mine = Reaction.objects.filter(comment=fresh, member=member, kind=kind)
    stands = mine.exists() if is_given is None else is_given
    if stands:
        mine.delete()
        return False
    Reaction.objects.get_or_create(comment=fresh, member=member, kind=kind)
    return True


def reactions_to(*, comments: Sequence[int], member: Member | None) -> dict[int, tuple[Reacted, ...]]:
    """Both reactions to each of these comments, in one query; the public is told no name."""
    rows = _given(router.db_for_read(Reaction)).rows(comments=comments, reader=member.pk if member else 0)
    found: dict[tuple[int, str], Reacted] = {}
    for comment, kind, total, person, name in rows:
        known = found.get((comment, kind)) or Reacted(kind=kind, label=str(Reaction.Kind(kind).label), count=total)
        found[comment, kind] = _with(known, name if member else "", is_mine=member is not None and person == member.pk)
    thanks: dict[int, tuple[Reacted, ...]] = defaultdict(tuple)
    for comment in comments:
        thanks[comment] = tuple(
            found.get((comment, kind.value), Reacted(kind=kind.value, label=str(kind.label))) for kind in Reaction.Kind
        )
    return thanks


@lru_cache(maxsize=4)
def _given(using: str) -> Question:
    """The question, for any comments and whoever reads: the first names behind each, and one's own, with the totals."""
    same: dict[str, Any] = {"partition_by": [F("comment_id"), F("kind")]}
    return question(
        Reaction.objects.using(using)
        .filter(one_of("comment_id", "comments"))
        .annotate(
            rank=Window(RowNumber(), order_by=[F("at").asc(), F("pk").asc()], **same), total=Window(Count("pk"), **same)
        )
        .filter(Q(rank__lte=MOST_NAMES) | Q(member=Given("reader")))
        .order_by("rank")
        .values_list("comment_id", "kind", "total", "member_id", "member__display_name")
    )


def _with(known: Reacted, name: str, *, is_mine: bool) -> Reacted:
    return Reacted(
        kind=known.kind,
        label=known.label,
        count=known.count,
        names=(*known.names, name) if name else known.names,
        is_mine=known.is_mine or is_mine,
    )
