"""Writing: start a page, save it, submit it, take it back, take it off line. No draft ever touches a live page.

Every act holds the page's row (`community.at_once`), so that two clicks or two teammates follow each other; a new page
waits for its structure's.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext
from wagtail.models import WorkflowState

from community.at_once import held
from community.models import Member, StructurePage
from community.models.visible import VisiblePage
from community.permissions import may_edit, may_take_off_line, may_write_in
from practices.contributions.acts.refusals import Incomplete, NotAllowed, Outdated
from practices.contributions.acts.states import State, state_of
from practices.models import PracticePage
from practices.verification import verified_today

AnyPage = TypeVar("AnyPage", bound=VisiblePage)
UNTITLED = "Sans titre"  # what a draft saved without a title is called until it gets one


class PageForm(Protocol):
    """What a form gives here: its page, filled, children included, with nothing written to the database."""

    instance: Any

    def save(self, commit: bool = True) -> Any: ...


def draft_of(*, page: AnyPage) -> AnyPage:
    """The version that the team writes on: the latest draft, else the page itself."""
    latest: AnyPage = page.get_latest_revision_as_object()
    return latest


def missing_of(*, page: VisiblePage) -> dict[str, str]:
    """What this version still needs before it may be submitted: field → sentence."""
    missing = page.missing()
    if page.title == UNTITLED:
        missing["title"] = _("Donnez un titre : c’est lui que l’on lit d’abord.")
    return missing


def start(*, structure: StructurePage, member: Member, page: AnyPage) -> AnyPage:
    """Add `page`, filled and not yet saved, below `structure` as a draft that nobody else sees.

    Raises NotAllowed to a person of another structure, IntegrityError when its `translation_key` exists already
    (the same form sent twice).
    """
    if not may_write_in(member=member, structure=structure):
        raise NotAllowed(_("Vous ne faites pas partie de cette structure."))
    with recorded_by(member):
        page.title = page.title or UNTITLED
        page.live = False
        page.owner = member
        page.slug = _address_for(page)
        structure.add_child(instance=page)
        page.save_revision(user=member, log_action=True, clean=False)
    return page


def save(*, page: AnyPage, member: Member, form: PageForm, based_on: int | None = None) -> AnyPage:
    """Keep what the form says as the newest draft; its instance is `draft_of(page=page)`.

    `based_on` is the revision that the form showed. Raises NotAllowed (rights, or a review in progress) and Outdated
    when another revision was saved since. A form that changes nothing adds no revision.
    """
    with recorded_by(member):
        row = held(page)
        _check_editable(row, member)
        if based_on is not None and based_on != row.latest_revision_id:
            raise Outdated(row.latest_revision)
        before = _content_of(draft_of(page=row))
        draft: AnyPage = form.save(commit=False)
        draft.title = draft.title or UNTITLED
        if _content_of(draft) == before:
            return draft
        if not row.live:
            _keep_as_row(draft)
        draft.save_revision(user=member, log_action=True, clean=False)
    return draft


def submit(*, page: VisiblePage, member: Member) -> WorkflowState:
    """Hand the latest draft to the facilitators.

    Raises Incomplete with what is missing, NotAllowed when it is not theirs, is in review, or has nothing new.
    """
    with recorded_by(member):
        row = held(page)
        _check_editable(row, member)
        if not state_of(row).may_be_submitted:
            raise NotAllowed(_("Il n’y a rien de nouveau à soumettre."))
        draft = draft_of(page=row)
        if missing := missing_of(page=draft):
            raise Incomplete(missing)
        return _begin_review(draft, member)


def take_back(*, page: VisiblePage, member: Member) -> None:
    """Withdraw a submission, so that the team may write again. Raises NotAllowed when it is not in review."""
    with recorded_by(member):
        row = held(page)
        _check_belongs(row, member)
        if state_of(row) is not State.REVIEW:
            raise NotAllowed(_("Cette contribution n’est pas en relecture."))
        row.current_workflow_state.cancel(user=member)


def take_off_line(*, page: VisiblePage, member: Member) -> None:
    """Hide a published page at once; its text stays with the team as a draft. A review in progress ends.

    Neither a lock nor a review stops it: whoever shared a practice may always stop sharing it.
    """
    with recorded_by(member):
        row = held(page)
        if not may_take_off_line(member=member, page=row):
            raise NotAllowed(_("Seules l’équipe et l’animation peuvent retirer cette page."))
        if not row.live:
            raise NotAllowed(_("Cette page est déjà hors ligne."))
        if review := row.current_workflow_state:
            review.cancel(user=member)
        # Without `user`, or Wagtail would ask for its own right to publish; the history has the name all the same.
        row.unpublish()


def confirm_current(*, page: VisiblePage, member: Member) -> None:
    """« Toujours d’actualité » : the team says today that the published sheet still holds."""
    with recorded_by(member):
        row = held(page)
        _check_belongs(row, member)
        if not row.live or not isinstance(row, PracticePage):
            raise NotAllowed(_("Seule une fiche en ligne peut être confirmée."))
        verified_today(sheet=row)


@contextmanager
def recorded_by(member: Member) -> Iterator[None]:
    """One act: all of it or nothing, signed by `member` in the page's history."""
    with LogContext(user=member), transaction.atomic():
        yield


def _check_belongs(page: VisiblePage, member: Member) -> None:
    if not may_edit(member=member, page=page):
        raise NotAllowed(_("Seule l’équipe de la structure peut écrire ici."))


def _check_editable(page: VisiblePage, member: Member) -> None:
    _check_belongs(page, member)
    lock = page.get_lock()
    if lock and lock.for_user(member):
        raise NotAllowed(
            _("Cette page est en relecture : reprenez-la pour la modifier.")
            if page.current_workflow_task
            else _("Cette page est verrouillée par l’animation.")
        )


def _content_of(page: VisiblePage) -> dict[str, Any]:
    """All that a version says. Stream fields are compared as data: PostgreSQL gives their keys in another order."""
    content: dict[str, Any] = page.serializable_data()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            content[field.name] = json.loads(content[field.name])
    return content


def _keep_as_row(draft: VisiblePage) -> None:
    """Write a page that nobody reads yet; until its first publication its address follows its title."""
    if draft.first_published_at is None:
        draft.slug = _address_for(draft)
    draft.save()


def _address_for(page: VisiblePage) -> str:
    """Nothing, for Wagtail to derive it from the title; something plain when the title has no letter (« 🙂 »)."""
    return "" if slugify(page.title) else f"partage-{uuid.uuid4().hex[:8]}"


def _begin_review(draft: VisiblePage, member: Member) -> WorkflowState:
    """Start a review, or resume the one in which changes were asked."""
    review: WorkflowState | None = draft.current_workflow_state
    if review is not None:
        review.resume(member)
        return review
    workflow = draft.get_workflow()
    if workflow is None:
        raise NotAllowed(_("Aucune relecture n’est prévue sur ce site : prévenez l’animation."))
    begun: WorkflowState = workflow.start(draft, member)
    return begun
