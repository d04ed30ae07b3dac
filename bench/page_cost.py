"""What the page of results costs the server: at most 2.5 times the engine's answer and a plain page together?

    python -m bench.page_cost [--rounds 30] [--most 2.5] [--json FILE]

On the demonstration, without an account, through every middleware. For each question in turn: the page of results, the
engine's full answer to it (ids, facets, extracts; no database), a plain page of text; the first of the three is never
the same twice running. The exit status is 1 when the page costs more than `--most` times the two others together.
"""

import argparse
import json
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import site

if TYPE_CHECKING:
    from bench.full_answer import Texts

MOST_RATIO = 2.5
QUESTIONS = (
    "q=accueil",
    "q=accueillir+les+nouveaux",
    "q=parrainage+des+nouveaux+adhérents",
    "q=usagers+dans+le+conseil+d’administration",
    "q=comment+faire+participer+des+habitants+éloignés",
    "q=épicerie",
    "q=acueil+bénévole",
    "q=bénévoles&type=fiche",
    "q=repas&levier=accueil&levier=gouvernance",
    "q=réunion&niveau=acteur&annee=2025",
    "q=« boîte+à+idées »",
    "q=jardin+-compost",
    "type=temoignage",
    "levier=besoins&tri=date",
)
"""What stands after « /recherche/? »: one word to six, mistyped, a phrase, filters with and without words."""

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
SIDES = ("page", "answer", "plain")
Times = dict[str, list[float]]


def ratio(times: Mapping[str, list[float]], /) -> float:
    """The page over the answer and the plain page together, by their medians."""
    page, answer, plain = (statistics.median(times[side]) for side in SIDES)
    return page / (answer + plain)


def main(arguments: list[str]) -> int:
    """Load, warm, ask in turn, print, judge."""
    parser = argparse.ArgumentParser(prog="bench.page_cost", description="Cost of the page of results.")
    parser.add_argument("--rounds", type=int, default=30, help="how many times each question is asked")
    parser.add_argument("--most", type=float, default=MOST_RATIO, help="the ratio above which the exit status is 1")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    site.make_demonstration()
    texts, plain = _texts(), _plain()
    acts = {question: _acts(question, texts, plain) for question in QUESTIONS}
    for _warming in range(3):
        for act in (act for sides in acts.values() for act in sides.values()):
            act()
    times: dict[str, Times] = {question: {side: [] for side in SIDES} for question in QUESTIONS}
    sides = list(SIDES)
    for _round in range(options.rounds):
        for question in QUESTIONS:
            sides = [*sides[1:], sides[0]]
            for side in sides:
                times[question][side].append(site.seconds(acts[question][side]))
    every = {side: [each for row in times.values() for each in row[side]] for side in SIDES}
    _say(times, every, plain, options.most)
    if options.json:
        options.json.write_text(json.dumps(_figures(times, every), indent=2) + "\n", encoding="utf-8")
    return 1 if ratio(every) > options.most else 0


def _acts(question: str, texts: "Texts", plain: str) -> dict[str, Callable[[], object]]:
    """The three things compared, each ready to be done again."""
    from django.http import QueryDict
    from django.test import Client
    from django.urls import reverse

    from bench.corpus import Question
    from bench.full_answer import full_answer
    from search.answering.synonyms import table
    from search.page.forms import SearchForm
    from search.things.registry import kind_weights
    from search.which_engine import chosen_target, engine_of

    asked = SearchForm(data=QueryDict(question), member=None).asked
    client, engine, weights = Client(headers={"user-agent": BROWSER}), engine_of(target=chosen_target()), kind_weights()
    bare = Question(text=asked.text, selected=asked.selected)
    address = f"{reverse('search')}?{question}"
    return {
        "page": lambda: _opened(client, address),
        "answer": lambda: full_answer(engine, bare, texts=texts, weights=weights, synonyms=table()),
        "plain": lambda: _opened(client, plain),
    }


def _opened(client: Any, address: str) -> bytes:
    """The bytes of a page; an error page would be quick, and would not count."""
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    return bytes(response.content)


def _texts() -> "Texts":
    from search.things.documents import every_document

    return {document.uid: (document.title, document.text) for document in every_document()}


def _plain() -> str:
    """The address of the demonstration's page of text that is neither long nor short."""
    from home.models import ContentPage

    pages = sorted(ContentPage.objects.live().public(), key=lambda page: len(str(page.body)))
    return str(pages[len(pages) // 2].url)


def _figures(times: Mapping[str, Times], every: Times) -> dict[str, Any]:
    questions = {question: _row(row) for question, row in times.items()}
    return {"all": _row(every), "questions": questions}


def _row(times: Mapping[str, list[float]]) -> dict[str, float]:
    medians = {f"{side}_ms": round(statistics.median(times[side]) * 1000, 2) for side in SIDES}
    return medians | {"ratio": round(ratio(times), 2)}


def _say(times: Mapping[str, Times], every: Times, plain: str, most: float) -> None:
    sys.stdout.write(f"medians in ms; the plain page is {plain}\n{'':<52}")
    sys.stdout.write(f"{'page':>9}{'answer':>9}{'plain':>9}{'page ÷ both':>14}\n")
    for question, row in [*times.items(), ("all of them", every)]:
        said = _row(row)
        sys.stdout.write(f"{question:<52}{said['page_ms']:>9}{said['answer_ms']:>9}{said['plain_ms']:>9}")
        sys.stdout.write(f"{said['ratio']:>14.2f}\n")
    verdict = "kept" if ratio(every) <= most else "MISSED"
    sys.stdout.write(f"\nthe page ÷ (answer + plain page): {ratio(every):.2f}, goal at most {most}: {verdict}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
