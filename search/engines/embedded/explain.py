"""What each part of a plan is worth in one document of the embedded index, in tantivy's own words."""

import json
from collections.abc import Sequence

import tantivy

from search.engines.embedded.reader import Snapshot
from search.engines.explanation import ScoredPart


def worth(snapshot: Snapshot, uid: str, parts: Sequence[ScoredPart], /) -> list[float]:
    """The score of each part in the document called `uid`; nothing but zeros when there is none."""
    found = snapshot.searcher.search(snapshot.write.term("uid", uid), 1, count=False).hits
    if not found:
        return [0.0] * len(parts)
    address = found[0][1]
    return [_score(snapshot, address, part) for part in parts]


def _score(snapshot: Snapshot, address: tantivy.DocAddress, part: ScoredPart) -> float:
    query = tantivy.Query.boost_query(_query(snapshot, part), part.boost)
    try:
        explanation = query.explain(snapshot.searcher, address)
    except ValueError:  # so does the library say that the document does not hold it
        return 0.0
    return float(json.loads(explanation.to_json())["value"])


def _query(snapshot: Snapshot, part: ScoredPart) -> tantivy.Query:
    if len(part.words) == 1:
        return snapshot.write.term(part.field, part.words[0])
    return tantivy.Query.phrase_query(snapshot.index.schema, part.field, list(part.words), part.slop)
