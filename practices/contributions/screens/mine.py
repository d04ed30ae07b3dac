"""What « Mes contributions » shows: twenty things that a person's structures wrote, all together or of one state."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as Turned
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, TaskState, WorkflowState

from community.models import Member, StructurePage
from community.paging import page_of
from community.tree import just_below
from practices.cards import name_levers
from practices.contributions.acts.states import State, state_from, state_of
from practices.contributions.acts.wastebasket import kept
from practices.contributions.forms.kinds import ContributionKind, forms_by_type
from practices.contributions.queries import last_authors, structures_of
from practices.pictures import name_pictures


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """A page as its team follows it: its state, the last word of the review, the last change."""

    page: Any
    kind: ContributionKind
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
class Contributions:
    """One page of the list, by state, and how many there are of each state."""

    groups: list[tuple[State, list[Contribution]]]
    turned: Turned
    counts: list[tuple[State, int]]  # the states in use, and the one asked for
    total: int
    state: State | None  # the only one shown


def contributions_of(*, member: Member, state: State | None = None, number: int = 1) -> Contributions:
    """What the person's structures wrote: first what calls for an act, then the newest change; `state` narrows it.

    The states of all are asked in one query; texts, authors and reviews are read for this page alone.
    """
    structures = list(structures_of(member=member))
    every = _states_of(structures)
    counts = Counter(every.values())
    ranks = {each: rank for rank, each in enumerate(State)}
    wanted = sorted((pk for pk, each in every.items() if state in (None, each)), key=lambda pk: ranks[every[pk]])
    turned = page_of(wanted, number=number)
    return Contributions(
        groups=_grouped(list(turned), structures),
        turned=turned,
        counts=[(each, counts[each]) for each in State if counts[each] or each is state],
        total=len(every),
        state=state,
    )


def _states_of(structures: Sequence[Any]) -> dict[int, State]:
    """The state of each page below these structures, the newest change first."""
    if not structures:
        return {}
    below = Q()
    for structure in structures:
        below |= just_below(structure.path)
    review = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    facts = (
        kept(Page.objects.filter(below))
        .order_by("-latest_revision_created_at", "-pk")
        .annotate(review=Subquery(review.values("status")[:1]))
        .values_list("pk", "content_type", "review", "live", "has_unpublished_changes", "first_published_at")
    )
    # Compared here: for a type among others, SQLite would leave the range and read every page of these types.
    types = {one.pk for one in ContentType.objects.get_for_models(*forms_by_type).values()}
    return {
        pk: state_from(review=status, is_live=live, has_draft=has_draft, was_published=published is not None)
        for pk, content_type, status, live, has_draft, published in facts
        if content_type in types
    }


def _grouped(wanted: Sequence[int], structures: Sequence[StructurePage]) -> list[tuple[State, list[Contribution]]]:
    """These pages, in this order, with what their rows show."""
    found = Page.objects.filter(pk__in=wanted).specific().prefetch_workflow_states() if wanted else []
    pages = {page.pk: page for page in found}  # prefetched after specific(): the relation it reads is not the same
    name_levers(pages=pages.values())
    name_pictures(pages=pages.values())
    comments, authors = _last_comments(pages.values()), last_authors(pages.values())
    above = StructurePage.objects.above_each(pages.values(), known=structures)
    groups: dict[State, list[Contribution]] = {}
    for page in (pages[pk] for pk in wanted if pk in pages):
        row = _contribution(page, above[page.pk], comments, authors)
        groups.setdefault(row.state, []).append(row)
    return list(groups.items())


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


def _last_comments(pages: Iterable[Any]) -> dict[str, TaskState]:
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
