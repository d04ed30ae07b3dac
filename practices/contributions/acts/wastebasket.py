"""Throwing a draft away, bringing it back within thirty days, and erasing for good what nobody brought back.

Only what was never on line is thrown away: a published page is taken off line, its readers may know its address. The
page keeps its place and its versions (a soft delete): the row of `ThrownDraft` hides it from every query.
"""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from community.at_once import held
from community.models import Member, StructurePage
from community.permissions import may_edit, membership_for
from practices.contributions.acts.drafts import recorded_by
from practices.contributions.acts.leftovers import delete_files, files_only_of
from practices.contributions.acts.refusals import NotAllowed
from practices.contributions.acts.states import State, state_of
from practices.models import ThrownDraft

Pages = TypeVar("Pages", bound=QuerySet[Any])


def is_thrown_away(page: Page) -> bool:
    """Whether this page waits in the wastebasket."""
    return ThrownDraft.objects.filter(page=page.pk).exists()


def kept(pages: Pages) -> Pages:
    """Without those thrown away. Said by the key: the admin's searches read no other condition."""
    return pages.exclude(pk__in=ThrownDraft.objects.order_by().values("page"))


def throw_away(*, page: Page, member: Member) -> None:
    """Hide a draft from everybody, for thirty days. Throwing it away twice changes nothing.

    Raises NotAllowed to others than the team (facilitators read, the team writes and throws away), for a page that was
    once on line or soon will be, and while a facilitator is reading it.
    """
    with recorded_by(member):
        row = held(page)
        if is_thrown_away(row) and membership_for(member=member, page=row):
            return
        _check_may_go(row, member)
        ThrownDraft.objects.create(page=row.page_ptr, thrown_by=member)
        log(instance=row, action="practices.draft.thrown_away")


def bring_back(*, page: Page, member: Member) -> None:
    """Give a draft back to its team, as it was. A draft that is not in the wastebasket stays as it is.

    Raises NotAllowed to others than the team, Page.DoesNotExist once it is erased.
    """
    with recorded_by(member):
        row = held(page)
        if membership_for(member=member, page=row) is None:
            raise NotAllowed(_("Seule l’équipe de la structure peut reprendre ce brouillon."))
        gone, _rows = ThrownDraft.objects.filter(page=row.pk).delete()
        if gone:
            log(instance=row, action="practices.draft.brought_back")


def thrown_by_teams_of(*, member: Member) -> QuerySet[ThrownDraft]:
    """What this person's structures threw away and may bring back, the latest first."""
    below = Q(pk__in=())
    for path in StructurePage.objects.filter(memberships__member=member).values_list("path", flat=True):
        below |= Q(page__path__startswith=path)
    return ThrownDraft.objects.filter(below).select_related("page", "thrown_by")


def erase_outdated() -> int:
    """Delete for good, files included, what was thrown away more than thirty days ago; returns how many drafts."""
    erased = 0
    for pk in list(ThrownDraft.objects.outdated().values_list("page", flat=True)):
        erased += _erase(pk)
    return erased


def forget_thrown(*, page: Page) -> None:
    """A page that was published all the same is not in the wastebasket any more."""
    ThrownDraft.objects.filter(page=page.pk).delete()


def keep_out_of_the_admin() -> None:
    """Hide what was thrown away from facilitators too: Wagtail's tree, search and reports all ask this one method."""
    asked = PagePermissionPolicy.explorable_instances
    if getattr(asked, "without_the_wastebasket", False):
        return

    def explorable_instances(self: Any, user: Any) -> Any:
        return kept(asked(self, user))

    explorable_instances.without_the_wastebasket = True  # type: ignore[attr-defined]
    PagePermissionPolicy.explorable_instances = explorable_instances


@transaction.atomic
def _erase(pk: int) -> int:
    """One draft, unless somebody has brought it back a moment ago. The structure's row first, as every act below it."""
    found = Page.objects.filter(pk=pk).first()
    if found is None:
        return 0
    held(found.get_parent())
    page = held(found)
    if page.live or page.first_published_at or not ThrownDraft.objects.outdated().filter(page=pk).exists():
        return 0
    files = files_only_of(page=page)
    page.delete()
    delete_files(files)
    return 1


def _check_may_go(page: Any, member: Member) -> None:
    if not may_edit(member=member, page=page):
        raise NotAllowed(_("Seule l’équipe de la structure peut jeter ce brouillon."))
    if page.live or page.first_published_at:
        raise NotAllowed(_("Cette page a été publiée : retirez-la du site plutôt que de la jeter."))
    if state_of(page) is State.REVIEW:
        raise NotAllowed(_("L’animation est en train de lire ce texte : reprenez-le d’abord."))
    if page.approved_schedule:
        raise NotAllowed(_("La publication de cette page est prévue : demandez d’abord à l’animation de l’annuler."))
