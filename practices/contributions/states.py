"""Where a contribution stands between its author, the review and the readers: one word for each case."""

from django.db import models
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
    if review is not None:
        return State.REVIEW if review.status == WorkflowState.STATUS_IN_PROGRESS else State.CHANGES
    if page.live:
        return State.LIVE_DRAFT if page.has_unpublished_changes else State.LIVE
    return State.OFFLINE if page.first_published_at else State.DRAFT
