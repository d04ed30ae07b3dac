"""Keeping a structure's card: its pilots change it without a review, and each change is a version that can be found.

Its row is held from the comparison to the publication, so that two pilots follow each other, and whoever starts a sheet
there comes before or after (`community.at_once`).
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext

from community.at_once import Outdated, held
from community.models import Member, StructurePage
from community.permissions import may_edit
from community.structures.forms import CardForm
from community.uploads import keep_picture


class CardLocked(PermissionDenied):
    """A facilitator keeps the card closed for now."""


def keep_card(*, structure: StructurePage, member: Member, form: CardForm) -> StructurePage:
    """Write what a valid form says, and publish it if the card is on line; an unpublished card stays so.

    Raises PermissionDenied to anybody but pilots and copilots, CardLocked while a facilitator locks the page, Outdated
    when another version was saved since the form was shown.
    """
    if not may_edit(member=member, page=structure):
        raise PermissionDenied
    with LogContext(user=member), transaction.atomic():
        row = held(structure)
        lock = row.get_lock()
        if lock and lock.for_user(member):
            raise CardLocked(_("L’animation travaille sur cette présentation : réessayez un peu plus tard."))
        if form.cleaned_data["revision"] != row.latest_revision_id:
            raise Outdated(row.latest_revision)
        page: StructurePage = form.instance
        _fill(page=page, member=member, form=form)
        if not row.live:
            page.save()
        revision = page.save_revision(user=member, log_action=True, clean=False)
        if row.live:
            revision.publish(user=member, skip_permission_checks=True)  # `may_edit` is the rule here, not Wagtail’s
    return page


def _fill(*, page: StructurePage, member: Member, form: CardForm) -> None:
    """What is not a plain field: the levels with the day they were chosen, and the logo."""
    levels = set(form.cleaned_data["target_levels"])
    if levels != set(page.target_levels.all()):
        page.target_levels.set(levels)
        page.levels_as_of = timezone.localdate() if levels else None
    if form.cleaned_data.get("logo_remove"):
        page.logo = None
    if file := form.cleaned_data.get("logo_file"):
        title = _("Logo de %(structure)s") % {"structure": page.title}
        page.logo = keep_picture(file=file, title=title, structure=page, member=member)
