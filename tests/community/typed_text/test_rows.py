"""What was stored before the door, or beside it, is mended: rows, streams, drafts."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Revision

from community.comments.models import PeerComment
from practices.models import PracticePage, Topic
from search.models import IndexChange
from tests import factories
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

BAD, GOOD = "cafe\u0301\x07 du\x00 coin", "café du coin"
BAD_FOR_POSTGRESQL = BAD.replace("\x00", "")


def clean(*options: str) -> str:
    said = StringIO()
    call_command("clean_stored_text", *options, stdout=said, stderr=said)
    return said.getvalue()


def test_what_a_script_writes_is_printable_its_stream_included(structure: Any) -> None:
    page = factories.sheet(structure=structure, title=BAD, steps=[BAD, "Deux.", "Trois."])
    assert (page.title, page.draft_title) == (GOOD, GOOD)
    assert [step.value for step in page.steps] == [GOOD, "Deux.", "Trois."]
    page.get_latest_revision_as_object().save_revision()
    content = str(Revision.objects.latest("pk").content)
    assert "\\u0007" not in content
    assert "cafe\u0301" not in content


@pytest.fixture
def old(structure: Any, outsider: Any) -> PracticePage:
    """A sheet, its draft and its comment as they were stored before."""
    page = factories.sheet(structure=structure)
    say(page, outsider)
    PracticePage.objects.filter(pk=page.pk).update(title=BAD_FOR_POSTGRESQL, pitfalls=BAD_FOR_POSTGRESQL)
    PeerComment.objects.update(comment=BAD_FOR_POSTGRESQL)
    revision = page.latest_revision
    stream = '[{"type": "step", "value": "caf\\u0065\\u0301\\u0007", "id": "1"}]'
    Revision.objects.filter(pk=revision.pk).update(
        content={**revision.content, "title": BAD_FOR_POSTGRESQL, "steps": stream}
    )
    return page


def test_what_was_stored_is_mended_once_and_the_search_hears_of_it(old: PracticePage) -> None:
    waiting = IndexChange.objects.count()
    assert "practices.PracticePage" in clean("--dry-run")
    assert PeerComment.objects.get().comment == BAD_FOR_POSTGRESQL
    clean()
    assert IndexChange.objects.count() > waiting
    page = PracticePage.objects.get(pk=old.pk)
    assert (page.title, page.pitfalls) == (GOOD, GOOD)
    assert PeerComment.objects.get().comment == GOOD
    draft = page.latest_revision.as_object()
    assert draft.title == GOOD
    assert [step.value for step in draft.steps] == ["café"]
    assert clean().strip() == "0 mended"


def test_a_keyword_that_would_become_another_stays_and_is_named(site: Any) -> None:
    Topic.objects.create(name="café")
    Topic.objects.create(name="x")
    Topic.objects.filter(name="x").update(name="cafe\u0301")
    assert "stays as it is" in clean()
    assert Topic.objects.count() == 2
