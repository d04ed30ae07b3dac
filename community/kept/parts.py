"""A part of a page, kept apart for as long as nothing has changed: dear to make, and alike for many readers.

Whole pages are kept for visitors only. A member's page is made each time, and so is a page just changed beside: what
they have in common with the others, such as the cards of close sheets, is kept here under the same stamp.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from sys import getsizeof

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from community.kept import generation, stamp
from community.kept.permission import is_as_it_should_be

STORE = "pages-parts"
"""Its name in CACHES."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Markup, and the stamp it holds under."""

    stamp: stamp.Stamp
    text: str

    @property
    def size(self) -> int:
        """Bytes: one « ’ » or « œ » has every letter of the text take two."""
        return getsizeof(self.text) + 512


def kept_part(*, request: HttpRequest, name: str, key: Hashable, make: Callable[[], str]) -> SafeString:
    """What `make` gives, or gave since anything last changed, for this `key` at this host: markup, from a template.

    `key` holds all that the part depends on beside rows: which page it stands on, what its readers may see (the tokens
    of `search.things.audience`), never who reads. `make` may write neither a person, nor a token, nor an hour.

    Only for a request that reads: it was told the generation before its key was asked for, and of what it lacks
    (`leave_nothing`). The answer to a form is made.
    """
    before = stamp.now() if generation.is_asked_once() else None
    if before is None:
        return mark_safe(make())
    whole = repr((name, key, request.scheme, request.get_host(), request.get_port()))
    where = sha256(whole.encode()).hexdigest()  # as short for somebody of many groups
    part: _Part | None = caches[STORE].get(where)
    if part is not None and part.stamp == before:
        return mark_safe(part.text)
    made = make()
    if generation.is_whole() and is_as_it_should_be(request=request) and stamp.still(before):
        caches[STORE].set(where, _Part(before, made))
    return mark_safe(made)
