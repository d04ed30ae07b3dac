"""What a kind of page adds to its conversation: the comments it shows first, and the acts it lays below each.

Registered in `ready()` by the app that has the kind of page: a question marks what helped, and makes sheets of answers.
"""

from collections.abc import Callable, Collection

from wagtail.models import Page

ReadMarks = Callable[[Page], Collection[int]]

_marks: dict[type[Page], ReadMarks] = {}
_acts: dict[type[Page], str] = {}


def register_marks(page_type: type[Page], reader: ReadMarks) -> None:
    """Show first, below this kind of page, the comments whose keys `reader` gives, as those that helped.

    What is said there is called answers, not comments. `reader` asks the database once.
    """
    _marks[page_type] = reader


def register_acts(page_type: type[Page], template: str) -> None:
    """Lay this template below each comment of this kind of page.

    It receives `page`, `member` and `comment` (`tree.Spoken`: `pk`, `text`, `is_own`, `is_marked`), and what surrounds
    it.
    """
    _acts[page_type] = template


def gathers_answers(*, page: Page) -> bool:
    """Whether what is said below this kind of page answers it."""
    return type(page) in _marks


def marked_on(*, page: Page) -> frozenset[int]:
    """The comments that are marked below this page; no query where its kind marks none."""
    read = _marks.get(type(page))
    return frozenset(read(page)) if read else frozenset()


def acts_on(*, page: Page) -> str:
    """The template of the acts below each comment; empty where there is none."""
    return _acts.get(type(page), "")
