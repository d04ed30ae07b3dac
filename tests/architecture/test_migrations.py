"""What a migration loses is lost: the operations that can lose something carry their written reason."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import APPS, ROOT, place

LOSING = re.compile(r"^\s*migrations\.(RemoveField|AlterField|DeleteModel|RenameField|RenameModel|RunSQL)\(", re.M)
MIGRATIONS = [path for app in APPS for path in sorted((ROOT / app / "migrations").glob("0*.py"))]


@pytest.mark.parametrize("path", MIGRATIONS, ids=place)
def test_a_migration_that_may_lose_something_says_why(path: Path) -> None:
    text = path.read_text()
    if found := LOSING.findall(text):
        assert "# reason:" in text, f"{', '.join(found)}: write above it « # reason: … », what becomes of the data"


def test_the_guard_sees_an_operation_that_loses_a_column() -> None:
    assert LOSING.findall("    operations = [\n        migrations.RemoveField(\n") == ["RemoveField"]
