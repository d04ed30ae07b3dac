"""The stamp under which something is kept: the generation, the local day, and what other rooms add.

Consents, features and parcours begin and end at local midnight, without a write. The search registers its index: a
page that shows close sheets or results follows it too.
"""

from collections.abc import Callable, Hashable

from django.utils import timezone

from community.kept import generation

Stamp = tuple[Hashable, ...]
Comparison = Callable[[], Hashable]
"""What must be the same for a page to be shown again."""

_comparisons: list[Comparison] = []


def register_comparison(comparison: Comparison) -> None:
    """Add something that pages depend on and the database does not say; called from `ready()`."""
    if comparison not in _comparisons:
        _comparisons.append(comparison)


def now() -> Stamp | None:
    """The stamp of the request that is being answered; None when nothing may be kept."""
    return _under(generation.now())


def still(stamp: Stamp) -> bool:
    """Whether nothing has moved since: asked of the database again, whatever the request was told."""
    return _under(generation.read()) == stamp


def _under(token: str | None) -> Stamp | None:
    if token is None:
        return None
    return (token, timezone.localdate(), *(comparison() for comparison in _comparisons))
