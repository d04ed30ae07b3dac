"""The pages of a long conversation: whole threads, twenty comments or so on each, in the order of reading.

A thread that is very long goes on over several pages, each of which begins with the comment that is answered.

Where each page begins is known from the places of the comments alone; the text of one page is read, never of all. What
fits on one page, as nearly all conversations do, is read at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page as Turned
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from wagtail.models import Page

from community.comments.models import PeerComment
from community.comments.surroundings import surround
from community.comments.tree import Spoken, all_of, comments_of, threads_of
from community.models.conversation import CommentAttachment
from community.models.members import Member

A_PAGE = 20
"""Comments. A thread is not cut from its replies: one that alone is longer has a page to itself."""

LONGEST_WHOLE = 50
"""Comments of a thread that stays whole: beyond, a page would have no end."""

OnAPage = dict[int, list[int]]
"""What one page holds: of each thread, by the number of its first comment, the comments that are read there."""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What is shown of a conversation: the threads of one page, and how many comments all of them hold.

    `helped`: the threads of this page where a comment is marked, which come first; `threads`: the others.
    """

    helped: list[Spoken]
    threads: list[Spoken]
    shown: int
    turned: Turned | None  # None: all is on one page
    beside_what_helped: int = 0  # comments of all the threads that come first, marked or not
    unread: int = 0
    first_unread: int | None = None
    newest: datetime | None = None  # when somebody else last said something

    @property
    def others(self) -> int:
        """How many stand below those threads."""
        return self.shown - self.beside_what_helped


@dataclass(frozen=True, slots=True)
class Place:
    """Where a comment stands: enough to know its page, without its text."""

    pk: int
    parent: int  # itself, for the first of a thread
    is_public: bool
    is_removed: bool
    said_at: datetime
    author: int | None

    @property
    def is_shown(self) -> bool:
        return self.is_public and not self.is_removed


_JOINED = CommentAttachment.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
JOINS = Subquery(_JOINED.annotate(number=Count("pk")).values("number"))
"""How many pages are joined to a comment: its cards are asked for only where there are some.

Counted: asked whether one `Exists`, PostgreSQL reads all that is joined on the site, below a long conversation.
"""

PLACE = ("pk", "parent_id", "is_public", "is_removed", "submit_date", "user_id")


def read_page(
    *,
    page: Page,
    member: Member | None,
    number: int = 1,
    comment: int | None = None,
    marked: Collection[int] = (),
    unread_since: datetime | None = None,
) -> Conversation:
    """The page `number` of the conversation, or the one that holds `comment`; past the end, the last.

    As many queries for a thousand comments as for fifty. `page` is the specific page; `marked` are the comments shown
    first, `unread_since` the moment after which what others said is new to this person.
    """
    rows = comments_of(page=page, member=member)
    told = rows.annotate(joins=JOINS)
    first_rows = list(told[: A_PAGE + 1])
    is_whole = len(first_rows) <= A_PAGE
    places = [_place(row) for row in first_rows] if is_whole else _places(rows)
    if not places:
        return Conversation(helped=[], threads=[], shown=0, turned=None)
    pages, first = _cut(places, marked)
    turned = Paginator(pages, 1).get_page(_page_of(comment, pages) or number)
    here: OnAPage = turned.object_list[0]
    held = first_rows if is_whole else list(told.filter(pk__in=[pk for said in here.values() for pk in said]))
    threads = sorted(threads_of(rows=held, member=member), key=lambda thread: list(here).index(thread.pk))
    _say_where_they_go_on(threads, before=pages[: turned.number - 1], after=pages[turned.number :])
    unread = _unread(places, member, unread_since)
    _mark(threads, marked=marked, unread={place.pk for place in unread})
    surround(spoken=all_of(threads), rows={row.pk: row for row in held}, page=page, member=member)
    return Conversation(
        helped=[thread for thread in threads if thread.pk in first],
        threads=[thread for thread in threads if thread.pk not in first],
        shown=sum(place.is_shown for place in places),
        turned=turned if len(pages) > 1 else None,
        beside_what_helped=sum(place.parent in first and place.is_shown for place in places),
        unread=len(unread),
        first_unread=unread[0].pk if unread else None,
        newest=_newest(places, member),
    )


def _place(row: PeerComment) -> Place:
    return Place(row.pk, row.parent_id, row.is_public, row.is_removed, row.submit_date, row.user_id)


def _places(rows: QuerySet[PeerComment]) -> list[Place]:
    """Of a conversation that may have thousands of comments: their text is not read."""
    return [Place(*row) for row in rows.select_related(None).values_list(*PLACE)]


def _say_where_they_go_on(threads: Iterable[Spoken], *, before: Sequence[OnAPage], after: Sequence[OnAPage]) -> None:
    """A thread of hundreds of replies stands on several pages."""
    for thread in threads:
        thread.is_resumed = any(thread.pk in page for page in before)
        thread.goes_on = any(thread.pk in page for page in after)


def _cut(places: Sequence[Place], marked: Collection[int]) -> tuple[list[OnAPage], set[int]]:
    """What each page holds, and the threads where a comment is marked: these come first.

    A thread whose first comment is gone stands at its first reply.
    """
    there = {place.pk for place in places}
    threads: OnAPage = {place.parent: [] for place in places if place.parent == place.pk or place.parent not in there}
    for place in places:
        if place.parent in threads:
            threads[place.parent].append(place.pk)
    first = {place.parent for place in places if place.pk in marked and place.is_shown}
    pages: list[OnAPage] = [{}]
    held = 0
    for thread in sorted(threads, key=lambda one: one not in first):
        for part in _parts(thread, threads[thread], marked):
            if held and held + len(part) > A_PAGE:
                pages.append({})
                held = 0
            pages[-1][thread] = part
            held += len(part)
    return pages, first


def _parts(thread: int, said: list[int], marked: Collection[int]) -> list[list[int]]:
    """A thread, whole; of a very long one, its first comment and a page of replies each time, what helped first."""
    if len(said) <= LONGEST_WHOLE:
        return [said]
    replies = sorted((pk for pk in said if pk != thread), key=lambda pk: pk not in marked)
    return [[thread, *replies[start : start + A_PAGE]] for start in range(0, len(replies), A_PAGE)]


def _page_of(comment: int | None, pages: Sequence[OnAPage]) -> int | None:
    """The page of a comment, of a reply, or of a first comment that is gone; None for any other number."""
    holding = (
        number
        for number, page in enumerate(pages, start=1)
        if comment in page or any(comment in said for said in page.values())
    )
    return next(holding, None)


def _unread(places: Sequence[Place], member: Member | None, since: datetime | None) -> list[Place]:
    """What others said after this moment, the first said first."""
    if member is None or since is None:
        return []
    return [place for place in places if place.is_shown and place.said_at > since and place.author != member.pk]


def _newest(places: Sequence[Place], member: Member | None) -> datetime | None:
    """When somebody else last said something."""
    others = [place for place in places if place.is_shown and not (member and place.author == member.pk)]
    return max((place.said_at for place in others), default=None)


def _mark(threads: Sequence[Spoken], *, marked: Collection[int], unread: Collection[int]) -> None:
    for each in all_of(threads):
        each.is_marked = each.is_shown and each.pk in marked
        each.is_unread = each.pk in unread
