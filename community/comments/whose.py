"""Where the people of a conversation belong, as its reader may know it."""

from collections import defaultdict
from collections.abc import Collection

from community.models.members import Member
from community.models.structures import StructurePage
from community.models.teams import Membership


def structures_of(*, members: Collection[int], reader: Member | None) -> dict[int, str]:
    """Each person's structures, by name: those that the reader may see, in one query."""
    places = (
        Membership.objects.filter(member_id__in=members, structure__in=StructurePage.objects.visible_to(reader))
        .order_by("member_id", "structure__title")
        .values_list("member_id", "structure__title")
    )
    names: dict[int, list[str]] = defaultdict(list)
    for person, name in places:
        names[person].append(name)
    return {person: ", ".join(titles) for person, titles in names.items()}
