"""The invitations of the network, for facilitators; those of a team, for whoever keeps it."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Q
from django.http import QueryDict

from community.addresses import canonical
from community.invitations.standing import may_give
from community.models import Invitation, Member, Membership, StructurePage
from community.paging import page_of

A_PAGE = 50
MOST_OF_A_TEAM = 50  # the latest: a team's page is no archive
LONGEST_WORDS = 100


@dataclass(frozen=True, kw_only=True)
class AskedInvitations:
    """Which invitations somebody wants to see; what is written wrong in the address asks for nothing."""

    state: str = ""
    structure: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        state = query.get("etat", "")
        return cls(
            state=state if state in Invitation.State.values else "",
            structure=_typed(query, "structure"),
            words=_typed(query, "mots"),
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.state or self.structure or self.words)

    @property
    def address(self) -> str:
        """What brings back here, after « ? »."""
        named = {"etat": self.state, "structure": self.structure, "mots": self.words}
        return urlencode({key: value for key, value in named.items() if value})


def _typed(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:LONGEST_WORDS]


def invitations(*, asked: AskedInvitations, number: int) -> Page:
    """One page of the network's invitations, the latest sent first."""
    rows = Invitation.objects.select_related("structure", "by", "member", "message")
    if asked.state:
        rows = rows.in_state(asked.state)
    if asked.structure:
        rows = rows.filter(structure__in=StructurePage.objects.called(asked.structure))
    if asked.words:
        address = canonical(asked.words)
        named = Q(name__icontains=asked.words) | Q(address__icontains=address)
        rows = rows.filter(named | Q(member__display_name__icontains=asked.words) | Q(member__email__icontains=address))
    return page_of(rows, number=number, size=A_PAGE)


@dataclass(frozen=True, kw_only=True)
class OfATeam:
    """An invitation into a team, and whether who reads may send it again."""

    invitation: Invitation
    may_send_again: bool


def invitations_into(*, structure: StructurePage, reader: Member) -> list[OfATeam]:
    """The latest invitations into a team that are not accepted; who accepted is in the team."""
    rows = Invitation.objects.filter(structure=structure).exclude(accepted_at__isnull=False)
    rows = rows.select_related("by", "message")[:MOST_OF_A_TEAM]
    may_name_pilots = may_give(member=reader, structure=structure, role=Membership.Role.PILOT)
    return [
        OfATeam(
            invitation=row,
            may_send_again=row.is_unanswered and (may_name_pilots or row.role != Membership.Role.PILOT),
        )
        for row in rows
    ]
