"""Who signs in: the member whose address this is now. Rows of the library that name others have no say."""

from allauth.account.auth_backends import AuthenticationBackend

from community.models import Member


class OwnAddressBackend(AuthenticationBackend):
    """The library's backend (same time for known and unknown, closed accounts told so), reading `Member.email` only."""

    def _authenticate_by_email(self, email: str, password: str) -> Member | None:
        member = Member.objects.filter(email=email).first()
        known: Member | None = self._check_password(member, password)
        return known
