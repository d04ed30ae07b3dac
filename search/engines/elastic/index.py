"""Our indices on an Elasticsearch server: their mapping, one alias for readers, a new index at each rebuild."""

import hashlib
import re
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from elastic_transport import TransportError
from elasticsearch import ApiError, AuthorizationException, NotFoundError
from elasticsearch_dsl import Document, Index, Keyword, Long, Mapping, MetaField, Text, analyzer, token_filter

from search.engines.base import FACETS
from search.engines.elastic.server import Connection
from search.engines.language.french import analysis_fingerprint
from search.engines.rows import INTEGER_FIELDS, LAYOUT_VERSION, TEXT_FIELDS, Kept, facet_field

SHORTEST_BEGINNING, LONGEST_BEGINNING = 3, 20
"""Letters of the beginnings of title words that are kept, to forgive a slip in a word that is not finished."""

_MAPPING_VERSION = "2"
"""Change it whenever the mapping below does."""

_REMEMBERED = "1h"
"""How long the server remembers a deletion, so that a write that was on its way does not undo it."""

_TEMPLATE_PRIORITY = 500
"""Above an operator's own template for a wider name."""

_KEPT: dict[Kept, str] = {"basic": "docs", "freq": "freqs", "position": "positions"}

# Words arrive analysed and joined by spaces: the server only splits them.
_beginnings = analyzer(
    "beginnings",
    tokenizer="whitespace",
    filter=[
        token_filter("beginnings", "edge_ngram", min_gram=SHORTEST_BEGINNING, max_gram=LONGEST_BEGINNING),
    ],
)


def _text(name: str, **more: Any) -> Text:
    return Text(analyzer="whitespace", index_options=_KEPT[TEXT_FIELDS[name]], **more)


class StoredRow(Document):
    """A row as the server keeps it; its uid is the `_id`. Only the gist and the digest can be read back."""

    title = _text("title")
    title_x = _text(
        "title_x",
        fields={"begun": Text(analyzer=_beginnings, search_analyzer="whitespace", index_options="docs", norms=False)},
    )
    keywords = _text("keywords")
    text = _text("text")
    text_x = _text("text_x")
    roots = _text("roots")
    words = Keyword()
    groups = Keyword()
    gist = Keyword(index=False, doc_values=False)
    digest = Keyword(index=False)

    class Meta:
        dynamic = MetaField("strict")
        source: ClassVar[Any] = MetaField(includes=["gist"])


def _columns() -> Mapping:
    """What is counted, compared or sorted."""
    mapping = Mapping()
    for name in FACETS:
        mapping.field(facet_field(name), Keyword(eager_global_ordinals=True))  # ready before the first question
    for name in INTEGER_FIELDS:
        mapping.field(name, Long())
    return mapping


def fingerprint() -> str:
    """Part of every name: another analysis, layout or mapping never reads this one's index."""
    layout = (LAYOUT_VERSION, _MAPPING_VERSION, FACETS, sorted(TEXT_FIELDS.items()), INTEGER_FIELDS)
    return hashlib.sha256(repr((*layout, analysis_fingerprint())).encode()).hexdigest()[:16]


