"""What the page of one person, for facilitators, asks."""

from dataclasses import dataclass

from community.accounts.factors.means import means_of
from community.models import AccountAct, Member, Membership
from community.people.finding import PersonShown, as_shown
from community.permissions import may_keep_account
from community.teams.queries import structures_of


@dataclass(frozen=True, kw_only=True)
class AccountShown:
    """Somebody's account: how it stands, where they are, what was done to it, and what the reader may do."""

    person: PersonShown
    places: list[Membership]
    journal: list[AccountAct]
    may_keep: bool
    has_factors: bool  # a key or an application, which may be lost
    is_oneself: bool


def account_shown(*, member: Member, keeper: Member) -> AccountShown:
    """The account of `member` as `keeper` sees it."""
    return AccountShown(
        person=as_shown(member),
        places=structures_of(member=member),
        journal=list(member.account_acts.select_related("by")[:20]),
        may_keep=may_keep_account(member=keeper, person=member),
        has_factors=means_of(member=member).has_second_factor,
        is_oneself=member.pk == keeper.pk,
    )
