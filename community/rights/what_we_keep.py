"""What the site keeps of somebody, as an archive gives it: parts, each told by the app whose tables they are in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from community.models import Member

Gather = Callable[[Member], Iterable["KeptPart"]]

_gathering: list[Gather] = []


@dataclass(frozen=True, kw_only=True)
class TakenFile:
    """A file of the storage, and how it is called in the archive."""

    stored: str
    called: str


@dataclass(frozen=True, kw_only=True)
class KeptPart:
    """A heading, and rows below it: the name of each answer, in French, and the answer."""

    key: str  # in data.json
    title: str
    rows: Sequence[Mapping[str, str]]
    files: tuple[TakenFile, ...] = ()


def register_what_we_keep(gather: Gather) -> None:
    """Add what an app keeps of a person to the archive that they take along; called from `ready()`.

    `gather` is given the member, and reads only.
    """
    if gather not in _gathering:
        _gathering.append(gather)


def kept_of(*, member: Member) -> list[KeptPart]:
    """Everything that is kept of this person: their account first, then what higher apps keep, which start before."""
    return [part for gather in reversed(_gathering) for part in gather(member)]
