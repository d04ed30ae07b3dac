"""Under many writers, no visitor is shown a page older than an act that was answered before they asked."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from community.kept import generation, triggers
from tests.attacks.kept_pages.running import Outcome, Torture, run

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = Torture(writers=4, readers=8, seconds=3, enough=20, at_most=60, is_loaded_first=True, looked_at=2)
LONG = Torture(hosts=2 if connection.vendor == "postgresql" else 1)


def told(outcome: Outcome) -> str:
    return "\n".join([str(outcome), *outcome.refused[:3], *outcome.told])


def test_a_few_writers_and_readers_meet_no_stale_page(site: Any, tmp_path: Path) -> None:
    outcome = run(SHORT, folder=tmp_path)
    assert outcome.verdict.kept, told(outcome)
    assert not outcome.verdict.stale, told(outcome)
    assert not outcome.verdict.failed, told(outcome)


@pytest.mark.long
def test_twenty_writers_and_two_hundred_readers_meet_no_stale_page(
    site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On PostgreSQL, two hosts: two gunicorns, each with its own files and index."""
    outcome = run(LONG, folder=tmp_path)
    with capsys.disabled():
        print(f"\n{outcome}")  # noqa: T201 – what `make test-long` is asked for
    assert not outcome.verdict.stale, told(outcome)
    assert not outcome.verdict.failed, told(outcome)
    assert outcome.verdict.kept >= LONG.enough, told(outcome)


@pytest.mark.long
def test_the_same_with_a_generation_that_nothing_raises_finds_stale_pages(
    site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So that the others may fail: the row is there, the triggers are not."""
    freeze()
    try:
        outcome = run(Torture(seconds=20, enough=0), folder=tmp_path)
    finally:
        generation.open_or_renew()
    with capsys.disabled():
        print(f"\nnothing raised, {outcome}")  # noqa: T201
    assert outcome.verdict.stale


def freeze() -> None:
    """Take the triggers away, and let the row stand as if they were there."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        triggers.of(connection).renew(cursor)
    assert generation.read()
