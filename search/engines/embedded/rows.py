"""How the rows that every engine shares become tantivy's: its schema, its analysis, and the index's fingerprint."""

import hashlib
from collections.abc import Iterable, Mapping
from importlib.metadata import version

import tantivy

from search.engines import rows
from search.engines.base import FACETS, PUBLIC, Document
from search.engines.language.french import analysis_fingerprint
from search.engines.rows import INTEGER_FIELDS, LAYOUT_VERSION, TEXT_FIELDS, Row, facet_field

_COLUMNS_VERSION = "4"
"""Change it whenever the columns below mean something else."""

RESTRICTED = "yes"
"""What the field `restricted` holds in the documents that are not everybody's: they are few, and quickly left out."""

_SORTED = ("date", "discussed", "tried")
"""The numbers that answers are sorted by."""

_BETWEEN = "\x1f"
"""Stands between the values of a column: the sign made for it, that no identifier holds."""


def column(name: str, /) -> str:
    """The column that a facet is counted from: all the values of a document as one, "" for none.

    A column of exactly one value a document is counted five times quicker than one of several.
    """
    return f"values_{name}"


def values_in(counted: str, /) -> list[str]:
    """The facet's values in a value of its column."""
    return counted.split(_BETWEEN) if counted else []


def schema() -> tantivy.Schema:
    """The fields of `rows`, as tantivy keeps them."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("uid", stored=True, tokenizer_name="raw", index_option="basic")
    for name, option in TEXT_FIELDS.items():
        builder.add_text_field(name, tokenizer_name="spaces", index_option=option)
    for name in FACETS:
        builder.add_text_field(facet_field(name), tokenizer_name="raw", index_option="basic")
        builder.add_text_field(column(name), fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("groups", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("restricted", tokenizer_name="raw", index_option="basic")
    for name in INTEGER_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=name in _SORTED)  # a range is looked up quicker without
    builder.add_bytes_field("gist", stored=True)
    builder.add_text_field("digest", tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_analysis(index: tantivy.Index, /) -> None:
    """Tokens arrive joined by spaces; to be called after every opening, the index does not remember it."""
    index.register_tokenizer("spaces", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def fingerprint() -> str:
    """Names the directory: another analysis, layout or index format never reads this one's files."""
    minor = ".".join(version("tantivy").split(".")[:2])
    fields = (LAYOUT_VERSION, _COLUMNS_VERSION, FACETS, sorted(TEXT_FIELDS.items()), INTEGER_FIELDS)
    layout = (*fields, minor, analysis_fingerprint())
    return hashlib.sha256(repr(layout).encode()).hexdigest()[:16]


def row(document: Document, /) -> Row:
    """The fields of a document; raises TypeError or ValueError when one of them is not what it should be."""
    shared = rows.row(document)
    columns = {column(name): _BETWEEN.join(sorted(set(shared.get(facet_field(name), ())))) for name in FACETS}
    restricted = [] if PUBLIC in shared["groups"] else [RESTRICTED]
    named = f"{shared['uid']} {shared['digest']}"  # as one word: the list of words then tells which has which
    return shared | columns | {"restricted": restricted, "gist": shared["gist"].encode(), "digest": named}


def read_digests(words: Iterable[str], /) -> Mapping[str, str]:
    """uid → digest, from the words of that field."""
    return {uid: digest for uid, _, digest in (word.rpartition(" ") for word in words)}
