"""What is asked lately under the pages, for the front page: the question, its page, how many have answered."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from community.comments.models import SUFFIX, PeerComment
from community.kept.remembered import Remembered
from community.models.members import Member
from community.models.visible import IN_A_LIST
from community.visibility import visible_to

LOOKED_AT = 40
"""How many of the latest questions are looked at: most of those that everybody sees are among the first."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that opens a thread: its words, the page below which it is asked, how many replies are shown."""

    text: str
    page: Page
    suffix: str
    replies: int


def latest_questions(*, member: Member | None, limit: int, but_on: Collection[type[Page]] = ()) -> list[Asked]:
    """The latest threads opened by a question, under pages that this person sees; three queries whatever their number.

    A question is what was opened as one by a press, or where somebody typed a question mark. `but_on`: kinds of
    pages below which what is said answers the page, and asks nothing of its own.
    """
    rows = _latest(tuple(but_on)).get()
    named = Page.objects.filter(pk__in={place for _pk, _text, place in rows}).only(*IN_A_LIST)
    pages = {page.pk: page for page in visible_to(named, member)} if rows else {}
    asked = [(pk, text, pages[place]) for pk, text, place in rows if place in pages][:limit]
    replies = _replies([pk for pk, _text, _page in asked])
    return [Asked(text=text, page=page, suffix=SUFFIX % {"id": pk}, replies=replies[pk]) for pk, text, page in asked]


@cache
def _latest(but_on: tuple[type[Page], ...]) -> Remembered[tuple[tuple[int, str, int], ...]]:
    """The latest of all, whoever sees them: to find them, every thread is looked at."""
    return Remembered(build=partial(_read_latest, but_on))


def _read_latest(but_on: tuple[type[Page], ...]) -> tuple[tuple[int, str, int], ...]:
    # By its level, whose shares PostgreSQL knows: of `parent_id = pk` it guesses one in two hundred, and sorts all.
    asks = Q(opening=PeerComment.Opening.QUESTION) | Q(comment__contains="?")
    opened = _shown().filter(asks, level=0).order_by("-submit_date", "-pk")
    if but_on:
        opened = opened.exclude(content_type__in=list(ContentType.objects.get_for_models(*but_on).values()))
    rows = opened.values_list("pk", "comment", "object_pk")[:LOOKED_AT]
    return tuple((pk, text, int(place)) for pk, text, place in rows)


def _shown() -> Any:
    return PeerComment.objects.filter(is_public=True, is_removed=False)


def _replies(threads: list[int]) -> Counter[int]:
    if not threads:
        return Counter()
    rows = _shown().filter(thread_id__in=threads).exclude(pk__in=threads)
    return Counter(rows.values_list("thread_id", flat=True))
