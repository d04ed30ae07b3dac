"""Deleting many rows a few at a time (in batches): on SQLite one long transaction keeps everybody else from writing."""

from typing import Any

from django.db import models, transaction

A_FEW = 500  # rows: a fraction of a second


def delete_few_at_a_time(*, rows: models.QuerySet[Any]) -> int:
    """Delete these rows, each batch in a transaction of its own; returns how many, without what went along with them.

    Stopped half-way, what is gone is gone; the next night goes on.
    """
    model, deleted = rows.model, 0
    while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:A_FEW]):
        with transaction.atomic():
            _all, by_kind = model._default_manager.filter(pk__in=batch).delete()
        deleted += by_kind.get(model._meta.label, 0)
        if len(batch) < A_FEW:
            break
    return deleted
