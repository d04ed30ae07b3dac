"""Several processes on one database, as gunicorn's workers are: nothing in memory is shared, the rows arbitrate."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from community.tree import damage
from config import env
from practices.models import PracticePage
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TIMES = 6


def database_of_the_test() -> str:
    from django.db import connection

    made = connection.settings_dict
    password = f":{made['PASSWORD']}" if made["PASSWORD"] else ""
    return f"postgres://{made['USER']}{password}@{made['HOST']}:{made['PORT'] or 5432}/{made['NAME']}"


def writer(act: str, *, structure: Any, member: Any, folder: Path) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database_of_the_test(),
        "FAIRE_AVEC_DATA_DIR": str(folder),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.attacks.concurrency.writer", act, str(structure.pk), str(member.pk), str(TIMES)],
        cwd=env.ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def processes(site: Any, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """A pilot who keeps the card of a new structure, and two members who write its first sheets."""
    structure = factories.structure(title="À plusieurs")
    pilot = factories.member(structure=structure, role="pilot")
    started = [writer("card", structure=structure, member=pilot, folder=tmp_path / "card")]
    for number in range(2):
        member = factories.member(structure=structure)
        started.append(writer("sheets", structure=structure, member=member, folder=tmp_path / str(number)))
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_three_processes_on_one_structure_lose_nothing(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = []
    for process in processes:
        said, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, wrong[-3000:]
        answers.append(json.loads(said.splitlines()[-1]))
    assert answers == [[302] * TIMES] * 3
    structure = Page.objects.get(title="À plusieurs")
    assert PracticePage.objects.child_of(structure).count() == structure.numchild == 2 * TIMES
    assert structure.specific.tagline == f"On répare, fois {TIMES - 1}."
    assert not damage()
