"""Once a day everything has its turn, and whoever runs the site hears of what failed."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.models import Notification
from search.answering.counts import MONTHS_KEPT
from search.indexing.drift import drift
from search.models import SearchLog
from search.which_engine import EMBEDDED
from tests.architecture.house import ROOT
from tests.community.notifications.away import Backend
from tests.search.conftest import index as index  # an index of its own
from tests.the_index import get_engine

pytestmark = pytest.mark.django_db
AWAY = f"{Backend.__module__}.{Backend.__qualname__}"


def care() -> str:
    out = StringIO()
    call_command("daily_care", stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def old_words(index: Any, sheet: Any) -> str:
    """Words searched before anybody is allowed to remember them, and an index that lacks a sheet."""
    index.sync()
    get_engine().delete([f"fiche:{sheet.pk}"])
    long_ago = timezone.localdate().replace(day=1, year=timezone.localdate().year - 2)
    assert MONTHS_KEPT < 24
    SearchLog.objects.create(month=long_ago, words="coquelicot", searches=1)
    return "coquelicot"


def test_everything_has_its_turn(old_words: str) -> None:
    said = care()
    assert "repaired, 0 missing" in said
    assert not SearchLog.objects.filter(words=old_words).exists()
    assert drift(target=EMBEDDED).is_clean


def test_one_that_fails_keeps_no_other_from_its_turn_and_is_told(old_words: str, settings: Any) -> None:
    settings.SESSION_ENGINE = "nowhere.to.be.found"
    out = StringIO()
    with pytest.raises(CommandError, match=r"^failed: clearsessions$") as failure:
        call_command("daily_care", stdout=out, stderr=out)
    assert failure.value.returncode == 1
    assert "No module named 'nowhere'" in out.getvalue()
    assert not SearchLog.objects.filter(words=old_words).exists()
    assert drift(target=EMBEDDED).is_clean


def test_a_mail_that_waits_for_its_next_try_wakes_nobody(old_words: str, teammate: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = AWAY
    Notification.objects.create(recipient=teammate, kind="essai", subject="Un essai")
    assert "en attente : 1" in care()
    assert Notification.objects.waiting().count() == 1


def test_the_nightly_service_does_nothing_that_a_failure_would_skip() -> None:
    unit = (ROOT / "deploy" / "faire-avec-daily.service").read_text(encoding="utf-8")
    starts = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert starts == ["ExecStart=/srv/faire-avec/.venv/bin/python manage.py daily_care"]
