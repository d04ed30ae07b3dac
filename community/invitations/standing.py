"""Who may give which invitation, asked when it is given and again when it is used."""

from community.models import Invitation, Member, Membership, StructurePage
from community.permissions import may_keep_team, may_review


def may_give(*, member: Member | None, structure: StructurePage | None, role: str, to_facilitate: bool = False) -> bool:
    """Facilitators invite anybody; who keeps a team invites into it, but no pilot: that goes by a handover."""
    if member is None or not member.is_active:
        return False
    if may_review(member=member):
        return True
    if structure is None or to_facilitate or role == Membership.Role.PILOT:
        return False
    return may_keep_team(member=member, structure=structure)


def still_given(invitation: Invitation) -> bool:
    """Whether whoever gave it still may; to be read with `by` and `structure`."""
    return may_give(
        member=invitation.by,
        structure=invitation.structure,
        role=invitation.role,
        to_facilitate=invitation.to_facilitate,
    )
