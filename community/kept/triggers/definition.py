"""One trigger: on which table, and the statement that makes it."""

from collections.abc import Sequence
from typing import NamedTuple

from community.kept import left_out


class Trigger(NamedTuple):
    """Compared by what it says: one laid by another version of the site is laid again."""

    name: str
    table: str
    definition: str


def acts_on(table: str) -> tuple[str, ...]:
    """The acts on a table that change what is shown."""
    return ("UPDATE", "DELETE") if table in left_out.INSERTIONS else ("INSERT", "UPDATE", "DELETE")


def event(act: str, seen: Sequence[str]) -> str:
    """« UPDATE OF … » where some columns are never seen: an update of those alone raises nothing."""
    return "UPDATE OF " + ", ".join(f'"{name}"' for name in seen) if act == "UPDATE" and seen else act
