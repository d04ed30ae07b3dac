"""A page's conversation as it is read: threads in order, one level of replies, empty places where somebody withdrew.

Built from `parent_id` alone. The library's own tree loses whole threads when one reply's parent is missing or hidden:
here such replies stay, below a place that says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Page

from community.comments.models import PeerComment
from community.comments.shown import Around
from community.comments.whose import structures_of
from community.drawing.initials import initial_of, paper_of
from community.models.members import Member


class CommentState(StrEnum):
    """What is shown of a comment."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"  # by its author
    REMOVED = "removed"  # by a facilitator
    HELD = "held"  # a facilitator reads it first: its author alone sees it
    MISSING = "missing"  # hidden, or its row is gone: only its replies are left


@dataclass
class Spoken:
    """One comment ready to be shown; a comment that is not shown has neither text nor author."""

    pk: int
    state: CommentState
    thread: int = 0
    text: str = ""
    opening: str = ""
    author: str = ""  # empty: the account no longer exists
    structure: str = ""
    author_page: int | None = None  # whose page a member may open; never the public's, nor that of a closed account
    said_at: datetime | None = None
    is_own: bool = False
    is_edited: bool = False
    is_unread: bool = False
    is_marked: bool = False
    is_resumed: bool = False  # of a thread: some of its replies stand on the pages before
    goes_on: bool = False  # some stand on the pages that follow
    around: Around = field(default_factory=Around)
    replies: list["Spoken"] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.state is CommentState.SHOWN

    @property
    def is_read(self) -> bool:
        """Whether its text is shown to this reader: to everybody, or to its author who waits."""
        return self.state in (CommentState.SHOWN, CommentState.HELD)

    @property
    def initial(self) -> str:
        """The letter beside the name."""
        return initial_of(self.author)

    @property
    def tint(self) -> str:
        """The paper under this letter: the same for the same name, chosen by nothing else."""
        return paper_of(self.author)


READ = (
    *("parent_id", "submit_date", "comment", "is_public", "is_removed", "withdrawn_by_author", "held_at", "edited_at"),
    *("opening", "quoted_text", "quoted_comment", "quoted_second", "user__display_name", "user__is_active"),
)
"""What a conversation needs of a comment; the library's tables have three times as many columns."""


def comments_of(*, page: Page, member: Member | None = None) -> QuerySet[PeerComment]:
    """The comments below this page that this person may see a trace of, oldest first, with their authors.

    `page` is the specific page. Those that are held are there for their author alone.
    """
    kind = ContentType.objects.get_for_model(type(page))
    rows: QuerySet[PeerComment] = PeerComment.objects.filter(content_type=kind, object_pk=str(page.pk))
    seen = Q(is_public=True)
    if member is not None:
        seen |= Q(held_at__isnull=False, is_removed=False, user=member)
    return rows.filter(seen).select_related(None).select_related("user").only(*READ).order_by("submit_date", "pk")


def conversation(*, page: Page, member: Member | None) -> list[Spoken]:
    """All the threads of a page, oldest first, as this person reads them; two queries whatever their number."""
    return threads_of(rows=list(comments_of(page=page, member=member)), member=member)


def threads_of(*, rows: Sequence[PeerComment], member: Member | None) -> list[Spoken]:
    """The threads that these comments make, in one query; `rows` come in order, none of them hidden."""
    authors = {row.user_id for row in rows if row.user_id and not row.is_removed}
    structures = structures_of(members=authors, reader=member)
    spoken = {row.pk: _spoken(row=row, member=member, structures=structures) for row in rows}
    threads: dict[int, Spoken] = {}
    for row in rows:
        if row.parent_id == row.pk:
            threads[row.pk] = spoken[row.pk]
        else:
            parent = spoken.get(row.parent_id) or threads.get(row.parent_id)
            if parent is None:
                parent = threads[row.parent_id] = Spoken(pk=row.parent_id, state=CommentState.MISSING)
            parent.replies.append(spoken[row.pk])
    return list(threads.values())


def all_of(threads: Iterable[Spoken]) -> list[Spoken]:
    """The comments of these threads, replies included, in the order of reading."""
    return [each for thread in threads for each in (thread, *thread.replies)]


def count_shown(*, threads: Iterable[Spoken]) -> int:
    """How many comments can be read, replies included."""
    return sum(each.is_shown for each in all_of(threads))


def state_of(*, row: PeerComment) -> CommentState:
    """What may be shown of a comment."""
    if not row.is_public:
        return CommentState.HELD if row.held_at and not row.is_removed else CommentState.MISSING
    if not row.is_removed:
        return CommentState.SHOWN
    return CommentState.WITHDRAWN if row.withdrawn_by_author else CommentState.REMOVED


def _spoken(*, row: PeerComment, member: Member | None, structures: Mapping[int, str]) -> Spoken:
    state = state_of(row=row)
    if state not in (CommentState.SHOWN, CommentState.HELD):
        return Spoken(pk=row.pk, state=state, thread=row.parent_id)
    return Spoken(
        pk=row.pk,
        state=state,
        thread=row.parent_id,
        text=row.comment,
        opening=str(row.get_opening_display()) if row.opening else "",
        author=row.user.display_name if row.user else "",
        structure=structures.get(row.user_id, ""),
        author_page=row.user_id if member is not None and row.user and row.user.is_active else None,
        said_at=row.submit_date,
        is_own=member is not None and row.user_id == member.pk,
        is_edited=row.edited_at is not None,
    )
