"""What one writer owns, a structure, a sheet, its lever, a testimonial; and what visitors must be shown of it."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.attacks.kept_pages.journal import Seen

STRUCTURE, SHEET, TESTIMONIAL, COMMENT, AUTHOR, LEVER = "S", "T", "F", "C", "A", "L"
SHOWN, HIDDEN, ASKED_TO_SIGN_IN = 200, 404, 302


@dataclass
class Plot:
    """The rows' keys, and what is true of them once the last act is done."""

    writer: int
    structure: int
    sheet: int
    testimonial: int
    author: int
    addresses: dict[str, str]  # "S", "T" and "F" → where it is read
    titles: dict[str, str] = field(default_factory=dict)  # "S", "T", "F", "A" and "L" → its mark
    comment: str = ""
    off_line: set[str] = field(default_factory=set)
    restricted: set[str] = field(default_factory=set)
    is_agreed: bool = True
    _numbers: Any = field(default_factory=lambda: itertools.count(1), repr=False)

    def mark(self, kind: str) -> str:
        """A new one, never seen before."""
        return f"z{kind}{self.writer}x{next(self._numbers)}"

    def rename(self, kind: str, title: str) -> None:
        self.titles[kind] = title

    def expected(self) -> dict[str, Seen]:
        """Each address, and what it answers to a visitor; the lists name the lever whatever hides."""
        answers = {address: self._answer(kind) for kind, address in self.addresses.items()}
        return {**answers, "the lists": Seen(SHOWN, frozenset({self.titles[LEVER]}))}

    def _answer(self, kind: str) -> Seen:
        open_status = ASKED_TO_SIGN_IN if self._is_restricted(kind) else SHOWN
        return Seen(open_status if self._is_published(kind) else HIDDEN, frozenset(self._shown_on(kind)))

    def _shown_on(self, kind: str) -> set[str]:
        """The page's own title and its structure's, those of the cards it carries, and what is said of it."""
        cards = {SHEET, TESTIMONIAL} - {kind}
        named = {
            kind,
            STRUCTURE,
            *(card for card in cards if self._is_published(card) and not self._is_restricted(card)),
        }
        shown = {self.titles[one] for one in named}
        if SHEET in named:
            shown.add(self.titles[LEVER])
        if kind == SHEET and self.comment:
            shown |= {self.comment, self.titles[AUTHOR]}
        return shown

    def _is_published(self, kind: str) -> bool:
        is_agreed = kind != TESTIMONIAL or self.is_agreed
        return is_agreed and not {kind, STRUCTURE} & self.off_line

    def _is_restricted(self, kind: str) -> bool:
        return bool({kind, STRUCTURE} & self.restricted)
