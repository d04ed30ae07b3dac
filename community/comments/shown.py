"""What is shown around the words of a comment: its quote, its cards, its thanks, the names that are links."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What a comment quotes; neither words nor author when these were taken back."""

    text: str = ""
    author: str = ""  # empty: the page says it
    comment: int | None = None
    moment: Any = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A page joined to a comment, which this reader may open."""

    page: Any
    kind: str
    structure: str
    template: str
    moment: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted:
    """One of the two reactions on a comment: how many gave it, the first of their names, whether this reader did.

    `names` is empty for the public.
    """

    kind: str
    label: str
    count: int = 0
    names: tuple[str, ...] = ()
    is_mine: bool = False

    @property
    def others(self) -> int:
        """How many people are not named."""
        return max(0, self.count - len(self.names))


@dataclass(slots=True, kw_only=True)
class Around:
    """All of it, for one comment and one reader."""

    quoted: Quoted | None = None
    cards: tuple[Card, ...] = ()
    reactions: tuple[Reacted, ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # as spelled in the text, and the address
    may_edit: bool = False
