"""The admin's page editor: its whole answer is one act, the page's row held from the check to the publication.

Wagtail saves a version, then publishes it, in two moments between which a pilot's card could come and be lost.
"""

from typing import Any

from django.db import transaction
from wagtail.admin.views.pages.edit import EditView

from community.at_once import held


def hold_what_is_edited() -> None:
    """Called when the admin starts; `CompleteOrDraftForm` then compares versions that nobody else can add to."""
    posting = EditView.post
    if getattr(posting, "holds_the_page", False):
        return

    def post(self: Any, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            held(self.page)
            return posting(self, *args, **kwargs)

    post.holds_the_page = True  # type: ignore[attr-defined]
    EditView.post = post
