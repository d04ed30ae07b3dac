"""Both engines answer alike: the same documents, in the same numbers, the same one first, with the same corrections."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from search.engines.base import PUBLIC, Document, Hit, Query, Results, SearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.explanation import parts_of
from search.engines.language.synonyms import SynonymTable
from tests.search.engines.contract import MEMBER, NOW, asked, uids
from tests.search.engines.elastic_servers import engine_of_its_own

pytestmark = pytest.mark.elasticsearch

SUBJECTS = ["usagers", "bénévoles", "salariés", "habitantes", "adhérents", "familles", "résidents", "jeunes", "voisins"]
ACTS = ["accueillir", "consulter", "écouter", "associer", "former", "réunir", "accompagner", "évaluer", "informer"]
PLACES = ["épicerie solidaire", "maison de retraite", "recyclerie", "jardin partagé", "café associatif", "ressourcerie"]
THINGS = ["budget", "règlement", "repas", "planning", "comité", "enquête", "tirage au sort", "boîte à idées", "charte"]
REST = ["avec", "pour", "dans", "chaque", "mardi", "semaine", "nouveau", "petit", "groupe", "ensemble", "mois", "lieu"]
TABLE = SynonymTable([("recyclerie", "ressourcerie"), ("EHPAD", "maison de retraite"), ("usager", "bénéficiaire")])
WEIGHTS = {"story": 0.7, "term": 1.6}


def corpus() -> list[Document]:
    """Sixty documents drawn once for all: of three kinds, some for members, some over, some dated."""
    draw = random.Random(7)
    documents = []
    for number in range(60):
        kind = draw.choice(["sheet", "sheet", "story", "term"])
        subject, act, place, thing = (draw.choice(words) for words in (SUBJECTS, ACTS, PLACES, THINGS))
        sentences = [
            " ".join(
                draw.choice([*SUBJECTS, *ACTS, *PLACES, *THINGS, *REST, *REST]) for _ in range(draw.randint(5, 14))
            )
            for _ in range(draw.randint(1, 9))
        ]
        documents.append(
            Document(
                uid=f"{kind}:{number}",
                kind=kind,
                title=f"{act.capitalize()} les {subject} : {thing}" if number % 3 else f"{place} numéro {number}",
                text=". ".join([f"Comment {act} les {subject} de la {place}", *sentences]),
                keywords=tuple(draw.sample(THINGS, draw.randint(0, 2))),
                groups=(MEMBER,) if number % 7 == 0 else (PUBLIC,),
                facets={"lever": tuple(draw.sample(["a", "b", "c"], 2)), "year": (draw.choice(["2024", "2025"]),)},
                visible_until=NOW if number % 11 == 0 else None,
                date=NOW - timedelta(days=number) if number % 5 else None,
                discussed=number % 4,
                tried=number % 3,
            )
        )
    return documents


QUESTIONS: list[dict[str, Any]] = [
    *({"text": text} for text in [*SUBJECTS[:4], *ACTS[:4], *PLACES[:4], *THINGS[:4]]),
    {"text": "comment associer les usagers au budget"},
    {"text": "accueillir de nouveaux bénévoles dans une épicerie solidaire"},
    {"text": "écouter la parole des familles en maison de retraite"},
    {"text": "réunir habitants jardin partagé tirage au sort planning charte"},
    {"text": '"maison de retraite"'},
    {"text": '"tirage au sort" comité'},
    {"text": "enquête -budget"},
    {"text": '-"jardin partagé"'},
    {"text": "recyclrie"},
    {"text": "benevolles epicerie"},
    {"text": "acompagner les residants", "groups": (PUBLIC, MEMBER)},
    {"text": "ressourcerie", "synonyms": TABLE},
    {"text": "ehpad et usagers", "synonyms": TABLE},
    {"text": "bénéficiaires", "synonyms": TABLE, "exact": True},
    {"text": "faire avec"},
    {"text": "comité des jeunes", "kind_weights": WEIGHTS},
    {"text": "repas ensemble", "kind_weights": WEIGHTS, "groups": (MEMBER,)},
    {"text": "repas", "selected": {"lever": ("a", "b")}},
    {"text": "repas", "selected": {"lever": ("a",), "year": ("2024", "2025"), "kind": ("sheet", "story")}},
    {"text": "", "selected": {"year": ("2025",)}},
    {"text": "planning", "sort": "date"},
    {"text": "planning", "sort": "discussed", "groups": (PUBLIC, MEMBER)},
    {"text": "planning", "sort": "tried", "groups": (PUBLIC, MEMBER)},
    {"text": "mot inconnu xylophone"},
    {"text": ""},
]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    engine = EmbeddedEngine(Path(tmp_path_factory.mktemp("embedded")), vocabulary_age=0)
    engine.rebuild(corpus())
    return engine


@pytest.fixture(scope="module", params=[1, 3], ids=["one shard", "three shards"])
def elastic(request: pytest.FixtureRequest) -> Iterator[SearchEngine]:
    with engine_of_its_own(shards=request.param) as engine:
        engine.rebuild(corpus())
        yield engine


def told(results: Results) -> dict[str, Any]:
    """All that an answer says, but for the order of what follows the first."""
    found = uids(results)
    facets = {name: dict(counts) for name, counts in results.facets.items()}
    return {
        "total": results.total,
        "first": found[:1],
        "found": set(found),
        "facets": facets,
        "corrections": dict(results.corrections),
        "corrected": results.corrected_text,
        "widened": results.widened,
        "absent": results.absent,
    }


def scored(hit: Hit) -> tuple[str, float]:
    return hit.uid, hit.score


def test_there_are_forty_one_questions_and_most_find_something(embedded: EmbeddedEngine) -> None:
    assert len(QUESTIONS) == 41
    assert sum(embedded.search(asked(**question)).total > 0 for question in QUESTIONS) >= 39


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"] or "all")
def test_the_same_question_has_the_same_answer(
    embedded: EmbeddedEngine, elastic: SearchEngine, question: dict[str, Any]
) -> None:
    query = asked(limit=100, **question)
    assert told(elastic.search(query)) == told(embedded.search(query))


@pytest.mark.parametrize("typed", ["acc", "accueillir les us", "rep", "maison de ret", "recyclrie", "budjet", "é"])
def test_the_same_titles_are_suggested(embedded: EmbeddedEngine, elastic: SearchEngine, typed: str) -> None:
    here, there = ({found.uid for found in engine.suggest(typed, now=NOW, limit=60)} for engine in (embedded, elastic))
    assert there == here


def test_the_same_documents_are_alike(embedded: EmbeddedEngine, elastic: SearchEngine) -> None:
    for document in corpus():
        here, there = (engine.similar(document.uid, now=NOW, limit=60) for engine in (embedded, elastic))
        assert dict(map(scored, there)) == pytest.approx(dict(map(scored, here)), rel=1e-4)


def test_each_word_is_worth_as_much(embedded: EmbeddedEngine, elastic: Any) -> None:
    query: Query = asked("comment associer les usagers au budget")
    results = embedded.search(query)
    parts = [part for part in parts_of(results.plan) if not part.slop]
    for hit in results.hits:
        assert elastic.worth(hit.uid, parts) == pytest.approx(embedded.worth(hit.uid, parts), rel=1e-4)
    assert set(elastic.worth("sheet:unknown", parts)) == {0.0}
