"""How long a full answer takes as the site grows: 1 000, 10 000, 100 000 documents, engines asked in turn.

    python -m bench.search_speed [--sizes 1000,10000,100000] [--engines embedded,elasticsearch,wagtail] [--json FILE]

A full answer is what a page of results needs: ten ids in the order of the kinds' weights, the total, the nine facets,
synonyms, corrected spelling, and ten titles and extracts, marked. Stock Wagtail gives ten ids and the total only, for
it has neither these facets nor extracts; it is asked at the smallest size, and left out above 1 000 documents, where it
is not bearable. The documents and the questions are made up (see `bench.corpus`). Times are those of the clock on the
wall: keep the machine quiet. The exit status is 1 when the server of an engine does not answer; the others are still
measured.
"""

import argparse
import gc
import json
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import site

if TYPE_CHECKING:
    from bench.corpus import Question
    from search.engines.base import Document, SearchEngine

SIZES = "1000,10000,100000"
WARMING = 200
"""Questions asked before the clock starts: caches fill once in the life of a process."""

FEW = 60  # questions that stock Wagtail is asked
STOCK_AT_MOST = 1_000  # documents among which it is asked

Answer = Callable[["Question"], object]
Figures = dict[str, dict[str, dict[str, float]]]


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 2),
        "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000, 2),
        "questions": len(ordered),
    }


def alternated(
    answers: Mapping[str, Answer], asked: Sequence["Question"], *, left_out: dict[str, str]
) -> dict[str, list[float]]:
    """Every question to each engine in turn, the first one never the same twice running: none has the quiet moments.

    An engine that ceases to answer has no times, and goes to `left_out`.
    """
    from bench.contestants import say_left_out
    from search.engines.base import EngineUnavailable

    times: dict[str, list[float]] = {name: [] for name in answers}
    names = list(answers)
    for question in asked:
        names = names[1:] + names[:1]
        for name in tuple(names):
            try:
                took = site.seconds(lambda name=name, question=question: answers[name](question))  # type: ignore[misc]
            except EngineUnavailable as fault:
                left_out[name] = say_left_out(name, fault)
                names.remove(name)
                del times[name]
            else:
                times[name].append(took)
    return times


def ratios(rows: Mapping[str, Mapping[str, float]], /) -> dict[str, float]:
    """The median of each engine over that of the embedded one; nothing where this one was not asked."""
    ours = rows.get("embedded", {}).get("median_ms", 0.0)
    return {name: round(row["median_ms"] / ours, 1) for name, row in rows.items()} if ours else {}


def main(arguments: list[str]) -> int:
    """Build, ask, print; one size after the other."""
    site.start()
    from bench.contestants import OURS, STOCK, chosen, say_left_out

    parser = argparse.ArgumentParser(prog="bench.search_speed", description="Speed of a full answer as the site grows.")
    parser.add_argument("--sizes", default=SIZES, help="numbers of documents, separated by commas")
    parser.add_argument("--engines", default="", help="embedded, elasticsearch, wagtail, separated by commas")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    sizes = sorted(int(size) for size in options.sizes.split(","))
    try:
        names = chosen(options.engines)
    except ValueError as fault:
        parser.error(str(fault))
    left_out: dict[str, str] = {}
    if STOCK in names and sizes[0] > STOCK_AT_MOST:
        left_out[STOCK] = say_left_out(STOCK, f"it is asked among {STOCK_AT_MOST} documents or fewer")
    figures: Figures = {name: {} for name in names}
    ratio: dict[str, dict[str, float]] = {}
    for size in sizes:
        here = [name for name in names if name not in left_out and (name != STOCK or size == sizes[0])]
        rows = _at(size, here, options.questions, left_out) if here else {}
        ratio[str(size)] = ratios(rows)
        for name, row in rows.items():
            figures[name][str(size)] = row
    kept: dict[str, Any] = {"engines": figures, "growth": _growth(figures, sizes), "times_embedded": ratio}
    if options.json:
        options.json.write_text(json.dumps(kept | {"left_out": left_out}, indent=2) + "\n", encoding="utf-8")
    return int(not left_out.keys().isdisjoint(OURS))


