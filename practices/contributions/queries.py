"""What the screens of writing and reviewing ask, in a number of queries that does not grow with what they list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page as Turned
from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState, WorkflowState

from community.models import Member, StructurePage
from community.paging import page_of
from community.permissions import may_edit, may_read_unpublished
from practices.cards import name_levers
from practices.contributions.acts.states import State, state_of
from practices.contributions.forms.kinds import ContributionKind, forms_by_type
from practices.pictures import name_pictures


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


def contribution_of(*, member: Member, pk: int) -> "tuple[Any, ContributionKind] | None":
    """The page and its kind, when this person may read its drafts; else None, as if it did not exist."""
    page = Page.objects.filter(pk=pk).first()
    specific = page.specific if page else None
    kind = forms_by_type.get(type(specific))
    if kind is None or not may_read_unpublished(member=member, page=specific):
        return None
    return specific, kind


def under_review() -> QuerySet[WorkflowState]:
    """The reviews in progress."""
    return WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="page")


def waiting_for_review(*, number: int = 1) -> Turned:
    """A page of what is under review, what waits longest first."""
    waiting = (
        under_review()
        .select_related("requested_by", "current_task_state")
        .order_by("current_task_state__started_at", "pk")
    )
    turned = page_of(waiting, number=number)
    reviews = {int(state.object_id): state for state in turned}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=reviews).specific()}
    name_levers(pages=pages.values())
    name_pictures(pages=pages.values())
    structures = StructurePage.objects.to_name().above_each(pages.values())
    authors = last_authors(list(pages.values()))
    turned.object_list = [
        _submission(page, structures.get(pk), review, authors)
        for pk, review in reviews.items()
        if (page := pages.get(pk))
    ]
    return turned


def submission_of(*, page: Any) -> Submission | None:
    """The review in progress on this page, if any."""
    if state_of(page) is not State.REVIEW:
        return None
    structure = StructurePage.objects.above(page).first()
    return _submission(page, structure, page.current_workflow_state, last_authors([page]))


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


def last_authors(pages: Iterable[Any]) -> dict[int, str]:
    """Who wrote the latest version of each page: revision → displayed name."""
    latest = [page.latest_revision_id for page in pages if page.latest_revision_id]
    rows = Revision.objects.filter(pk__in=latest, user__isnull=False).values_list("pk", "user__display_name")
    return dict(rows)
