"""The generation is another one after any write that a page could show, whoever writes and however."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.factors.sessions import end_every_session
from community.kept import generation, left_out, triggers
from community.models import Member
from community.notifications.acts import deliver
from practices.models import PracticePage
from search.models import SearchLog
from tests.community.accounts.asking import ask_by, come_in, right_code, type_by, wrong_code
from tests.community.accounts.factors.hands import give_an_application
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db


def token() -> Any:
    """As a request reads it; none while nothing may be kept."""
    with connection.cursor() as cursor:
        cursor.execute(triggers.of(connection).READ)
        return cursor.fetchall()


def rename(sheet: Any) -> None:
    sheet.title = "Un autre titre"
    sheet.save()


def publish(sheet: Any) -> None:
    sheet.pitfalls = "Trop vite."
    sheet.save_revision().publish()


def update_many(sheet: Any) -> None:
    sheet.title = "En nombre"
    PracticePage.objects.bulk_update([sheet], ["title"])


def write_sql(sheet: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Par dessous' WHERE id = %s", [sheet.pk])


ACTS: dict[str, Callable[[Any], object]] = {
    "saved": rename,
    "published": publish,
    "updated": lambda sheet: PracticePage.objects.filter(pk=sheet.pk).update(summary="Autrement."),
    "updated in bulk": update_many,
    "by SQL": write_sql,
    "taken off line": lambda sheet: sheet.unpublish(),
    "deleted": lambda sheet: sheet.delete(),
    "commented": lambda sheet: say(sheet, sheet.owner),
    "its author renamed": lambda sheet: Member.objects.filter(pk=sheet.owner_id).update(display_name="Sacha"),
    "its levers changed": lambda sheet: sheet.levers.through.objects.filter(content_object=sheet).delete(),
}


@pytest.mark.parametrize("act", ACTS)
def test_whatever_changes_a_page_raises_it(sheet: Any, act: str) -> None:
    before = token()
    assert len(before) == 1
    ACTS[act](sheet)
    assert token() != before


def _move(member: Member) -> None:
    member.email = "ailleurs@exemple.test"
    member.save(update_fields=["email"])


def come_in_by_code(sheet: Any) -> None:
    """From the address typed to the way out, the mail included."""
    browser = Client()
    ask_by(browser, sheet.owner.email)
    browser.post(reverse("account_confirm_login_code"), {"resend": ""})
    deliver()
    type_by(browser, wrong_code())
    assert type_by(browser, right_code())["Location"] == "/"
    browser.get(reverse("account_sessions"))
    browser.post(reverse("account_sessions"), {"all": "others"})
    browser.post(reverse("account_logout"))


def come_in_for_good(sheet: Any) -> None:
    browser = Client()
    come_in(browser, sheet.owner)
    browser.get("/compte/")
    end_every_session(member=sheet.owner)


def test_a_savepoint_undone_brings_back_the_token_and_another_write_gives_another(sheet: Any) -> None:
    """Within one transaction: what was undone is as if it had not been, what is written after it is not what was."""
    title = PracticePage.objects.filter(pk=sheet.pk)
    title.update(title="D’abord")
    before = token()
    with suppress(ZeroDivisionError), transaction.atomic():
        title.update(title="Défait")
        undone = token()
        raise ZeroDivisionError
    assert token() == before != undone
    title.update(title="Ensuite")
    assert token() not in (before, undone)


UNSEEN: dict[str, Callable[[Any], object]] = {
    "a draft": lambda sheet: sheet.save_revision(),
    "a sign-in": lambda sheet: Client().force_login(Member.objects.get(pk=sheet.owner_id)),
    "a code asked for by nobody": lambda sheet: ask_by(Client(), "personne@exemple.test"),
    "a sign-in by a code": come_in_by_code,
    "a sign-in by a password, then none anywhere": come_in_for_good,
    "an application made": lambda sheet: give_an_application(sheet.owner),
    "another address": lambda sheet: _move(sheet.owner),
    "a search counted": lambda sheet: SearchLog.objects.create(
        month=timezone.localdate(), words="accueil", searches=1, without_result=0, found=3
    ),
    "nothing found to change": lambda sheet: PracticePage.objects.none().update(summary=""),
}


@pytest.mark.parametrize("act", UNSEEN)
def test_what_no_visitor_sees_leaves_it_as_it_is(sheet: Any, act: str) -> None:
    before = token()
    UNSEEN[act](sheet)
    assert token() == before


def test_a_visit_leaves_it_as_it_is(client: Client, sheet: Any) -> None:
    client.get(sheet.url)
    before = token()
    client.get(sheet.url)
    client.get("/")
    assert token() == before


def test_what_is_undone_gives_tokens_that_nobody_meets_again(sheet: Any) -> None:
    before, seen = token(), set()
    for number in range(5):
        with transaction.atomic():
            PracticePage.objects.filter(pk=sheet.pk).update(title=f"Essai {number}")
            seen.add(token()[0])
            transaction.set_rollback(True)
        assert token() == before
    assert len(seen | {before[0]}) == 6


def test_what_follows_a_savepoint_undone_raises_it_too(sheet: Any) -> None:
    """On PostgreSQL a transaction raises once: an act undone takes its raise along."""
    with transaction.atomic():
        before = token()
        with transaction.atomic():
            PracticePage.objects.filter(pk=sheet.pk).update(title="Essai")
            transaction.set_rollback(True)
        PracticePage.objects.filter(pk=sheet.pk).update(title="Pour de bon")
        assert token() != before


def test_every_table_raises_but_those_left_out(db: None) -> None:
    assert generation.is_sound()
    with connection.cursor() as cursor:
        laid = {trigger.table for trigger in triggers.of(connection).present(cursor)}
        every = set(connection.introspection.table_names(cursor))
    own = {name for name in every if triggers.of(connection).is_its_own(name)}
    assert laid == every - own - left_out.TABLES.keys()


def test_no_table_is_left_out_that_does_not_exist(db: None) -> None:
    """A name mistyped would leave nothing out, and a reason would stand for nothing."""
    with connection.cursor() as cursor:
        every = set(connection.introspection.table_names(cursor))
    absent = (left_out.TABLES.keys() | left_out.COLUMNS.keys() | left_out.INSERTIONS.keys()) - every
    assert {name for name in absent if not name.startswith("wagtailsearch_indexentry_fts")} == set()
    for table, unseen in left_out.COLUMNS.items():
        with connection.cursor() as cursor:
            assert unseen <= set(triggers.of(connection).columns(cursor, table))


def test_without_its_row_there_is_none(db: None) -> None:
    generation.close()
    assert token() == []
    assert not generation.is_sound()
    generation.open_or_renew()
    assert generation.is_sound()


def test_a_trigger_that_is_gone_is_told_and_laid_again(db: None) -> None:
    with connection.cursor() as cursor:
        database = triggers.of(connection)
        database.drop(cursor, next(one for one in database.present(cursor) if one.table == "practices_lever"))
    assert not generation.is_sound()
    generation.open_or_renew()
    assert generation.is_sound()


def test_another_token_is_given_each_time_the_triggers_are_looked_at(db: None) -> None:
    before = token()
    generation.open_or_renew()
    assert token() not in ([], before)


def test_a_table_made_by_hand_raises_from_the_next_look_on(db: None) -> None:
    """SQLite counts the changes of its schema: nothing is kept meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE made_by_hand (id integer)")
    assert not generation.is_sound()
    assert token() == [] or connection.vendor == "postgresql"
    generation.open_or_renew()
    assert generation.is_sound()


@pytest.mark.postgresql
def test_a_database_brought_back_below_a_running_site_gives_none(db: None) -> None:
    """A dump makes the table anew, with its row in it, before the pages and long before the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kept_generation RENAME TO dumped")
        cursor.execute("CREATE TABLE kept_generation (LIKE dumped INCLUDING DEFAULTS)")
        cursor.execute("INSERT INTO kept_generation SELECT * FROM dumped")
        cursor.execute("ALTER TABLE kept_generation ADD PRIMARY KEY (id)")
    assert token() == []
    assert not generation.is_sound()
    generation.open_or_renew()
    assert generation.is_sound()


@pytest.mark.postgresql
def test_raises_that_are_folded_amount_to_the_same(sheet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "MOST_RAISES", 0)
    PracticePage.objects.filter(pk=sheet.pk).update(title="Une fois")
    before = token()
    assert generation.fold() > 0
    assert token() == before
    assert generation.fold() == 0


def test_a_request_that_reads_is_told_once(django_assert_num_queries: Any) -> None:
    with generation.asked_once(), django_assert_num_queries(1):
        assert generation.now() == generation.now()
