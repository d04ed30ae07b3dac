"""Questions about who may do what, each answered yes or no. Acts and views ask here, never at group names."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from wagtail.models import Page

from community.models.teams import Membership
from community.tree import paths_down_to

if TYPE_CHECKING:
    from community.models.members import Member
    from community.models.structures import StructurePage

_put_away: list[Callable[[Page], bool]] = []
_authors: list[Callable[[Page, "Member"], bool]] = []


def register_put_away(is_put_away: Callable[[Page], bool]) -> None:
    """Add a reason for which a page that was never published exists for nobody; called from `ready()`."""
    if is_put_away not in _put_away:
        _put_away.append(is_put_away)


def register_author(is_by: Callable[[Page, "Member"], bool]) -> None:
    """Let whoever wrote a page of their own, below no structure, read it while others do not; called from `ready()`."""
    if is_by not in _authors:
        _authors.append(is_by)


def is_put_away(*, page: Page) -> bool:
    """Whether an app has put this page away (practices: a draft thrown away). What was once published never is."""
    return page.first_published_at is None and not page.live and any(asked(page) for asked in _put_away)


def membership_for(*, member: "Member | None", page: Page) -> "Membership | None":
    """This person's membership of the structure that the page is, or belongs to."""
    if member is None or not member.is_active:
        return None
    return member.memberships.filter(structure__path__in=paths_down_to(page)).first()


def may_read_unpublished(*, member: "Member | None", page: Page) -> bool:
    """A structure's own team and the facilitators read its drafts, its pages off line and those without consent.

    So does the author of a page that belongs to no structure.
    """
    if member is None:
        return False
    is_inside = member.may_animate or membership_for(member=member, page=page) is not None
    is_theirs = is_inside or any(asked(page, member) for asked in _authors)
    return is_theirs and not is_put_away(page=page)


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


def may_see_team(*, member: "Member | None", structure: "StructurePage") -> bool:
    """A team sees itself; facilitators see every team."""
    return may_review(member=member) or membership_for(member=member, page=structure) is not None


def may_keep_team(*, member: "Member | None", structure: "StructurePage") -> bool:
    """Pilots, copilots and facilitators invite, change roles, remove, and read the notes of former handovers."""
    if may_review(member=member):
        return True
    membership = membership_for(member=member, page=structure)
    return membership is not None and membership.may_edit_card


def may_change_place(*, member: "Member | None", place: "Membership") -> bool:
    """Who keeps a team changes the others' places, but a pilot's: that one goes by a handover, or by facilitators."""
    if may_review(member=member):
        return True
    is_theirs = member is not None and place.member_id == member.pk
    may_keep = may_keep_team(member=member, structure=place.structure)
    return may_keep and not is_theirs and place.role != Membership.Role.PILOT


def may_name_pilots(*, member: "Member | None") -> bool:
    """Facilitators make somebody a pilot without a handover."""
    return may_review(member=member)


def may_pass_the_baton(*, member: "Member | None", structure: "StructurePage") -> bool:
    """The pilot hands over; facilitators do it for one who no longer comes, or where there is none."""
    if may_review(member=member):
        return True
    membership = membership_for(member=member, page=structure)
    return membership is not None and membership.role == Membership.Role.PILOT


def may_keep_accounts(*, member: "Member | None") -> bool:
    """Facilitators find people, and open, close and change their accounts."""
    return may_review(member=member)


def may_keep_account(*, member: "Member | None", person: "Member") -> bool:
    """Not one's own, where « Mon compte » asks for proof; an administrator's is for administrators alone."""
    if member is None or not may_keep_accounts(member=member) or member.pk == person.pk:
        return False
    return member.is_superuser or not person.is_superuser
