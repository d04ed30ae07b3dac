"""Every way in which a title comes to change: through the site, under it, and from another program altogether."""

import sqlite3
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection, transaction
from wagtail.models import Page

from practices.models import PracticePage

BY_HAND = "UPDATE wagtailcore_page SET title = {0} WHERE id = {0}"


def save(page: Any, title: str) -> None:
    page.title = title
    page.save()


def publish(page: Any, title: str) -> None:
    page.title = title
    page.save_revision(clean=False).publish()


def update(page: Any, title: str) -> None:
    Page.objects.filter(pk=page.pk).update(title=title)


def update_in_bulk(page: Any, title: str) -> None:
    page.title = title
    type(page).objects.bulk_update([page], ["title"])


def write_sql(page: Any, title: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND.format("%s"), [title, page.pk])


def write_from_elsewhere(page: Any, title: str) -> None:
    """As somebody types it in `sqlite3` or `psql`."""
    given = connection.get_connection_params()
    if connection.vendor == "sqlite":
        other = sqlite3.connect(given["database"], timeout=20, isolation_level=None)
        other.execute(BY_HAND.format("?"), [title, page.pk])
    else:
        known = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
        other = psycopg.connect(**known, autocommit=True)
        other.execute(BY_HAND.format("%s"), [title, page.pk])
    other.close()


def undo_a_savepoint_then_write(page: Any, title: str) -> None:
    with transaction.atomic():
        _undone(page)
        update(page, title)


def write_then_undo_a_savepoint(page: Any, title: str) -> None:
    with transaction.atomic():
        update(page, title)
        _undone(page)


def write_slowly(page: Any, title: str) -> None:
    """Others commit between this write and its own commit, where the database lets them."""
    with transaction.atomic():
        update(page, title)
        for _question in range(20):
            PracticePage.objects.filter(title=title).exists()


def _undone(page: Any) -> None:
    with transaction.atomic():
        update(page, "jamais vu")
        transaction.set_rollback(True)


WAYS: tuple[Callable[[Any, str], None], ...] = (
    save,
    publish,
    update,
    update_in_bulk,
    write_sql,
    write_from_elsewhere,
    undo_a_savepoint_then_write,
    write_then_undo_a_savepoint,
    write_slowly,
)
