"""What people hold: an application that counts, a browser whose entry is noted, days that have passed."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as RECORDS
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from community.models import Member
from tests import factories

ENTRY = "/compte/login/"


def enter(client: Client, member: Any, *, next_page: str = "") -> Any:
    """By the form, with the password."""
    return client.post(ENTRY, {"login": member.email, "password": factories.PASSWORD, "next": next_page})


def entered_ago(client: Client, member: Any, *, minutes: float = 0, method: str = "password") -> Client:
    """A session whose last proof was given some minutes ago."""
    client.force_login(member)
    session = client.session
    session[RECORDS] = [{"method": method, "at": time.time() - minutes * 60}]
    session[WHOSE] = str(member.pk)
    session.save()
    return client


def proved(client: Client, member: Any) -> Client:
    """A session where the second proof was given."""
    return entered_ago(client, member, method="mfa")


def give_an_application(member: Any) -> str:
    """An application with its recovery codes; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    RecoveryCodes.activate(member)
    return secret


def grace_is_over(member: Any) -> None:
    """Two weeks and a day have passed since this person became facilitator."""
    Member.objects.filter(pk=member.pk).update(entrusted_at=timezone.now() - timedelta(days=15))
