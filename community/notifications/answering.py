"""The address that answers whoever writes back: a setting of the site, kept by an app above this one."""

from collections.abc import Callable

_source: list[Callable[[], str]] = []


def register_contact_address(source: Callable[[], str]) -> None:
    """Say where the address of contact is read, "" when there is none; called from `ready()`."""
    _source[:] = [source]


def contact_address() -> str:
    """The address that people may write to, "" when the site has none."""
    return _source[0]() if _source else ""
