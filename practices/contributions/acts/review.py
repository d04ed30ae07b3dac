"""Reviewing: a facilitator approves what a team submitted, or asks for changes and says which."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.at_once import held
from community.models import Member
from community.models.visible import VisiblePage
from community.permissions import may_review
from community.typed_text.characters import is_blank
from practices.contributions.acts.drafts import draft_of, missing_of, recorded_by
from practices.contributions.acts.refusals import Incomplete, NotAllowed, Outdated


def approve(*, page: VisiblePage, member: Member, comment: str = "", read: int | None = None) -> None:
    """Publish the version under review. `read` is the revision that the facilitator had before their eyes.

    Raises NotAllowed, Outdated when a newer version came meanwhile, and Incomplete when something is missing:
    an agreement may have ended since the submission.
    """
    with recorded_by(member):
        row, task_state = _under_review(page, member, read)
        if missing := missing_of(page=draft_of(page=row)):
            raise Incomplete(missing)
        _act(row, task_state, member, "approve", comment)


def ask_for_changes(*, page: VisiblePage, member: Member, comment: str, read: int | None = None) -> None:
    """Give the page back to its team, with what to change.

    Raises NotAllowed, Outdated, and ValidationError without a comment.
    """
    if is_blank(comment):
        raise ValidationError({"comment": _("Dites à l’équipe ce qu’il faut changer.")})
    with recorded_by(member):
        row, task_state = _under_review(page, member, read)
        _act(row, task_state, member, "reject", comment.strip())


def _under_review(page: VisiblePage, member: Member, read: int | None) -> tuple[Any, Any]:
    """The page, held until the act ends, and the review's current step."""
    if not may_review(member=member):
        raise NotAllowed(_("Seule l’animation relit les contributions."))
    row = held(page)
    task_state = row.current_workflow_task_state
    if task_state is None:
        raise NotAllowed(_("Cette contribution n’est plus en relecture : son équipe l’a peut-être reprise."))
    if read is not None and read != row.latest_revision_id:
        raise Outdated(row.latest_revision)
    return row, task_state


def _act(page: Any, task_state: Any, member: Member, action: str, comment: str) -> None:
    task = task_state.task.specific
    if action not in {name for name, _label, _needs_comment in task.get_actions(page, member)}:
        raise NotAllowed(_("Cette étape de la relecture ne vous est pas confiée."))
    task.on_action(task_state, user=member, action_name=action, comment=comment)
