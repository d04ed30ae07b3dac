"""All that an index holds, of any generation or version, the words of what was removed from it included."""

import json
from collections.abc import Iterator
from pathlib import Path

import tantivy
from django.conf import settings
from elasticsearch import Elasticsearch

from search.engines.embedded.rows import register_analysis
from search.engines.rows import TEXT_FIELDS
from tests.each_engine import ELASTICSEARCH, urls


def held_by(engine: str) -> str:
    """Every word and every byte that can be read of it, in small letters."""
    read = _on_the_server() if engine == ELASTICSEARCH else _on_the_disk()
    return "\n".join(read).lower()


def _on_the_disk() -> Iterator[str]:
    folder = Path(settings.SEARCH_INDEX_DIR)
    for meta in folder.rglob("meta.json"):
        index = tantivy.Index.open(str(meta.parent))
        register_analysis(index)
        for field in TEXT_FIELDS:  # without a filter, the words of deleted documents come too
            yield from (word for word, _ in index.searcher().terms_with_prefix(field, ""))
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")


def _on_the_server() -> Iterator[str]:
    """Each document with its whole `_source`; the words that the files still have; whether they hold deleted ones."""
    key = {"api_key": settings.ELASTICSEARCH_API_KEY} if settings.ELASTICSEARCH_API_KEY else {}
    authority = {"ca_certs": settings.ELASTICSEARCH_CA_CERTS} if settings.ELASTICSEARCH_CA_CERTS else {}
    with Elasticsearch(list(urls()), request_timeout=30, **key, **authority) as client:
        for name in client.indices.get_alias(index=f"{settings.ELASTICSEARCH_INDEX}-*").body:
            client.indices.refresh(index=name)
            found = client.search(index=name, query={"match_all": {}}, source=True, size=10_000)
            yield json.dumps(found.body, ensure_ascii=False)
            for letter in "abcdefghijklmnopqrstuvwxyz":
                yield from client.terms_enum(index=name, field="words", string=letter, size=10_000)["terms"]
            deleted = client.indices.stats(index=name, metric="docs")["_all"]["primaries"]["docs"]["deleted"]
            yield f"{deleted} deleted documents in {name}" if deleted else ""
