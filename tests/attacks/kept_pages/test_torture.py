"""Under many writers, no visitor is shown a page older than an act that was answered before they asked."""

from pathlib import Path
from typing import Any

import pytest

from community.kept import generation, triggers
from tests.attacks.kept_pages.running import Outcome, Torture, run

pytestmark = pytest.mark.django_db(transaction=True)


def told(outcome: Outcome) -> str:
    return "\n".join([str(outcome), *outcome.refused[:3], *outcome.stale])


def test_a_few_writers_and_readers_meet_no_stale_page(site: Any, tmp_path: Path) -> None:
    outcome = run(Torture(writers=4, readers=8, seconds=6, is_loaded_first=True, looked_at=2), folder=tmp_path)
    print(outcome)  # noqa: T201
    assert outcome.verdict.kept, told(outcome)
    assert (len(outcome.verdict.stale), outcome.verdict.faults) == (0, 0), told(outcome)
