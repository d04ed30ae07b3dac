"""A bench touches nothing of the real site, and an engine that is away costs nobody else their figures."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.search_speed import ratios
from config.env import PREFIX, ROOT

WITHIN = 300  # seconds: a busy machine is not a failing rule
FEW = ("--limit", "2")


@pytest.fixture
def absent() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    return tmp_path / "figures.json"


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, whose environment says of the site what is given and nothing else."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith((PREFIX, "ELASTICSEARCH_"))}
    mine = {name: value for name, value in mine.items() if name not in {"DATABASE_URL", "SEARCH_ENGINE"}}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=mine | variables, capture_output=True, text=True, timeout=WITHIN)


def measured(figures: Path) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    return kept


@pytest.mark.parametrize("pages", ["0", pytest.param("9", marks=pytest.mark.long)])
def test_on_a_machine_that_serves_the_real_site_a_bench_uses_nothing_of_it(
    tmp_path: Path, absent: str, pages: str
) -> None:
    """It makes tables, loads the demonstration and builds indexes: all that is real here is away, or stays empty."""
    real = tmp_path / "real"
    real.mkdir()
    few = ("--number", "9", "--documents", "20", "--pages", pages, "--seconds", str(WITHIN), "--engines", "embedded")
    done = run(
        "-m",
        "bench.hostile",
        *few,
        DATABASE_URL="postgres://site:secret@127.0.0.1:1/real",
        SEARCH_ENGINE="elasticsearch",
        ELASTICSEARCH_URL=absent,
        FAIRE_AVEC_DATA_DIR=str(real),
        FAIRE_AVEC_CACHE_URL="rediscache://127.0.0.1:1/0",
        FAIRE_AVEC_SITE_URL="https://faire-avec.example.org",
        FAIRE_AVEC_EMAIL_URL="smtp://127.0.0.1:1",
        FAIRE_AVEC_SEARCH_EMBEDDED_HERE="web1",
        FAIRE_AVEC_SEARCH_EMBEDDED_INDEXES="web1,web2",
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "embedded, 20 documents: 9 hostile questions" in done.stdout
    assert ("pages of the demonstration: 9 hostile questions" in done.stdout) == (pages == "9")
    assert list(real.iterdir()) == []


@pytest.mark.parametrize("bench", ["relevance", "search_speed", "hostile"])
def test_an_engine_without_a_server_is_refused_before_anything_is_measured(bench: str) -> None:
    done = run("-m", f"bench.{bench}", "--engines", "embedded,elasticsearch")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ELASTICSEARCH_URL names no server" in done.stderr
    assert "Traceback" not in done.stderr


def test_relevance_of_the_others_is_kept_when_a_server_is_down(figures: Path, absent: str) -> None:
    engines = ("--engines", "elasticsearch,embedded")
    done = run("-m", "bench.relevance", *FEW, *engines, "--json", str(figures), ELASTICSEARCH_URL=absent)
    assert done.returncode == 1
    assert "elasticsearch: left out" in done.stdout
    assert "Traceback" not in done.stderr
    kept = measured(figures)
    assert kept["engines"].keys() == {"embedded"}
    assert kept["engines"]["embedded"]["plain"]["questions"] == 2
    assert kept["left_out"].keys() == {"elasticsearch"}


def test_speed_of_the_others_is_kept_when_a_server_is_down(figures: Path, absent: str) -> None:
    sizes = ("--sizes", "20,1001", "--questions", "4", "--engines", "elasticsearch,embedded")
    done = run("-m", "bench.search_speed", *sizes, "--json", str(figures), ELASTICSEARCH_URL=absent)
    assert done.returncode == 1
    assert done.stdout.count("elasticsearch: left out") == 1
    kept = measured(figures)
    assert kept["engines"]["embedded"].keys() == {"20", "1001"}
    assert kept["engines"]["elasticsearch"] == {}
    assert kept["growth"].keys() == {"embedded"}
    assert kept["times_embedded"] == {"20": {"embedded": 1.0}, "1001": {"embedded": 1.0}}


def test_stock_wagtail_is_not_asked_among_more_documents_than_it_bears(figures: Path) -> None:
    done = run("-m", "bench.search_speed", "--sizes", "1001", "--engines", "wagtail", "--json", str(figures))
    assert done.returncode == 0, "nothing failed"
    assert "wagtail: left out" in done.stdout
    assert measured(figures)["engines"] == {"wagtail": {}}


def test_how_many_times_slower_than_ours_is_told_where_ours_was_asked() -> None:
    stock = {"wagtail": {"median_ms": 450.0}}
    assert ratios({"embedded": {"median_ms": 3.0}, **stock}) == {"embedded": 1.0, "wagtail": 150.0}
    assert ratios(stock) == {}


def test_hostile_questions_fail_when_a_server_is_down_or_an_engine_too_slow(absent: str) -> None:
    few = ("--number", "2", "--documents", "20", "--pages", "0")
    down = run("-m", "bench.hostile", *few, "--engines", "elasticsearch", ELASTICSEARCH_URL=absent)
    slow = run("-m", "bench.hostile", *few, "--engines", "embedded", "--seconds", "0")
    assert (down.returncode, slow.returncode) == (1, 1)
    assert "elasticsearch: left out" in down.stdout
    assert "broken: 0" in slow.stdout


@pytest.mark.elasticsearch
def test_how_far_apart_our_two_engines_are_is_said_and_kept(figures: Path) -> None:
    known = {name: value for name, value in os.environ.items() if name.startswith("ELASTICSEARCH_")}
    words = ("--engines", "embedded,elasticsearch", "--json", str(figures))
    done = run("-m", "bench.relevance", *FEW, *words, **known)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "furthest apart by MRR@10" in done.stdout
    apart = measured(figures)["elasticsearch_minus_embedded"]
    assert apart.keys() == {"plain", "unaccented", "keyword", "inflected", "mistyped"}
    assert all(abs(row["mrr"]) <= 1 for row in apart.values())
