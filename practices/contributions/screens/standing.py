"""Where a draft stands for the person in front of it: what was asked, what is missing, what they may do now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import TaskState

from community.models import Member
from community.permissions import may_edit, may_review
from practices.contributions.acts.drafts import missing_of
from practices.contributions.acts.states import State, state_of


@dataclass(frozen=True, kw_only=True)
class ChangesAsked:
    """What a facilitator asked to change: her words, who, when."""

    comment: str
    by: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the bar of a preview says and offers."""

    state: State
    asked: ChangesAsked | None
    missing: list[tuple[str, str]]
    lacks_agreement: bool
    may_write: bool
    may_submit: bool
    may_review: bool


def standing_of(*, page: Any, draft: Any, member: Member) -> Standing:
    """`page` is the row, `draft` the version that is shown."""
    state = state_of(page)
    missing = missing_of(page=draft)
    may_write = may_edit(member=member, page=page)
    return Standing(
        state=state,
        asked=changes_asked(page=page),
        missing=labelled(draft, missing) if state.may_be_submitted or state is State.REVIEW else [],
        lacks_agreement="consent" in missing,
        may_write=may_write,
        may_submit=may_write and state.may_be_submitted and not missing,
        may_review=may_review(member=member),
    )


def changes_asked(*, page: Any) -> ChangesAsked | None:
    """The last request on this page, while its team has not answered it."""
    if page is None or state_of(page) is not State.CHANGES:
        return None
    steps = page.current_workflow_state.task_states.filter(status=TaskState.STATUS_REJECTED)
    said = steps.select_related("finished_by").order_by("-finished_at", "-pk").first()
    if said is None or not said.comment:
        return None
    return ChangesAsked(comment=said.comment, by=str(said.finished_by or ""), at=said.finished_at)


def labelled(page: Any, missing: dict[str, str]) -> list[tuple[str, str]]:
    """Each missing field under the name it has on screen."""
    own = {field.name: field for field in page._meta.get_fields()}
    return [(str(getattr(own.get(name), "verbose_name", "")) or "", text) for name, text in missing.items()]
