"""How a Document is laid down in any index: its fields, made by the one analysis, so that engines cannot differ."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import itemgetter
from typing import Any, Literal

from search.engines.base import FACETS, PUBLIC, Document
from search.engines.language.french import Token, root
from search.engines.language.french import words as words_of
from search.engines.language.french_words import SOFT_WORDS, STOP_WORDS

LAYOUT_VERSION = "4"
"""Change it whenever a field below means something else."""

ALWAYS = 1 << 62
"""Stands for "no date" in a column of integers; microseconds reach it in the year 148 000."""

LONGEST_VALUE = 200
"""Characters in a uid, a group or a facet value: they are identifiers, longer ones are mistakes."""

BOUNDARY = "¶"
"""Stands between title, keywords and text, so that no phrase runs from one into the other; no word is written so.

It also stands for a title or keywords that are empty: one engine counts the rarity of a word among all documents, the
other among those that have something in the field.
"""

Kept = Literal["basic", "freq", "position"]
"""What an index keeps of a word: which documents hold it, how often too, and at which positions too."""

TEXT_FIELDS: Mapping[str, Kept] = {
    "title": "freq",
    "title_x": "basic",
    "keywords": "freq",
    "text": "position",
    "text_x": "freq",
    "roots": "freq",
    "words": "basic",
}
"""Words joined by spaces: `text` has stems of everything, `text_x` exact forms, `words` what public pages write."""

INTEGER_FIELDS = ("visible_from", "visible_until", "date", "discussed", "tried")

Row = dict[str, Any]

_GIST_SIZE = 40
_GIST_TITLE = 3
_TELL_NOTHING = STOP_WORDS | SOFT_WORDS
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_COUNTED = (1 << 20) - 1
_LATEST_VERSION = (1 << 62) - 1


def facet_field(name: str, /) -> str:
    """The field that holds a facet's values."""
    return f"facet_{name}"


def row(document: Document, /) -> Row:
    """The fields of a document; raises TypeError or ValueError when one of them is not what it should be."""
    title, text = words_of(document.title), words_of(document.text)
    keywords = [token for keyword in _texts(document.keywords) for token in words_of(keyword)]
    stems = [[token[1] for token in part] for part in (title, keywords, text)]
    exacts = [[token[0] for token in part] for part in (title, keywords, text)]
    # By number rather than by name: a rebuild spends a fifth of its time here.
    groups = [_identifier(group) for group in _texts(document.groups)]
    date = _microseconds(document.date, otherwise=-ALWAYS)
    return {
        "uid": _identifier(document.uid),
        "title": " ".join(stems[0]) or BOUNDARY,
        "title_x": " ".join(exacts[0]) or BOUNDARY,
        "keywords": " ".join(stems[1]) or BOUNDARY,
        "text": f" {BOUNDARY} ".join(map(" ".join, stems)),
        "text_x": " ".join(chain(*exacts)),
        "roots": " ".join(map(root, chain(*stems))),
        "words": " ".join({token[2] for token in chain(title, keywords, text)}) if PUBLIC in groups else "",
        "groups": groups,
        "visible_from": _microseconds(document.visible_from, otherwise=-ALWAYS),
        "visible_until": _microseconds(document.visible_until, otherwise=ALWAYS),
        "date": _untied(date, document.uid),
        "discussed": _then_by_date(document.discussed, date),
        "tried": _then_by_date(document.tried, date),
        "gist": _gist([*(title + keywords) * _GIST_TITLE, *text]),
        "digest": document.digest,
        **_facets(document),
    }


def version_of(document: Document, /, *, otherwise: int) -> int:
    """When the database was read for a document, in microseconds; raises ValueError when it is no such number."""
    version = document.version or otherwise
    if not isinstance(version, int) or not 0 < version <= _LATEST_VERSION:
        raise ValueError(f"a version is a number of microseconds, not {version!r:.40}")
    return version


def read_gist(stored: str | bytes, /) -> Mapping[str, int]:
    """The document's own commonest stems and how often it holds them."""
    return {str(stem): int(count) for stem, count in json.loads(stored).items()}


def microseconds(moment: datetime, /) -> int:
    """A moment as the index compares it; raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a date and time needs its time zone")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _microseconds(moment: datetime | None, *, otherwise: int) -> int:
    return otherwise if moment is None else microseconds(moment)


def _then_by_date(number: int, date: int) -> int:
    """A number to sort by, the newest first among equals: there is no second sort key."""
    return (min(max(int(number), 0), _MOST_COUNTED) << 40) + max(date, 0) // 1_000_000


def _untied(date: int, uid: str) -> int:
    """A date that no two documents share, or nearly: its last ten bits are drawn from the uid.

    There is no second sort key, and equal dates must keep their order from one page of results to the next.
    """
    draw = hashlib.blake2b(uid.encode(), digest_size=2).digest()
    return max(min(date, ALWAYS >> 10), -(ALWAYS >> 10)) * 1024 + int.from_bytes(draw) % 1024


def _gist(tokens: Sequence[Token]) -> str:
    stems = Counter([token[1] for token in tokens if token[0] not in _TELL_NOTHING and not token[0].isdigit()])
    commonest = sorted(stems.items(), key=itemgetter(1), reverse=True)  # three times quicker than `most_common`
    return json.dumps(dict(commonest[:_GIST_SIZE]), ensure_ascii=False)


def _facets(document: Document) -> Row:
    unknown = set(document.facets) - set(FACETS)
    if unknown:
        raise ValueError(f"no facet is called {', '.join(sorted(map(repr, unknown)))}")
    facets = {**document.facets, "kind": (document.kind,)}
    return {facet_field(name): [_identifier(value) for value in _texts(values)] for name, values in facets.items()}


def _texts(values: Sequence[str]) -> Sequence[str]:
    """Refuse a bare string: it is a sequence of letters too, and the one mistake that the types let through."""
    if isinstance(values, str):
        raise TypeError(f"a tuple of texts was expected, not {values!r:.40}")
    return values


def _identifier(value: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r:.40}")
    if not 0 < len(value) <= LONGEST_VALUE:
        raise ValueError(f"between 1 and {LONGEST_VALUE} characters were expected: {value!r:.40}")
    value.encode()
    return value
