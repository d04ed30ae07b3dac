"""Who is told of each step of a contribution, by which message."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, WorkflowState

from community.models import Member, StructurePage
from community.notifications.acts import notify
from community.teams.spaces import facilitators
from practices.contributions.forms.kinds import forms_by_type
from practices.contributions.mails import ContributionMail
from practices.contributions.queries import authors_of
from practices.models import TestimonialPage


def submitted(*, review: WorkflowState, actor: Member | None) -> None:
    """Facilitators: something to read, on the site or in the admin."""
    if page := _contribution(review):
        _tell(ContributionMail.SUBMITTED, _others(facilitators(), actor), page, actor)


def changes_asked(*, review: WorkflowState, actor: Member | None) -> None:
    """Authors: what to change, in the facilitator's words."""
    if page := _contribution(review):
        _tell(
            ContributionMail.CHANGES_ASKED, _others(authors_of(page=page), actor), page, actor, comment=_comment(review)
        )


def published(*, review: WorkflowState, actor: Member | None) -> None:
    """Authors: it is on line, at this address."""
    if page := _contribution(review):
        _tell(ContributionMail.PUBLISHED, _others(authors_of(page=page), actor), page, actor, comment=_comment(review))


def published_directly(*, review: WorkflowState, actor: Member | None) -> None:
    """Authors too when a facilitator publishes from the admin, which ends the review without approving it."""
    page = _contribution(review)
    if page and page.live and not page.has_unpublished_changes:
        _tell(ContributionMail.PUBLISHED, _others(authors_of(page=page), actor), page, actor, comment="")


def taken_off_line(*, page: Any) -> None:
    """Authors and facilitators, except the person who did it."""
    if isinstance(page, TestimonialPage) and page.consents.filter(withdrawn_at__isnull=False).exists():
        return  # « Accord retiré » has told them, and why
    actor = get_active_log_context().user
    _tell(ContributionMail.TAKEN_OFF_LINE, _others([*authors_of(page=page), *facilitators()], actor), page, actor)


def _contribution(review: WorkflowState) -> Any:
    """The page under review, read anew; None for what members do not write."""
    page = Page.objects.filter(pk=review.object_id).first() if isinstance(review.content_object, Page) else None
    specific = page.specific if page else None
    return specific if type(specific) in forms_by_type else None


def _comment(review: WorkflowState) -> str:
    step = review.task_states.order_by("-finished_at", "-pk").filter(finished_at__isnull=False).first()
    return step.comment if step else ""


def _others(people: Iterable[Member], actor: Any) -> list[Member]:
    return [person for person in people if person != actor]


def _tell(kind: ContributionMail, people: list[Member], page: Any, actor: Any, **context: Any) -> None:
    notify(
        recipients=people,
        kind=kind,
        context={
            "title": " ".join(page.get_admin_display_title().split()),
            "structure": StructurePage.objects.above(page).first(),
            "actor": actor,
            "page_path": page.get_url() or "",
            "edit_path": reverse("contributions:edit", args=[page.pk]),
            "mine_path": reverse("contributions:mine"),
            "review_path": reverse("contributions:review", args=[page.pk]),
            "admin_path": reverse("wagtailadmin_pages:edit", args=[page.pk]),
            **context,
        },
        about=actor if isinstance(actor, Member) else None,
    )
