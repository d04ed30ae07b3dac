"""How a Document is laid down in the embedded index: its fields, their analysis, and the index's fingerprint."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from typing import Any

import tantivy

from search.engines.base import FACETS, PUBLIC, Document
from search.engines.french import Token, analyse, analysis_fingerprint, root

LAYOUT_VERSION = "1"
"""Change it whenever a field below means something else."""

ALWAYS = 1 << 62
"""Stands for "no date" in a column of integers; microseconds reach it in the year 148 000."""

LONGEST_VALUE = 200
"""Characters in a uid, a group or a facet value: they are identifiers, longer ones are mistakes."""

_BOUNDARY = "¶"
"""Stands between title, keywords and text, so that no phrase runs from one into the other; no word is written so."""

_GIST_SIZE = 40
_GIST_TITLE = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_DISCUSSED = (1 << 20) - 1
_TEXT_FIELDS = {
    "title": "freq",
    "title_x": "basic",
    "keywords": "freq",
    "text": "position",
    "text_x": "freq",
    "roots": "freq",
    "words": "basic",
}
_INTEGER_FIELDS = ("visible_from", "visible_until", "date", "discussed")

Row = dict[str, Any]


def facet_field(name: str, /) -> str:
    """The field that holds a facet's values."""
    return f"facet_{name}"


def schema() -> tantivy.Schema:
    """`text` holds stems of everything, `text_x` the exact forms, `words` the spellings of public documents only."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    for name, option in _TEXT_FIELDS.items():
        builder.add_text_field(name, tokenizer_name="spaces", index_option=option)
    for name in FACETS:
        builder.add_text_field(facet_field(name), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("groups", tokenizer_name="raw", index_option="basic")
    for name in _INTEGER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("gist", stored=True)
    return builder.build()


def register_analysis(index: tantivy.Index, /) -> None:
    """Tokens arrive joined by spaces; to be called after every opening, the index does not remember it."""
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def fingerprint() -> str:
    """Names the directory: another analysis, layout or index format never reads this one's files."""
    minor = ".".join(version("tantivy").split(".")[:2])
    layout = (LAYOUT_VERSION, FACETS, sorted(_TEXT_FIELDS.items()), _INTEGER_FIELDS, minor, analysis_fingerprint())
    return hashlib.sha256(repr(layout).encode()).hexdigest()[:16]


def row(document: Document, /) -> Row:
    """The fields of a document; raises TypeError or ValueError when one of them is not what it should be."""
    title, text = analyse(document.title), analyse(document.text)
    keywords = [token for keyword in _texts(document.keywords) for token in analyse(keyword)]
    everything = [*title, *keywords, *text]
    groups = [_identifier(group) for group in _texts(document.groups)]
    discussed = min(max(int(document.discussed), 0), _MOST_DISCUSSED)
    date = _microseconds(document.date, otherwise=-ALWAYS)
    return {
        "uid": _identifier(document.uid),
        "title": _joined(title, "stem"),
        "title_x": _joined(title, "exact"),
        "keywords": _joined(keywords, "stem"),
        "text": f" {_BOUNDARY} ".join(_joined(part, "stem") for part in (title, keywords, text)),
        "text_x": _joined(everything, "exact"),
        "roots": " ".join(root(token.stem) for token in everything),
        "words": " ".join({token.word for token in everything}) if PUBLIC in groups else "",
        "groups": groups,
        "visible_from": _microseconds(document.visible_from, otherwise=-ALWAYS),
        "visible_until": _microseconds(document.visible_until, otherwise=ALWAYS),
        "date": _untied(date, document.uid),
        "discussed": (discussed << 40) + max(date, 0) // 1_000_000,
        "gist": _gist([*(title + keywords) * _GIST_TITLE, *text]),
        **_facets(document),
    }


def read_gist(stored: bytes, /) -> Mapping[str, int]:
    """The document's own commonest stems and how often it holds them."""
    return {str(stem): int(count) for stem, count in json.loads(stored).items()}


def microseconds(moment: datetime, /) -> int:
    """A moment as the index compares it; raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a date and time needs its time zone")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _microseconds(moment: datetime | None, *, otherwise: int) -> int:
    return otherwise if moment is None else microseconds(moment)


def _untied(date: int, uid: str) -> int:
    """There is no second sort key: ten bits drawn from the uid keep the order of equal dates from page to page."""
    draw = hashlib.blake2b(uid.encode(), digest_size=2).digest()
    return max(min(date, ALWAYS >> 10), -(ALWAYS >> 10)) * 1024 + int.from_bytes(draw) % 1024


def _joined(tokens: Sequence[Token], form: str) -> str:
    return " ".join(getattr(token, form) for token in tokens)


def _gist(tokens: Sequence[Token]) -> bytes:
    stems = Counter(token.stem for token in tokens if not (token.is_stop or token.is_soft or token.exact.isdigit()))
    return json.dumps(dict(stems.most_common(_GIST_SIZE)), ensure_ascii=False).encode()


def _facets(document: Document) -> Row:
    unknown = set(document.facets) - set(FACETS)
    if unknown:
        raise ValueError(f"no facet is called {', '.join(sorted(map(repr, unknown)))}")
    facets = {**document.facets, "kind": (document.kind,)}
    return {facet_field(name): [_identifier(value) for value in _texts(values)] for name, values in facets.items()}


def _texts(values: Sequence[str]) -> Sequence[str]:
    """A bare string is a sequence of letters too: the one mistake the types would let through."""
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
