"""A row that two want at the same instant is taken by one: the other waits, looks again, and leaves it."""

from types import FunctionType
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from community.models import Archive, Member
from community.rights import archives
from tests import factories
from tests.attacks.concurrency.threads import one_waits_for_the_other
from tests.one_table import ROOT, SpansTables


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_who_waited_for_another_that_took_an_archive_leaves_it(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    archives.ask_for_archive(member=factories.member(structure=factories.structure()))
    later = timezone.now() + archives.HELD_FOR

    def take() -> None:
        assert archives._waiting().update(next_try_at=later, attempts=F("attempts") + 1) == 1

    assert one_waits_for_the_other(take, archives.pack_all) == []
    assert Archive.objects.get().attempts == 1
    assert not (tmp_path / "archives").exists()


def finish(rows: Any) -> None:
    rows.update(done=1)


@pytest.mark.django_db
def test_an_update_that_asks_another_table_is_refused_to_the_site_s_own_code(site: Any) -> None:
    of_the_site = FunctionType(finish.__code__.replace(co_filename=str(ROOT / "community" / "anywhere.py")), {})
    of_the_site(Archive.objects.filter(member__in=Member.objects.filter(is_active=True)))
    with pytest.raises(SpansTables):
        of_the_site(Archive.objects.filter(member__is_active=True))
