"""The review before publication: Wagtail's group approval, which refuses to approve what is not complete."""

from typing import Any

from wagtail.models import AbstractGroupApprovalTask, Page


class ReviewTask(AbstractGroupApprovalTask):
    """A facilitator reads, then approves or asks for changes."""

    def get_actions(self, page: Page, user: Any) -> list[tuple[str, str, bool]]:
        """Without « approve » while something is missing: an agreement may have ended since the submission."""
        actions: list[tuple[str, str, bool]] = super().get_actions(page, user)
        latest = page.get_latest_revision_as_object()
        if hasattr(latest, "missing") and latest.missing():
            return [action for action in actions if action[0] != "approve"]
        return actions

    class Meta:
        verbose_name = "relecture"
        verbose_name_plural = "relectures"
