"""The pages say what is: every file, name, test and command that they quote exists."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture.house import ROOMS, ROOT, place, sources
from tests.architecture.spoken import QUOTED, names

FOLDERS = (*ROOMS, "bench", "deploy", "docs", "locale", "static", "templates", "tests")
PAGES = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))])
HISTORY = "CHANGELOG.md"  # says what was

LINKED = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
FILE = re.compile(r"[\w./-]+\.(?:py|md|html|js|css|toml|txt|in|ini|json|po|sh|service|conf)")
FOLDER = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./-]*")
TEST = re.compile(r"\btest_\w+")
COMMAND = re.compile(r"manage\.py (\w+)")
NAME = re.compile(r"(?=\w*_|[A-Z][a-z]+[A-Z]|[\w.]+\()([A-Za-z_][\w.]*)(?:\(.*\))?")
BEGINNINGS = {"is_", "may_", "has_", "_on"}
OF_OTHERS = {
    *("WAGTAILIMAGES_MAX_IMAGE_PIXELS", "post_page_move"),
    *("pg_current_snapshot", "pg_current_wal_insert_lsn", "tcp_keepalives_idle"),
    *("match_only_text", "rank_feature", "search_as_you_type"),
}
"""Names of Wagtail, PostgreSQL and Elasticsearch."""
NOT_OURS = ("/", "var/", ".venv/", "requirements/")
"""Paths of a machine or addresses of the site, what is made while the project works, and Wagtail's own files."""

NEW = re.compile(r"[Aa] new file\s+`([^`]+)`|def (test_\w+)")
"""What a page tells its reader to write."""

NOT_HERE = {
    "bench/README.md": {"beside.py", "manage.py load_initial_data"},  # of another project, measured beside ours
    "docs/recipes/change-the-ranking.md": {"before.json"},  # what a command writes
    "docs/recipes/show-something-new-to-visitors.md": {"annonce.txt", "home/notice.py", "home/receivers.py"},  # faults
}


@cache
def files() -> frozenset[str]:
    """Every file of the project, and every folder that holds one, as written from the root."""
    found = {path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts}
    found.update(path for path in ROOT.iterdir() if path.is_file() or path.name in FOLDERS)
    return frozenset(place(path) for path in found)


@cache
def names_of_tests() -> frozenset[str]:
    """The names of the test functions, and of the files that hold them."""
    found = set()
    for path in sources("tests"):
        found.add(path.stem)
        found.update(
            node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)
        )
    return frozenset(found)


@cache
def anchors(page: Path) -> frozenset[str]:
    """What leads to each heading of a page, as forges make it."""
    headings = (
        re.sub(r"[^\w\- ]", "", heading.strip().lower()) for heading in HEADING.findall(page.read_text("utf-8"))
    )
    return frozenset(heading.replace(" ", "-") for heading in headings)


def exists(path: str) -> bool:
    """From the root, or by the last folders of its path: `page/forms.py` is enough to be found."""
    path = path.rstrip("/")
    return path in files() or any(known.endswith(f"/{path}") for known in files())


def missing(page: Path) -> Iterator[str]:
    """What the page names and nobody finds."""
    text = page.read_text("utf-8")
    new = {name for names in NEW.findall(text) for name in names if name}
    known = new | {Path(name).stem for name in new} | NOT_HERE.get(place(page), set()) | BEGINNINGS | OF_OTHERS
    yield from (name for name in _named(page, text) if name not in known)


def _named(page: Path, text: str) -> Iterator[str]:
    for link, anchor in LINKED.findall(text):
        to = page.parent / link if link else page
        if "://" not in link and not to.exists():
            yield link
        elif "://" not in link and anchor and anchor not in anchors(to):
            yield f"{link}#{anchor}"
    for word in (word for quoted in QUOTED.findall(text) for word in re.split(r"[\s\"'=(){}]+", quoted)):
        if (FILE.fullmatch(word) or FOLDER.fullmatch(word)) and not word.startswith(NOT_OURS) and not exists(word):
            yield word
    yield from (name for name in TEST.findall(text) if name not in names_of_tests())
    for found in (found for quoted in QUOTED.findall(text) if (found := NAME.fullmatch(quoted))):
        if not all(part in names(*ROOMS, "tests", "bench") for part in found[1].split(".")):
            yield found[1]
    yield from (f"manage.py {name}" for name in COMMAND.findall(text) if name not in get_commands())


@pytest.mark.parametrize("page", [page for page in PAGES if page.name != HISTORY], ids=place)
def test_a_page_names_nothing_that_does_not_exist(page: Path) -> None:
    assert set(missing(page)) == set()


def test_what_is_said_not_to_be_here_is_not() -> None:
    assert [path for paths in NOT_HERE.values() for path in paths if path in files()] == []
