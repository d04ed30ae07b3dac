"""What django-allauth asks of us: no sign-up, and the displayed name wherever it shows somebody."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from community.models.members import Member


class MemberAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the network, for people of its structures."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False


def displayed_name(member: Member) -> str:
    """The name people chose to show."""
    return member.display_name
