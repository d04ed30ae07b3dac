"""The style sheet and the scripts: no rule for what no page wears, no line too long to be read.

`make check` lays them out (oxfmt) and reads the scripts (oxlint); here is what those two do not look at.
"""

import re

from tests.architecture.house import APPS, ROOT, sources

SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
OF_LIBRARIES = {"htmx-request"}  # put on the page by htmx while an answer is awaited
LONGEST_LINE = 120
WORD = r"[a-z][\w-]*"


def dressed(sheet: str) -> set[str]:
    """The classes that a style sheet dresses: those of its selectors, not of its comments or of its values."""
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"", " ", sheet, flags=re.DOTALL)
    return set(re.findall(rf"\.({WORD})", selectors))


def worn(*, templates: str, scripts: str) -> set[str]:
    """The words of the `class` of a template, those given to a component, and those that a script writes in quotes."""
    attributes = re.findall(r'(?:class|look|box)="((?:\{%.*?%\}|\{\{.*?\}\}|[^"])*)"', templates, re.DOTALL)
    quoted = re.findall(r"[\"'`](.*?)[\"'`]", scripts)
    return set(re.findall(WORD, " ".join([*attributes, *quoted])))


def unworn(*, sheet: str, templates: str, scripts: str = "", code: str = "") -> set[str]:
    """The classes that nothing writes: neither whole, nor with a variable at the end (`notice--{{ … }}`)."""
    begun = tuple(re.findall(rf"({WORD}--)\{{", templates + code))
    return {
        name for name in dressed(sheet) - worn(templates=templates, scripts=scripts) if not name.startswith(begun)
    } - OF_LIBRARIES


def test_every_class_of_the_sheet_is_worn_by_a_page() -> None:
    templates = "\n".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    scripts = "\n".join(path.read_text() for path in SCRIPTS)
    code = "\n".join(path.read_text() for path in sources(*APPS))
    left = {
        name
        for path in SHEETS
        for name in unworn(sheet=path.read_text(), templates=templates + code, scripts=scripts, code=code)
    }
    assert left == set(), "no page wears it: take its rules out"


def test_a_class_that_nothing_wears_is_seen() -> None:
    sheet = "/* .told */ .card, .state--live:hover { margin: 0.5rem } @media print { .table { color: red } }"
    assert unworn(sheet=sheet, templates='<p class="card">table</p>', code="f'state--{name}'") == {"table"}


def test_no_line_is_wider_than_the_screen() -> None:
    """A formatter leaves comments as they are."""
    assert [
        f"{path.name}:{number}"
        for path in (*SHEETS, *SCRIPTS)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ] == []
