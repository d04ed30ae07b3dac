"""What was searched this month: counted in memory while people read, written a few seconds later, without anybody.

The words only, and how often: no person, no address, no hour. A process that is killed loses the counts of its last
seconds, which changes nothing to what facilitators learn from them; nobody waits for a count to be written.
"""

import atexit
import logging
import re
import threading
import time
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from community.background import Worker
from search.models import SearchLog

logger = logging.getLogger(__name__)

MONTHS_KEPT = 13
"""A year and its first month again, so that a month can be compared with the same one of the year before."""

LONGEST_QUESTION = 100
"""Characters; what is longer is a text that somebody pasted, not a question."""

MOST_WAITING = 1_000
"""Questions held in memory between two writings, and what one flood of odd addresses may cost."""

MOST_A_MONTH = 20_000
"""Different questions written down in a month: a network of a hundred structures asks a few hundred."""

_ADDRESS = re.compile(r"\S+@\S+")
# Nine digits: « 2024-2025 » is a question.
_NUMBER = re.compile(r"(?:\d[\s.()/+\-]*){9,}")  # a telephone, a file or a social security number
_ROBOT = re.compile(r"bot|crawl|spider|preview", re.IGNORECASE)
_APOSTROPHES = str.maketrans(dict.fromkeys("'ʼ‘´`＇′", "’"))

CountKey = tuple[date, str]


@dataclass(frozen=True, slots=True)
class _Count:
    searches: int = 0
    without_result: int = 0
    found: int = 0
    """Results of the last time."""

    def then(self, later: "_Count") -> "_Count":
        total = replace(later, searches=self.searches + later.searches)
        return replace(total, without_result=self.without_result + later.without_result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question and its number of results, counted each time its page is read."""

    text: str
    total: int


_waiting: dict[CountKey, _Count] = {}
_lock = threading.Lock()


def note(*, text: str, total: int, agent: str = "") -> None:
    """Count a question and its number of results, in memory; `agent` is what the browser says that it is.

    Nothing is kept of robots, nor of what may be about a person: e-mail addresses, long numbers, long texts.
    """
    words = normalised(text=text)
    if not words or _ROBOT.search(agent):
        return
    key = (this_month(), words)
    with _lock:
        if key not in _waiting and len(_waiting) >= MOST_WAITING:
            return
        _waiting[key] = _waiting.get(key, _Count()).then(_Count(1, int(total == 0), total))
    if settings.SEARCH_LOG_EVERY:
        _writer.wake()


def note_reading(*, request: HttpRequest, counted: Counted) -> None:
    """Count a page of results that somebody reads, made for them or kept from an earlier reading."""
    note(text=counted.text, total=counted.total, agent=request.headers.get("User-Agent", ""))


def normalised(*, text: str) -> str:
    """The question as it is counted: lower case, one kind of apostrophe and of space; "" for what is not counted."""
    words = " ".join(unicodedata.normalize("NFC", text).translate(_APOSTROPHES).lower().split()).strip(" ?!.,;:")
    if len(words) > LONGEST_QUESTION or _ADDRESS.search(words) or _NUMBER.search(words):
        return ""
    return words if words.isprintable() else ""


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


def months_kept() -> list[date]:
    """The first days of the months that are kept, this one first."""
    now = this_month()
    numbers = [now.year * 12 + now.month - 1 - back for back in range(MONTHS_KEPT)]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def flush() -> int:
    """Write down what waits in memory; returns how many questions. What cannot be written waits again."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    if not taken:
        return 0
    try:
        _write(taken)
    except Exception:
        with _lock:
            for key, count in taken.items():
                _waiting[key] = count.then(_waiting[key]) if key in _waiting else count
        raise
    return len(taken)


def purge() -> int:
    """Forget the months that are too old; returns how many rows."""
    deleted, _by_model = SearchLog.objects.filter(month__lt=months_kept()[-1]).delete()
    return deleted


@transaction.atomic
def _write(counts: dict[CountKey, _Count]) -> None:
    room = MOST_A_MONTH - SearchLog.objects.filter(month=this_month()).count()
    for (month, words), count in sorted(counts.items()):  # the same order in every process: none waits for another
        added = _added(count)
        if SearchLog.objects.filter(month=month, words=words).update(**added) or room <= 0:
            continue
        row, created = SearchLog.objects.get_or_create(
            month=month,
            words=words,
            defaults={"searches": count.searches, "without_result": count.without_result, "found": count.found},
        )
        room -= created
        if not created:  # another process has just counted it for the first time
            SearchLog.objects.filter(pk=row.pk).update(**added)


def _added(count: _Count) -> dict[str, object]:
    return {
        "searches": F("searches") + count.searches,
        "without_result": F("without_result") + count.without_result,
        "found": count.found,
    }


def _write_soon() -> int:
    """A few seconds of questions are one transaction."""
    time.sleep(settings.SEARCH_LOG_EVERY)
    flush()
    return 0


def _write_at_last() -> None:
    """Best effort: a database that is already closed must not turn a good end into a bad one."""
    try:
        flush()
    except DatabaseError as error:
        logger.warning("the last searches were not counted: %s", error)


class _Writer(Worker):
    """Writes once more when its process ends, where the process ends in good order."""

    def __init__(self) -> None:
        super().__init__(name="search-log", drain=_write_soon)
        self._is_awaited = False

    def wake(self) -> None:
        super().wake()
        if not self._is_awaited:
            self._is_awaited = True
            atexit.register(_write_at_last)


_writer = _Writer()
