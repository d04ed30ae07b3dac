"""The place that somebody thinks of giving up in a structure; `community.teams.acts` does it."""

from community.models import Member, Membership


def place_in(*, member: Member, structure_pk: int) -> Membership | None:
    """The place of this person in this structure, if any."""
    return Membership.objects.filter(member=member, structure_id=structure_pk).select_related("structure").first()


def is_last_pilot(*, place: Membership) -> bool:
    """Whether the structure is left without a pilot when this person goes."""
    if place.role != Membership.Role.PILOT:
        return False
    others = Membership.objects.filter(structure=place.structure_id, role=Membership.Role.PILOT, member__is_active=True)
    return not others.exclude(pk=place.pk).exists()
