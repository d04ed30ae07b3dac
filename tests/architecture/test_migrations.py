"""What a migration loses is lost: the operations that can lose something carry their written reason."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.house import APPS, ROOT, place

LOSING = re.compile(r"^\s*migrations\.(RemoveField|AlterField|DeleteModel|RenameField|RenameModel|RunSQL)\(", re.M)
WRITTEN_MEANWHILE = {"community": "0016", "practices": "0006", "search": "0003", "home": "0005"}
"""From these on, the version in place goes on writing while the next one is laid (« Upgrades », docs/operations.md)."""
MIGRATIONS = [path for app in APPS for path in sorted((ROOT / app / "migrations").glob("0*.py"))]


@pytest.mark.parametrize("path", MIGRATIONS, ids=place)
def test_a_migration_that_may_lose_something_says_why(path: Path) -> None:
    text = path.read_text()
    if found := LOSING.findall(text):
        assert "# reason:" in text, f"{', '.join(found)}: write above it « # reason: … », what becomes of the data"


def test_the_guard_sees_an_operation_that_loses_a_column() -> None:
    assert LOSING.findall("    operations = [\n        migrations.RemoveField(\n") == ["RemoveField"]


def left_empty(operations: Sequence[Any]) -> list[str]:
    """The columns added to a table in use that a version which does not know them cannot leave out."""
    made = {operation.name_lower for operation in operations if isinstance(operation, migrations.CreateModel)}
    added = [each for each in operations if isinstance(each, migrations.AddField)]
    return [
        f"{each.model_name}.{each.name}"
        for each in added
        if each.model_name_lower not in made
        and not isinstance(each.field, models.ManyToManyField)
        and not (each.field.null or each.field.has_db_default())
    ]


def test_a_column_is_filled_by_the_database_for_who_does_not_know_it() -> None:
    loader = MigrationLoader(None)
    later = [key for key in loader.disk_migrations if key[0] in APPS and key[1] >= WRITTEN_MEANWHILE.get(key[0], "0")]
    assert ("community", "0016_conversation") in later
    assert {key: left for key in later if (left := left_empty(loader.disk_migrations[key].operations))} == {}


def test_the_guard_sees_a_column_that_must_be_filled() -> None:
    silent = models.CharField(max_length=1, default="")
    told = models.CharField(max_length=1, default="", db_default="")
    added = [migrations.AddField("member", "one", silent), migrations.AddField("member", "two", told)]
    assert left_empty(added) == ["member.one"]
