"""While tables change nothing is kept; once they have, every trigger stands again, and no old page comes back."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from community.kept import generation, triggers
from config import env
from practices.models import PracticePage
from tests.attacks.concurrency.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CHANGES_A_TABLE = ("CREATE TABLE", "ALTER TABLE", "DROP TABLE")


@pytest.fixture(autouse=True)
def _made_once(settings: Any) -> None:
    settings.MADE_TWICE = False


def seen_from_elsewhere() -> Any:
    """The token, as another process reads it."""
    (token,), faults = at_once([generation.read])
    assert not faults
    return token


def tokens_while_migrating(app: str, name: str) -> list[Any]:
    """What others read of the generation just before each table is made, changed or dropped."""
    tokens: list[Any] = []

    def looked_at(execute: Any, sql: str, *rest: Any) -> Any:
        if str(sql).startswith(CHANGES_A_TABLE) and "kept_" not in str(sql):
            tokens.append(seen_from_elsewhere())
        return execute(sql, *rest)

    with connection.execute_wrapper(looked_at):
        call_command("migrate", app, name, verbosity=0)
    return tokens


@pytest.mark.parametrize(("app", "earlier"), [("practices", "0005"), ("community", "0016")])
def test_tables_remade_by_a_migration_have_their_triggers_again(site: Any, app: str, earlier: str) -> None:
    """The second one removes fields of people: SQLite makes their table again, dropping its triggers without a word."""
    latest = max(path.stem for path in (env.ROOT / app / "migrations").glob("0*.py"))
    known = {generation.read()}
    for name in (earlier, latest):
        during = tokens_while_migrating(app, name)
        assert during
        assert set(during) == {None}
        assert generation.is_sound()
        assert triggers.missing(connection) == frozenset()
        assert generation.read() not in known
        known.add(generation.read())
    with connection.cursor() as cursor:
        assert triggers.of(connection).present(cursor) == set(triggers._wanted(connection))


def test_without_its_own_tables_nothing_is_kept_and_everything_answers(client: Client, sheet: Any) -> None:
    client.get(sheet.url)
    before = generation.read()
    call_command("migrate", "kept", "zero", verbosity=0)
    assert generation.read() is None
    PracticePage.objects.filter(pk=sheet.pk).update(title="Sans génération")
    assert "Sans génération" in client.get(sheet.url).content.decode()
    with transaction.atomic():  # which a question to a table that is gone would undo on PostgreSQL
        assert generation.read() is None
        assert PracticePage.objects.filter(pk=sheet.pk).exists()
    call_command("migrate", "kept", verbosity=0)
    assert generation.is_sound()
    assert generation.read() not in (None, before)
    PracticePage.objects.filter(pk=sheet.pk).update(title="Avec de nouveau")
    assert "Avec de nouveau" in client.get(sheet.url).content.decode()


def test_what_is_written_while_it_is_closed_shows_at_once_and_afterwards(client: Client, sheet: Any) -> None:
    for _twice in range(2):
        client.get(sheet.url)
    generation.close()
    PracticePage.objects.filter(pk=sheet.pk).update(title="Pendant la migration")
    assert "Pendant la migration" in client.get(sheet.url).content.decode()
    generation.open_or_renew()
    for _twice in range(2):
        assert "Pendant la migration" in client.get(sheet.url).content.decode()


def test_a_page_begun_before_tables_change_and_ended_after_is_not_kept(client: Client, sheet: Any) -> None:
    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if "django_comments" in sql and not moved:
            moved.append(True)
            generation.close()
            PracticePage.objects.filter(pk=sheet.pk).update(title="Entre deux")
            generation.open_or_renew()
        return execute(sql, *rest)

    moved: list[bool] = []
    with connection.execute_wrapper(meanwhile):
        client.get(sheet.url)
    assert moved
    assert "Entre deux" in client.get(sheet.url).content.decode()


def test_a_migration_that_stopped_half_way_is_made_good_by_the_next(site: Any) -> None:
    """Closed, some triggers gone, and nothing left to apply."""
    generation.close()
    assert not generation.is_sound()
    call_command("migrate", verbosity=0)
    assert generation.is_sound()


def test_tables_emptied_bring_no_old_page_back(client: Client, sheet: Any) -> None:
    for _twice in range(2):
        assert client.get(sheet.url).status_code == 200
    before = generation.read()
    call_command("flush", interactive=False, verbosity=0)
    assert generation.read() not in (None, before)
    assert client.get(sheet.url).status_code == 404
