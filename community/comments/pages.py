"""The pages of a long conversation: whole threads, fifty comments or so on each, in the order of reading."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page as Turned
from django.core.paginator import Paginator
from wagtail.models import Page

from community.comments.tree import Spoken, comments_of, count_shown, threads_of
from community.models.members import Member

A_PAGE = 50
"""Comments. A thread is never cut from its replies: one that alone is longer has a page to itself."""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What is shown of a conversation: the threads of one page, and how many comments all of them hold."""

    threads: list[Spoken]
    shown: int
    turned: Turned | None  # None: all is on one page


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands: enough to know its page, without its text."""

    pk: int
    parent: int  # itself, for the first of a thread
    is_removed: bool


def read_page(*, page: Page, member: Member | None, number: int = 1, comment: int | None = None) -> Conversation:
    """The page `number` of the conversation, or the one that holds `comment`; past the end, the last.

    Two queries up to fifty comments, four beyond, however many. `page` is the specific page.
    """
    rows = comments_of(page=page).filter(is_public=True)
    first = list(rows[: A_PAGE + 1])
    if len(first) <= A_PAGE:
        threads = threads_of(rows=first, member=member)
        return Conversation(threads=threads, shown=count_shown(threads=threads), turned=None)
    places = [Place(*row) for row in rows.values_list("pk", "parent_id", "is_removed")]
    pages = _cut(places)
    turned = Paginator(pages, 1).get_page(_page_of(comment, places, pages) or number)
    held = rows.filter(parent_id__in=turned.object_list[0])
    return Conversation(
        threads=threads_of(rows=list(held), member=member),
        shown=sum(not place.is_removed for place in places),
        turned=turned,
    )


def _cut(places: Sequence[Place]) -> list[list[int]]:
    """The threads of each page, by their first comment; one whose first comment is gone stands at its first reply."""
    sizes = Counter(place.parent for place in places)
    there = {place.pk for place in places}
    order = dict.fromkeys(place.parent for place in places if place.parent == place.pk or place.parent not in there)
    pages: list[list[int]] = [[]]
    held = 0
    for thread in order:
        if held and held + sizes[thread] > A_PAGE:
            pages.append([])
            held = 0
        pages[-1].append(thread)
        held += sizes[thread]
    return pages


def _page_of(comment: int | None, places: Sequence[Place], pages: Sequence[Sequence[int]]) -> int | None:
    """The page of a comment, of a reply, or of a first comment that is gone; None for any other number."""
    thread = next((place.parent for place in places if place.pk == comment), comment)
    return next((number for number, threads in enumerate(pages, start=1) if thread in threads), None)
