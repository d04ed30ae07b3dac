"""Under what something is kept: the generation, the local day, and what other rooms compare with.

Consents, features and parcours turn at local midnight, without a write. The search registers its index: a page that
shows close sheets or results follows it too.
"""

from collections.abc import Callable, Hashable

from django.utils import timezone

from community.kept import generation

Stamp = tuple[Hashable, ...]
Comparison = Callable[[], Hashable | None]
"""What must be the same for a page to be shown again; None: nothing may be kept now."""

_comparisons: list[Comparison] = []


def register_comparison(comparison: Comparison) -> None:
    """Add something that pages depend on and the database does not say; called from `ready()`."""
    if comparison not in _comparisons:
        _comparisons.append(comparison)


def now() -> Stamp | None:
    """The stamp of this moment; None when nothing may be kept."""
    token = generation.now()
    if token is None:
        return None
    others = tuple(comparison() for comparison in _comparisons)
    return None if None in others else (token, timezone.localdate(), *others)
