"""Asking for a code as a person does, and what a test may know of it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from community.accounts.codes import CODE_LENGTH, code_of
from community.models import AskedCode
from tests import factories


def ask_by(client: Client, address: str, **more: Any) -> Any:
    """The page that follows."""
    return client.post(reverse("account_login"), {"email": address, **more}, follow=True)


def come_in(client: Client, member: Any) -> None:
    """By the password: a session that has just begun."""
    client.post(reverse("account_login"), {"login": member.email, "password": factories.PASSWORD})


def type_by(client: Client, code: str, **more: Any) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code, **more})


def last_asked() -> AskedCode:
    return AskedCode.objects.latest("pk")


def right_code() -> str:
    """The one that the last mail holds."""
    return code_of(last_asked())


def wrong_code(asked: AskedCode | None = None) -> str:
    """Eight digits that are not those."""
    return f"{(int(code_of(asked or last_asked())) + 1) % 10**CODE_LENGTH:0{CODE_LENGTH}}"
