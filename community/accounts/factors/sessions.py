"""The browsers where an account is open: noted as one enters, listed in two questions, ended one by one or all at once.

Neither the machine's address nor each page opened is kept: what the browser says it is, when it came in, and the day of
its last use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from community.accounts.factors.devices import device_of
from community.few_at_a_time import delete_few_at_a_time
from community.models import Member

NO_ADDRESS = "0.0.0.0"  # noqa: S104 the library's column takes no empty one
SEEN_ON = "seen_on"  # in the session: the day that its row says
LONGEST_AGENT = 200


@dataclass(frozen=True, kw_only=True)
class OpenSession:
    """A browser where the account is open."""

    pk: int
    device: str
    since: datetime
    last_used_on: datetime
    is_this_one: bool


def note_session(request: HttpRequest) -> None:
    """Write that the account was opened in this browser, or that its session has another key now."""
    if not request.session.session_key:
        request.session.save()
    agent = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user_id": request.user.pk, "ip": NO_ADDRESS, "user_agent": agent, "last_seen_at": timezone.now()},
    )
    request.session[SEEN_ON] = timezone.localdate().isoformat()


def note_use(request: HttpRequest) -> None:
    """Once a day: write that this browser is in use. Only of sessions whose entry was noted.

    A session lasts as long as it is used: who comes each week is never asked to enter again. That is a visit all the
    same, as the entry was, and keeps their account from going by itself (`community.rights.retention`).
    """
    today = timezone.localdate().isoformat()
    if request.session.get(SEEN_ON, today) != today:
        request.session[SEEN_ON] = today
        key = request.session.session_key
        UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
        Member.objects.filter(pk=request.user.pk or 0, is_active=True).update(last_login=timezone.now())


def open_sessions(*, member: Member, this_one: str | None) -> list[OpenSession]:
    """Where the account is open now, this browser first, then those used last. `this_one`: the key of its session."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=member)}
    alive = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    shown = [
        OpenSession(
            pk=rows[one.session_key].pk,
            device=device_of(rows[one.session_key].user_agent),
            since=rows[one.session_key].created_at,
            last_used_on=rows[one.session_key].last_seen_at,
            is_this_one=one.session_key == this_one,
        )
        for one in alive
        if _opens(member, one.get_decoded())
    ]
    return sorted(shown, key=lambda one: (one.is_this_one, one.last_used_on, one.pk), reverse=True)


def end_session(*, member: Member, pk: int) -> bool:
    """End one of this person's sessions; whether there was one."""
    row = UserSession.objects.filter(user=member, pk=pk).first()
    if row is None:
        return False
    row.end()
    return True


@transaction.atomic
def end_other_sessions(request: HttpRequest, *, member: Member) -> None:
    """End every session of this person but the one that asks."""
    former = request.session.session_key
    this_one = UserSession.objects.filter(user=member, session_key=former).first()
    end_every_session(member=member)
    update_session_auth_hash(request, member)  # this session has another key after it
    if this_one is not None:
        this_one.session_key = str(request.session.session_key)
        this_one.save(force_insert=True)


@transaction.atomic
def end_every_session(*, member: Member) -> None:
    """Sign this person out of every browser, those that have no row too: their sessions match nothing any more."""
    member.entry_key = get_random_string(32)
    Member.objects.filter(pk=member.pk).update(entry_key=member.entry_key)
    rows = UserSession.objects.filter(user=member)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


def forget_sessions_that_are_over() -> int:
    """Delete the rows of sessions that ended; returns how many."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return delete_few_at_a_time(rows=UserSession.objects.exclude(session_key__in=alive.values("session_key")))


def _opens(member: Member, session: Mapping[str, object]) -> bool:
    """Whether what the session holds still opens the account: not after a password, an address or a key has changed."""
    held = str(session.get(HASH_SESSION_KEY, ""))
    now = (member.get_session_auth_hash(), *member.get_session_auth_fallback_hash())
    return any(constant_time_compare(held, one) for one in now)
