"""`/sante/`: what a probe reads, whether all is well, something wants a look, or nothing can answer."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from config import env
from search.models import IndexChange
from search.which_engine import EMBEDDED
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    assert drain_all() == 0


def ask(client: Client) -> dict[str, Any]:
    response = client.get("/sante/")
    assert response.status_code == 200
    return dict(response.json())


def test_all_is_well(built: None, sheet: Any, client: Client) -> None:
    assert drain_all() == 0
    said = ask(client)
    index = said["search"]["indexes"][EMBEDDED]
    assert (said["status"], said["database"], said["search"]["answers"]) == ("ok", "ok", EMBEDDED)
    assert index["ready"] is True
    assert index["documents"] > 0
    assert (index["waiting"], index["oldest_s"], index["set_aside"]) == (0, 0, 0)
    assert said["mails"] == {"waiting": 0}


def test_without_an_index_pages_answer_by_titles_and_the_probe_is_told(
    site: Any, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    said = ask(client)
    assert said["status"] == "degraded"
    assert said["search"]["answers"] == "titles"


def test_a_change_that_waits_too_long_is_told_and_a_fresh_one_is_not(built: None, client: Client) -> None:
    row = IndexChange.objects.create(target=EMBEDDED, kind="fiche", object_id=1)
    assert ask(client)["status"] == "ok"
    row.created_at = timezone.now() - timedelta(minutes=20)
    row.save()
    said = ask(client)
    assert said["status"] == "degraded"
    assert said["search"]["indexes"][EMBEDDED]["oldest_s"] >= 1200


def test_a_change_set_aside_is_told(built: None, client: Client) -> None:
    IndexChange.objects.create(target=EMBEDDED, kind="fiche", object_id=1, set_aside_at=timezone.now())
    assert ask(client)["status"] == "degraded"


def test_a_page_that_miscounts_its_children_is_told_and_daily_care_puts_it_right(
    built: None, client: Client, structure: Any, sheet: Any
) -> None:
    assert drain_all() == 0
    assert ask(client)["tree"] == {"miscounted": 0}
    Page.objects.filter(pk=structure.pk).update(numchild=0)
    said = ask(client)
    assert (said["status"], said["tree"]) == ("degraded", {"miscounted": 1})
    out = StringIO()
    call_command("daily_care", stdout=out, stderr=out)
    assert "1 counts of children and 0 depths put right" in out.getvalue()
    said = ask(client)
    assert (said["status"], said["tree"]) == ("ok", {"miscounted": 0})


def test_the_answer_is_never_kept_and_asks_few_questions(
    built: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(5 + 8):  # the last eight: the generation, and whether every trigger is there
        response = client.get("/sante/")
    assert "no-store" in response["Cache-Control"]
    assert client.head("/sante/").status_code == 200
    assert client.post("/sante/").status_code == 405


def test_nothing_that_was_written_is_told(built: None, client: Client, sheet: Any) -> None:
    IndexChange.objects.update(last_error=f"cannot read {sheet.title}", attempts=1)
    said = client.get("/sante/").content.decode()
    assert sheet.title not in said
    assert "cannot read" not in said


def test_a_name_that_is_not_the_site_s_is_refused_as_everywhere(built: None, client: Client) -> None:
    assert client.get("/sante/", headers={"host": "ailleurs.example.org"}).status_code == 400


def test_without_its_database_the_site_says_that_it_is_down(tmp_path: Any) -> None:
    ask_once = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "answer = Client().get('/sante/')\n"
        "print(answer.status_code, answer.json())\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATABASE_URL": "postgres://nobody:x@127.0.0.1:9/nowhere",
        "FAIRE_AVEC_DATA_DIR": str(tmp_path),
        "FAIRE_AVEC_BACKGROUND": "false",
    }
    said = subprocess.run(
        [sys.executable, "-c", ask_once], cwd=env.ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert said.stdout.strip() == "503 {'status': 'down', 'database': 'down'}", said.stderr[-2000:]
