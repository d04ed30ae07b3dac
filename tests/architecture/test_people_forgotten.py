"""A table that points at people, or holds their address, says what becomes of it when they leave."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, SET_NULL

from community.kept.left_out import TABLES
from community.models import Member
from community.models.addresses import AddressField

SEEN_TO = {"wagtailcore_modellogentry.user", "wagtailcore_pagelogentry.user"}  # rights.traces.forget_history


def columns() -> Iterator[tuple[str, Any]]:
    for model in apps.get_models(include_auto_created=True):
        yield from ((model._meta.db_table, field) for field in model._meta.local_fields)


def test_what_points_at_somebody_goes_with_them_or_points_at_nobody() -> None:
    left = {
        f"{table}.{field.name}"
        for table, field in columns()
        if field.related_model is Member and field.remote_field.on_delete not in (CASCADE, SET_NULL)
    }
    assert left == SEEN_TO


def test_an_address_stands_where_leaving_looks_for_it() -> None:
    """`rights.traces.forget_elsewhere` looks through the tables that no visitor's page reads."""
    elsewhere = {table for table, field in columns() if isinstance(field, AddressField) and table not in TABLES}
    assert elsewhere == {Member._meta.db_table}