def _at(size: int, names: Sequence[str], questions: int, left_out: dict[str, str]) -> dict[str, dict[str, float]]:
    from bench.contestants import STOCK, engine_named, say_left_out
    from bench.corpus import Corpus
    from bench.corpus import questions as made_up
    from bench.full_answer import full_answer, vocabulary
    from search.engines.base import EngineUnavailable

    documents = list(Corpus().documents(size))
    texts = {document.uid: (document.title, document.text) for document in documents}
    weights, synonyms = vocabulary()
    asked = made_up(questions + WARMING, documents=documents)
    built: dict[str, dict[str, float]] = {}
    answers: dict[str, Answer] = {}
    with ExitStack() as closing:
        for name in (name for name in names if name != STOCK):
            engine = closing.enter_context(engine_named(name))
            try:
                built[name] = _built(name, engine, documents)
            except EngineUnavailable as fault:
                left_out[name] = say_left_out(name, fault)
                continue
            answers[name] = lambda question, engine=engine: full_answer(  # type: ignore[misc]
                engine, question, texts=texts, weights=weights, synonyms=synonyms
            )
        gc.collect()
        gc.freeze()  # the made-up documents stay in memory here, which no site does: they are not to be swept meanwhile
        warm = alternated(answers, asked[:WARMING], left_out=left_out)
        times = alternated({name: answers[name] for name in warm}, asked[WARMING:], left_out=left_out)
        rows = {name: built[name] | spread(mine) for name, mine in times.items()}
        if STOCK in names:
            rows[STOCK] = _stock(documents, asked[WARMING : WARMING + FEW])
    _say(size, rows)
    return rows


def _built(name: str, engine: "SearchEngine", documents: Sequence["Document"]) -> dict[str, float]:
    """A rebuild, then what only the first question and the first mistyped word of a process wait for."""
    from search.engines.base import Query

    took = site.seconds(lambda: engine.rebuild(iter(documents)))
    row: dict[str, float] = {"rebuild_docs_s": round(len(documents) / took)}
    row["first_ms"] = round(site.seconds(lambda: engine.search(Query(text="accueil des usagers"))) * 1000, 1)
    row["first_slip_ms"] = round(site.seconds(lambda: engine.search(Query(text="acueill"))) * 1000, 1)
    sys.stderr.write(f"{name}: {len(documents)} documents in {took:.1f} s\n")
    return row


def _stock(documents: Iterable["Document"], asked: Sequence["Question"]) -> dict[str, float]:
    """Ids and total only; a question given up counts for the time it took."""
    site.make_tables()
    from bench.stock.searching import StockSearch

    stock = StockSearch()
    took = site.seconds(lambda: stock.fill(documents))
    sys.stderr.write(f"wagtail: filled in {took:.1f} s\n")
    times = [site.seconds(lambda question=question: stock.search(question.text)) for question in asked]  # type: ignore[misc]
    return spread(times) | {"given_up": stock.given_up, "failed": stock.failed}


def _say(size: int, rows: Mapping[str, Mapping[str, float]]) -> None:
    sys.stdout.write(f"\n{size} documents{'median ms':>24}{'p95 ms':>10}{'× embedded':>12}{'rebuild docs/s':>16}\n")
    ratio = ratios(rows)
    for name, row in rows.items():
        times = f"{ratio[name]:.1f}" if ratio else "–"
        built = f"{row['rebuild_docs_s']:.0f}" if "rebuild_docs_s" in row else "–"
        sys.stdout.write(f"  {name:<22}{row['median_ms']:>17.2f}{row['p95_ms']:>10.2f}{times:>12}{built:>16}\n")
        if "first_ms" in row:
            said = f"first question {row['first_ms']} ms, first mistyped word {row['first_slip_ms']} ms"
            sys.stdout.write(f"    {said}: the words are read once, in the background on the site\n")
    sys.stdout.flush()


def _growth(figures: Figures, sizes: Sequence[int]) -> dict[str, float]:
    """The median at the largest size over the median at the smallest."""
    growth = {}
    for name, rows in figures.items():
        small, large = rows.get(str(sizes[0])), rows.get(str(sizes[-1]))
        if len(sizes) > 1 and small and large:
            growth[name] = round(large["median_ms"] / small["median_ms"], 2)
            sys.stdout.write(f"\n{name}: × {growth[name]} from {sizes[0]} to {sizes[-1]} documents\n")
    return growth


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
