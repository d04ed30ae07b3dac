"""How often the right text comes first: MRR@10 and success@3 of the engine on a file of French questions.

    python -m bench.relevance FOLDER [--limit N] [--json FILE]

FOLDER holds `docs.jsonl` (one document a line: id, title, body) and `queries.json` (a list of questions: `rel`, the id
of the one right document, and the question in several forms). A form that is null is left out of its column.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from search.engines.base import PUBLIC, Document, Query, SearchEngine
from search.engines.embedded import EmbeddedEngine

# Our names for the forms of a question → theirs in the file.
FORMS = {"plain": "orig", "unaccented": "noacc", "keyword": "kw", "inflected": "morph", "mistyped": "typo"}
DEPTH = 10  # results looked at: MRR@10


def documents(folder: Path) -> Iterator[Document]:
    """The documents of the file, public and of one kind."""
    with (folder / "docs.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield Document(
                uid=f"texte:{row['id']}", kind="texte", title=row["title"], text=row["body"], groups=(PUBLIC,)
            )


def questions(folder: Path, *, limit: int | None) -> list[dict[str, Any]]:
    """The questions of the file, the first `limit` of them."""
    rows: list[dict[str, Any]] = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    return rows[:limit]


def measure(*, engine: SearchEngine, asked: list[dict[str, Any]], form: str) -> dict[str, float]:
    """Mean reciprocal rank, share found in the first three, and median milliseconds, for one form of the questions."""
    ranks, times = [], []
    for row in asked:
        if not row[FORMS[form]]:
            continue
        start = time.perf_counter()
        results = engine.search(Query(text=row[FORMS[form]], limit=DEPTH, counted=()))
        times.append(time.perf_counter() - start)
        uids = [hit.uid for hit in results.hits]
        right = f"texte:{row['rel']}"
        ranks.append(uids.index(right) + 1 if right in uids else 0)
    if not ranks:
        return {"mrr": 0.0, "success3": 0.0, "questions": 0, "median_ms": 0.0}
    return {
        "mrr": round(sum(1 / rank for rank in ranks if rank) / len(ranks), 4),
        "success3": round(sum(1 <= rank <= 3 for rank in ranks) / len(ranks), 4),
        "questions": len(ranks),
        "median_ms": round(statistics.median(times) * 1000, 2),
    }


def table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as a person reads them."""
    lines = [f"{'form':<12}{'MRR@10':>8}{'success@3':>11}{'questions':>11}{'median ms':>11}"]
    for form, row in figures.items():
        lines.append(
            f"{form:<12}{row['mrr']:>8.4f}{row['success3']:>11.4f}{row['questions']:>11.0f}{row['median_ms']:>11.2f}"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Index the documents beside, ask every question in every form, print the figures."""
    parser = argparse.ArgumentParser(prog="bench.relevance", description="Relevance of the embedded engine.")
    parser.add_argument("folder", type=Path, help="folder of docs.jsonl and queries.json")
    parser.add_argument("--limit", type=int, help="only the first N questions")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    asked = questions(options.folder, limit=options.limit)
    with tempfile.TemporaryDirectory(prefix="faire-avec-bench-") as scratch:
        engine = EmbeddedEngine(Path(scratch))
        report = engine.rebuild(documents(options.folder))
        sys.stdout.write(f"embedded: {report.indexed} documents\n")
        figures = {form: measure(engine=engine, asked=asked, form=form) for form in FORMS}
    sys.stdout.write(table(figures) + "\n")
    if options.json:
        options.json.write_text(json.dumps({"engines": {"embedded": figures}}, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
