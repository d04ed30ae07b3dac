"""Questions about who may do what, each answered yes or no. Acts and views ask here, never at group names."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagtail.models import Page

from community.tree import paths_down_to

if TYPE_CHECKING:
    from community.models.members import Member
    from community.models.structures import StructurePage
    from community.models.teams import Membership

_put_away: list[Callable[[Page], bool]] = []


def register_put_away(is_put_away: Callable[[Page], bool]) -> None:
    """Add a reason for which a page that was never published exists for nobody; called from `ready()`."""
    if is_put_away not in _put_away:
        _put_away.append(is_put_away)


def is_put_away(*, page: Page) -> bool:
    """Whether an app has put this page away (practices: a draft thrown away). What was once published never is."""
    return page.first_published_at is None and not page.live and any(asked(page) for asked in _put_away)


def membership_for(*, member: "Member | None", page: Page) -> "Membership | None":
    """This person's membership of the structure that the page is, or belongs to."""
    if member is None or not member.is_active:
        return None
    return member.memberships.filter(structure__path__in=paths_down_to(page)).first()


def may_read_unpublished(*, member: "Member | None", page: Page) -> bool:
    """A structure's own team and the facilitators read its drafts, its pages off line and those without consent."""
    if member is None:
        return False
    is_inside = member.may_animate or membership_for(member=member, page=page) is not None
    return is_inside and not is_put_away(page=page)


def may_write_in(*, member: "Member | None", structure: "StructurePage") -> bool:
    """Every member of a structure writes sheets and testimonials there."""
    return membership_for(member=member, page=structure) is not None


def may_edit(*, member: "Member | None", page: Page) -> bool:
    """The team edits its sheets and testimonials; only pilots and copilots edit the structure's card."""
    membership = membership_for(member=member, page=page)
    if membership is None or is_put_away(page=page):
        return False
    return membership.may_edit_card if membership.structure_id == page.pk else True


def may_take_off_line(*, member: "Member | None", page: Page) -> bool:
    """The team takes its own page off line; so do facilitators."""
    return may_edit(member=member, page=page) or may_review(member=member)


def may_review(*, member: "Member | None") -> bool:
    """Facilitators and administrators approve, ask for changes, feature and moderate."""
    return member is not None and member.may_animate
