"""What somebody signs in with, for « Mon compte » and the page of keys: one question."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from community.accounts.factors.due import due_on
from community.models import Member

OfFactor = Authenticator.Type


@dataclass(frozen=True, kw_only=True)
class Key:
    """A key of an account: a telephone, a computer, a piece of metal."""

    pk: int
    name: str
    made_at: datetime
    used_at: datetime | None
    opens_alone: bool


@dataclass(frozen=True, kw_only=True)
class Means:
    """A code by mail opens every account; here is what there is beside it."""

    has_password: bool
    has_application: bool
    application_made_at: datetime | None
    keys: tuple[Key, ...]
    recovery_codes_left: int | None  # None: none were made
    due_on: datetime | None  # when a second proof is required of this person

    @property
    def has_second_factor(self) -> bool:
        return self.has_application or bool(self.keys)


def means_of(*, member: Member) -> Means:
    """What this person has."""
    factors = list(Authenticator.objects.filter(user=member).order_by("created_at", "pk"))
    application = next((one for one in factors if one.type == OfFactor.TOTP), None)
    recovery = next((one for one in factors if one.type == OfFactor.RECOVERY_CODES), None)
    return Means(
        has_password=member.has_usable_password(),
        has_application=application is not None,
        application_made_at=application.created_at if application else None,
        keys=tuple(_key(one) for one in factors if one.type == OfFactor.WEBAUTHN),
        recovery_codes_left=len(recovery.wrap().get_unused_codes()) if recovery else None,
        due_on=due_on(member=member),
    )


def _key(factor: Authenticator) -> Key:
    key = factor.wrap()
    return Key(
        pk=factor.pk,
        name=key.name,
        made_at=factor.created_at,
        used_at=factor.last_used_at,
        opens_alone=bool(key.is_passwordless),
    )
