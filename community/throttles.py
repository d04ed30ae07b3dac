"""How often somebody may try: the counters of the throttles, in a store that keeps each one until its time has passed.

Django's file cache drops a third of what it holds, at random, once it holds three hundred entries: whoever tries many
addresses made the counters of the others forgotten. The database drops what is over, is shared by every process and
machine, and adds a key only once (allauth's lock around a counter relies on it).
"""

from typing import Any

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as counters
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.connection import ConnectionProxy

from community.models import Member

STORE = "throttles"  # its name in CACHES, and its table's


def keep_counters_in_the_store() -> None:
    """Have allauth, which knows one cache only, count there; called when the site starts."""
    counters.cache = ConnectionProxy(caches, STORE)


def may_try(*, action: str, member: Member, request: HttpRequest) -> bool:
    """Count one more try of this person; False once they tried as often as ACCOUNT_RATE_LIMITS[action] allows."""
    return bool(ratelimit.consume(request, action=action, user=member))


def may_knock(*, action: str, request: HttpRequest) -> bool:
    """The same for whoever asks from this machine's address, signed in or not; opening a page counts too."""
    return bool(counters.consume(request, app="allauth.account", action=action, limit_get=True))


def may_try_for(*, action: str, key: str, request: HttpRequest) -> bool:
    """Count one more try by somebody without account, about `key` (an address); False once that, or their machine, is
    at the end of ACCOUNT_RATE_LIMITS[action].
    """
    return bool(ratelimit.consume(request, action=action, key=key))


def make_the_table(**kwargs: Any) -> None:
    """Make the table of the store where it is missing; called after each `migrate`."""
    call_command("createcachetable", STORE, verbosity=0, database=kwargs["using"])


def forget_what_is_over() -> int:
    """Delete the counters whose time has passed, with the addresses of machines that they name; returns how many."""
    table = connection.ops.quote_name(STORE)
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 – our own constant
        return int(cursor.rowcount)
