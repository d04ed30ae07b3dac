"""The people of the demonstration: the four accounts to try, and the teams, who cannot sign in."""

from datetime import datetime, timedelta
from typing import Any
from zlib import crc32

from django.conf import settings
from django.core.files import File
from django.utils import timezone

from community.accounts.home.keeping import keep_photo
from community.files.portraits import portrait
from community.models import Member, Membership, StructurePage
from home.demo.source import MEDIA

PASSWORD = "faire-avec-demo"  # noqa: S105 printed on the terminal; see DEMO_ACCOUNTS

# Addresses of the accounts to try. The first two are pilots of structures: the source files name them.
MEMBER = "membre@exemple.test"
PEER = "pair@exemple.test"
FACILITATOR = "animation@exemple.test"
ADMINISTRATOR = "admin@exemple.test"


def accounts() -> None:
    """The facilitator and the administrator."""
    _open(FACILITATOR, display_name="Claire, animation du réseau", is_facilitator=True)
    _open(ADMINISTRATOR, display_name="Administration", is_superuser=True, is_staff=True)


def team(*, structure: StructurePage, team: list[dict[str, Any]]) -> dict[str, Member]:
    """The people of one structure, by their key in its source file."""
    members = {}
    for person in team:
        member = _open(
            person["email"],
            display_name=person["name"],
            work=person.get("work", ""),
            can_help="\n".join(person.get("help", [])),
        )
        if "portrait" in person:
            with (MEDIA / person["portrait"]).open("rb") as photo:
                keep_photo(member=member, photo=portrait(File(photo)))
        Membership.objects.create(member=member, structure=structure, role=person["role"])
        members[person["key"]] = member
    return members


def _open(email: str, **fields: Any) -> Member:
    """An account; only the four to try have a password, and only where the settings allow it."""
    may_sign_in = settings.DEMO_ACCOUNTS and email in (MEMBER, PEER, FACILITATOR, ADMINISTRATOR)
    return Member.objects.create_user(email, PASSWORD if may_sign_in else None, last_login=_last_visit(email), **fields)


def _last_visit(email: str) -> datetime | None:
    """Days to months ago, and never for one in seven, so that « Les personnes » shows accounts of each state."""
    number = crc32(email.encode())
    return None if number % 7 == 0 else timezone.now() - timedelta(days=number % 50 * (10 if number % 11 == 0 else 1))