class Indices:
    """`<prefix>-<fingerprint>` is an alias of the index in use, `<prefix>-<fingerprint>-<nanoseconds>`."""

    def __init__(self, connection: Connection, /) -> None:
        self._connection = connection
        self._prefix = connection.server.index
        self.alias = f"{self._prefix}-{fingerprint()}"
        prefix = re.escape(self._prefix)
        self._ours = re.compile(rf"(?P<alias>{prefix}-[0-9a-f]{{16}})-\d{{19}}")

    @contextmanager
    def new(self) -> Iterator[str]:
        """An empty index in which to write much; removed when what fills it fails. Leftovers of the dead are swept."""
        self._remove(name for name in self._built(self.alias) if name not in self.current())
        name = f"{self.alias}-{time.time_ns()}"
        self._create(name)
        try:
            yield name
        except BaseException:
            with suppress(ApiError, TransportError):
                if name not in self.current():
                    self._remove([name])
            raise

    def finish(self, name: str, /) -> None:
        """Give an index that was filled its copies and its usual refreshing, and make what it holds findable."""
        indices = self._connection.writing.indices
        indices.put_settings(
            index=name,
            settings={"index": {"number_of_replicas": self._connection.server.replicas, "refresh_interval": None}},
        )
        indices.refresh(index=name)

    def switch(self, name: str, /) -> None:
        """Make an index the one in use: one act of the server, no reader sees neither or both."""
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove": {"index": old, "alias": self.alias}} for old in self.current() if old != name]
        self._connection.writing.indices.update_aliases(actions=actions)

    def current(self) -> frozenset[str]:
        """The index in use, if any."""
        return self._aliased(self.alias)

    def sweep(self, *, keep: Iterable[str]) -> None:
        """Remove indices left behind: all of ours but those to keep.

        Of other fingerprints the most recent stays with its alias: an older version of the site may still read it. What
        cannot be removed now will be at the next rebuild.
        """
        with suppress(ApiError, TransportError):
            kept = set(keep)
            self._remove(name for name in self._built(self.alias) if name not in kept)
            used = [name for name in self._built() if not name.startswith(self.alias) and self._is_used(name)]
            latest = max(used, key=lambda name: name.rpartition("-")[2], default="")
            others = [name for name in self._built() if not name.startswith(self.alias) and name != latest]
            self._remove(others)
            self._forget_templates({self._alias_of(name) for name in others} - {self._alias_of(latest)})

    def drop(self) -> None:
        """Remove every index and template of this prefix."""
        self._remove(self._built())
        self._forget_templates(self._templates())

    def forget_all_but(self, kept: Collection[str], /) -> None:
        """Remove every index of this prefix but these, and the templates of the others."""
        self._remove(name for name in self._built() if name not in kept)
        self._forget_templates(self._templates() - {self._alias_of(name) for name in kept})

    def _create(self, name: str) -> None:
        indices = self._connection.writing.indices
        filling = {"index": {"refresh_interval": "-1", "number_of_replicas": 0}}
        try:
            template = self._laid_out(self.alias).as_composable_template(
                self.alias, pattern=f"{self.alias}-*", priority=_TEMPLATE_PRIORITY
            )
            template.save(using=self._connection.writing)
        except AuthorizationException:  # a key for our indices only: what the template says is said to the index
            laid_out = self._laid_out(name).settings(**filling["index"])
            indices.create(index=name, **laid_out.to_dict())
        else:
            indices.create(index=name, settings=filling)

    def _laid_out(self, name: str) -> Index:
        server = self._connection.server
        index = Index(name)
        index.settings(
            number_of_shards=server.shards, number_of_replicas=server.replicas, **{"index.gc_deletes": _REMEMBERED}
        )
        index.document(StoredRow)
        index.mapping(_columns())
        return index

    def _built(self, alias: str = "") -> list[str]:
        """Names of our indices, of one fingerprint or of all; somebody else's may begin as ours do."""
        found = self._connection.writing.indices.get_alias(index=f"{alias or self._prefix}-*", allow_no_indices=True)
        return sorted(name for name in found.body if self._ours.fullmatch(name))

    def _aliased(self, alias: str) -> frozenset[str]:
        try:
            return frozenset(self._connection.writing.indices.get_alias(name=alias).body)
        except NotFoundError:
            return frozenset()

    def _is_used(self, name: str) -> bool:
        return name in self._aliased(self._alias_of(name))

    def _alias_of(self, name: str) -> str:
        return name.rpartition("-")[0]

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            self._connection.writing.indices.delete(index=name, ignore_unavailable=True)

    def _templates(self) -> set[str]:
        try:
            found = self._connection.writing.indices.get_index_template(name=f"{self._prefix}-*")
        except (NotFoundError, AuthorizationException):
            return set()
        names = [str(each["name"]) for each in found.body["index_templates"]]
        return {name for name in names if re.fullmatch(rf"{re.escape(self._prefix)}-[0-9a-f]{{16}}", name)}

    def _forget_templates(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(NotFoundError, AuthorizationException):
                self._connection.writing.indices.delete_index_template(name=name)
