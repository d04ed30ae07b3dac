"""How often the right text comes first: MRR@10 and success@3 on a file of French questions, engine by engine.

    python -m bench.relevance [FOLDER] [--engines embedded,elasticsearch,wagtail] [--limit N] [--json FILE]

FOLDER holds `docs.jsonl` (one document a line: id, title, body) and `queries.json` (a list of questions: `rel`, the id
of the one right document, and the question in several forms); without it, the small set of `bench/data`. A form that
is null is left out of its column. Stock Wagtail is asked the first hundred questions: it takes seconds for one. The
exit status is 1 when the server of an engine does not answer; the others are measured.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import site
from search.engines.base import PUBLIC, Document, EngineUnavailable, Query

# Our names for the forms of a question → theirs in the file.
FORMS = {"plain": "orig", "unaccented": "noacc", "keyword": "kw", "inflected": "morph", "mistyped": "typo"}
DEPTH = 10  # results looked at: MRR@10
FIRST = 100  # questions that stock Wagtail is asked, and that the others are compared on
OWN = Path(__file__).parent / "data"

Ask = Callable[[str], list[str]]
Figures = Mapping[str, Mapping[str, float]]


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


def measure(*, ask: Ask, asked: Sequence[Mapping[str, Any]], form: str) -> dict[str, float]:
    """Mean reciprocal rank, share found in the first three, and median milliseconds, for one form of the questions."""
    ranks, times = [], []
    for row in asked:
        if not row[FORMS[form]]:
            continue
        start = time.perf_counter()
        uids = ask(row[FORMS[form]])
        times.append(time.perf_counter() - start)
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


def table(name: str, figures: Figures) -> str:
    """The figures as a person reads them."""
    lines = [f"{name:<24}{'MRR@10':>8}{'success@3':>11}{'questions':>11}{'median ms':>11}"]
    for form, row in figures.items():
        lines.append(
            f"{form:<24}{row['mrr']:>8.4f}{row['success3']:>11.4f}{row['questions']:>11.0f}{row['median_ms']:>11.2f}"
        )
    return "\n".join(lines)


def apart(every: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    """How far our two engines are from each other, form by form: Elasticsearch minus embedded."""
    if not {"embedded", "elasticsearch"} <= every.keys():
        return {}
    ours, theirs = every["embedded"], every["elasticsearch"]
    return {form: {key: round(theirs[form][key] - ours[form][key], 4) for key in ("mrr", "success3")} for form in FORMS}


def main(arguments: list[str]) -> int:
    """Index the documents beside, ask every question in every form, print the figures."""
    site.start()
    from bench.contestants import STOCK, chosen, say_left_out

    parser = argparse.ArgumentParser(prog="bench.relevance", description="Relevance on French questions.")
    parser.add_argument("folder", type=Path, nargs="?", default=OWN, help="folder of docs.jsonl and queries.json")
    parser.add_argument("--engines", default="", help="embedded, elasticsearch, wagtail, separated by commas")
    parser.add_argument("--limit", type=int, help="only the first N questions")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    try:
        names = chosen(options.engines)
    except ValueError as fault:
        parser.error(str(fault))
    asked = questions(options.folder, limit=options.limit)
    every: dict[str, Figures] = {}
    first: dict[str, Figures] = {}
    left_out: dict[str, str] = {}
    for name in names:
        try:
            with ExitStack() as closing:
                ask = _stock(options.folder) if name == STOCK else _ours(name, options.folder, closing)
                every[name] = _measured(name, ask, asked[:FIRST] if name == STOCK else asked)
                if STOCK in names and name != STOCK and len(asked) > FIRST:
                    first[name] = _measured(f"{name}, first {FIRST}", ask, asked[:FIRST])
        except EngineUnavailable as fault:
            left_out[name] = say_left_out(name, fault)
    difference = apart(every)
    _say_apart(difference)
    if options.json:
        kept: dict[str, Any] = {"engines": every} | ({f"first_{FIRST}": first} if first else {})
        kept |= {"elasticsearch_minus_embedded": difference, "left_out": left_out}
        options.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return int(bool(left_out))


def _say_apart(difference: Mapping[str, Mapping[str, float]]) -> None:
    if difference:
        lines = [f"{form:<24}{row['mrr']:>+8.4f}{row['success3']:>+11.4f}" for form, row in difference.items()]
        furthest = max(abs(row["mrr"]) for row in difference.values())
        sys.stdout.write("\n".join([f"{'elasticsearch − embedded':<24}{'MRR@10':>8}{'success@3':>11}", *lines]) + "\n")
        sys.stdout.write(f"furthest apart by MRR@10: {furthest:.4f}\n")


def _measured(title: str, ask: Ask, asked: Sequence[Mapping[str, Any]]) -> Figures:
    figures = {}
    for form in FORMS:
        figures[form] = measure(ask=ask, asked=asked, form=form)
        sys.stderr.write(f"{title}: {form} done\n")
    sys.stdout.write(table(title, figures) + "\n\n")
    sys.stdout.flush()
    return figures


def _ours(name: str, folder: Path, closing: ExitStack) -> Ask:
    from bench.contestants import engine_named

    engine = closing.enter_context(engine_named(name))
    report = engine.rebuild(documents(folder))
    sys.stdout.write(f"{name}: {report.indexed} documents\n")
    return lambda text: [hit.uid for hit in engine.search(Query(text=text, limit=DEPTH, counted=())).hits]


def _stock(folder: Path) -> Ask:
    """Wagtail's search with its default operator, every word required; a question is given up after its patience."""
    site.make_tables()
    from bench.stock.searching import PATIENCE, StockSearch

    stock = StockSearch()
    filled = stock.fill(documents(folder))
    sys.stdout.write(
        f"wagtail: {filled} pages, Page.objects.live().search(…), default operator (every word required),"
        f" at most {PATIENCE:.0f} s a question\n"
    )
    return lambda text: stock.search(text, limit=DEPTH)[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
