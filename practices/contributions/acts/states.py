"""Where a contribution stands between its author, the review and the readers: one word for each case."""

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from community.models.visible import VisiblePage


class State(models.TextChoices):
    """The six cases, in the order in which « Mes contributions » shows them."""

    CHANGES = "changes", _("changements demandés")
    DRAFT = "draft", _("brouillon")
    REVIEW = "review", _("en relecture")
    LIVE_DRAFT = "live-draft", _("en ligne, avec un brouillon")
    LIVE = "live", _("en ligne")
    OFFLINE = "offline", _("hors ligne")

    @property
    def css_class(self) -> str:
        """The name of the badge's colour; the word itself is always written beside it."""
        return f"state--{'live' if self is State.LIVE_DRAFT else self.value}"

    @property
    def named(self) -> str:
        """How an address says it: « ?etat=en-relecture »."""
        return slugify(str(self.label))

    @property
    def is_editable(self) -> bool:
        """Whether the team may write: not while a facilitator is reading."""
        return self is not State.REVIEW

    @property
    def may_be_submitted(self) -> bool:
        """Whether there is something new to read for a facilitator."""
        return self not in (State.REVIEW, State.LIVE)


def state_of(page: VisiblePage) -> State:
    """The state of a page, whatever the version in hand: the review first, then what readers see.

    A live page may be under review too: `page.live` says whether its former text stays on line meanwhile.
    """
    review: WorkflowState | None = page.current_workflow_state
    return state_from(
        review=review.status if review else None,
        is_live=page.live,
        has_draft=page.has_unpublished_changes,
        was_published=page.first_published_at is not None,
    )


def state_from(*, review: str | None, is_live: bool, has_draft: bool, was_published: bool) -> State:
    """The same from the facts alone; `review` is the status of the one that is not over, if any."""
    if review is not None:
        return State.REVIEW if review == WorkflowState.STATUS_IN_PROGRESS else State.CHANGES
    if is_live:
        return State.LIVE_DRAFT if has_draft else State.LIVE
    return State.OFFLINE if was_published else State.DRAFT


def state_named(typed: str, /) -> State | None:
    """The state that an address asks for; None for any other word."""
    return next((state for state in State if state.named == typed), None)
