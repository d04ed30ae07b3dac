"""What « Mes contributions » and « Relecture » list, in a number of queries that does not grow with the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from community.models import Member, StructurePage
from community.permissions import may_edit, may_read_unpublished
from practices.contributions.kinds import Kind, forms_by_type
from practices.contributions.states import State, state_of
from practices.contributions.wastebasket import kept


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A page as its team follows it: its state, the last word of the review, the last change."""

    page: Any
    kind: Kind
    structure: Any
    state: State
    title: str
    comment: str
    commented_by: str
    changed_at: datetime | None
    changed_by: str

    @property
    def may_be_thrown_away(self) -> bool:
        """What was never on line, and that no facilitator is reading."""
        return self.page.first_published_at is None and not self.page.live and self.state.is_editable


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A page that waits for a facilitator."""

    page: Any
    structure: Any
    title: str
    submitted_at: datetime
    submitted_by: str


def structures_of(*, member: Member) -> QuerySet[StructurePage]:
    """The structures where this person may write, by name."""
    return StructurePage.objects.filter(memberships__member=member).order_by("title")


def contribution_of(*, member: Member, pk: int) -> "tuple[Any, Kind] | None":
    """The page and its kind, when this person may read its drafts; else None, as if it did not exist."""
    page = Page.objects.filter(pk=pk).first()
    specific = page.specific if page else None
    kind = forms_by_type.get(type(specific))
    if kind is None or not may_read_unpublished(member=member, page=specific):
        return None
    return specific, kind


def contributions_of(*, member: Member) -> list[tuple[State, list[Contribution]]]:
    """Everything the person's structures wrote, by state: what calls for an act first, then the newest change."""
    structures = list(structures_of(member=member))
    if not structures:
        return []
    below = Q()
    for structure in structures:
        below |= Q(path__startswith=structure.path, depth=structure.depth + 1)
    pages = list(
        kept(Page.objects.filter(below))
        .type(*forms_by_type)
        .order_by("-latest_revision_created_at", "-pk")
        .specific()
        .prefetch_workflow_states()  # after specific(): the relation it reads is not the same
    )
    comments = _last_comments(pages)
    authors = _last_authors(pages)
    by_path = {structure.path: structure for structure in structures}
    groups: dict[State, list[Contribution]] = {state: [] for state in State}
    for page in pages:
        row = _contribution(page, by_path[page.path[: -page.steplen]], comments, authors)
        groups[row.state].append(row)
    return [(state, rows) for state, rows in groups.items() if rows]


def waiting_for_review() -> list[Submission]:
    """The pages under review, the one that waits longest first."""
    states = (
        WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="page")
        .select_related("requested_by", "current_task_state")
        .order_by("current_task_state__started_at", "pk")
    )
    reviews = {int(state.object_id): state for state in states}
    pages = Page.objects.filter(pk__in=reviews).in_bulk()
    parents = {
        parent.path: parent for parent in Page.objects.filter(path__in={p.path[: -p.steplen] for p in pages.values()})
    }
    authors = _last_authors(list(pages.values()))
    return [
        _submission(page, parents.get(page.path[: -page.steplen]), review, authors)
        for pk, review in reviews.items()
        if (page := pages.get(pk))
    ]


def submission_of(*, page: Any) -> Submission | None:
    """The review in progress on this page, if any."""
    if state_of(page) is not State.REVIEW:
        return None
    return _submission(page, page.get_parent(), page.current_workflow_state, _last_authors([page]))


def last_read_version(*, page: Any) -> Any:
    """What a reviewer compares with: the text on line, else the version on which changes were asked, else None."""
    if page.live:
        return type(page).objects.get(pk=page.pk)
    former = (
        TaskState.objects.filter(
            workflow_state__base_content_type=page.get_base_content_type(),
            workflow_state__object_id=str(page.pk),
            status=TaskState.STATUS_REJECTED,
        )
        .select_related("revision")
        .order_by("-finished_at")
        .first()
    )
    return former.revision.as_object() if former and former.revision else None


def authors_of(*, page: Any) -> list[Member]:
    """Whom the fate of a page concerns: who began it, submitted it or last wrote it, and is still of its team."""
    review = page.current_workflow_state or page.workflow_states.order_by("-created_at").first()
    latest = page.get_latest_revision()
    people = {page.owner, review.requested_by if review else None, latest.user if latest else None}
    return [person for person in people if person is not None and may_edit(member=person, page=page)]


def _submission(page: Any, structure: Any, review: WorkflowState, authors: dict[int, str]) -> Submission:
    return Submission(
        page=page,
        structure=structure,
        title=page.get_admin_display_title(),
        submitted_at=review.current_task_state.started_at if review.current_task_state else review.created_at,
        submitted_by=str(review.requested_by or authors.get(page.latest_revision_id, "")),
    )


def _contribution(page: Any, structure: Any, comments: dict[str, TaskState], authors: dict[int, str]) -> Contribution:
    state = state_of(page)
    said = comments.get(str(page.pk)) if state in (State.CHANGES, State.LIVE) else None
    return Contribution(
        page=page,
        kind=forms_by_type[type(page)],
        structure=structure,
        state=state,
        title=page.get_admin_display_title(),
        comment=said.comment if said else "",
        commented_by=str(said.finished_by or "") if said else "",
        changed_at=page.latest_revision_created_at,
        changed_by=authors.get(page.latest_revision_id, ""),
    )


def _last_comments(pages: list[Any]) -> dict[str, TaskState]:
    """The last word of the review on each page, the most recent kept."""
    said = (
        TaskState.objects.filter(
            workflow_state__base_content_type__model="page",
            workflow_state__object_id__in=[str(page.pk) for page in pages],
            finished_at__isnull=False,
        )
        .exclude(status=TaskState.STATUS_CANCELLED)
        .select_related("finished_by", "workflow_state")
        .order_by("finished_at")
    )
    return {state.workflow_state.object_id: state for state in said}


def _last_authors(pages: list[Any]) -> dict[int, str]:
    """Who wrote the latest version of each page: revision → displayed name."""
    latest = [page.latest_revision_id for page in pages if page.latest_revision_id]
    rows = Revision.objects.filter(pk__in=latest, user__isnull=False).values_list("pk", "user__display_name")
    return dict(rows)
