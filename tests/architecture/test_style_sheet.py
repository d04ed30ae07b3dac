"""The style sheet and the scripts: no rule for what no page wears, no line too long to be read.

`make check` lays them out (oxfmt) and reads the scripts (oxlint); here is what those two do not look at.
"""

import re

from tests.architecture.house import APPS, ROOT, sources
from tests.proof.walk import PHONE, SMALL

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


def test_dark_changes_colours_and_nothing_else() -> None:
    """`light-dark` gives a colour wherever it is written: what was read in light is read in dark for its colours only.

    An answer to « light or dark? » may stand on a `<meta>`, which is a colour of the browser's own.
    """
    asked = re.compile(r"prefers-color-scheme|prefers-contrast")
    assert [
        f"{path.name}: {line.strip()}"
        for path in (*SHEETS, *SCRIPTS, *(ROOT / "templates").rglob("*.html"))
        for line in path.read_text().splitlines()
        if asked.search(line) and '<meta name="theme-color"' not in line and path.parent.name != "emails"
    ] == []


def test_the_two_smallest_screens_that_pages_are_read_on_are_dressed_alike() -> None:
    """No rule begins or ends between them: only the room that things have is less on the smaller one."""
    asked = "".join(path.read_text() for path in (*SHEETS, *SCRIPTS))
    bounds = {float(rem) * 16 for rem in re.findall(r"width: *([\d.]+)rem\)", asked)}
    assert len(re.findall(r"\((?:min|max)-width", asked)) == len(re.findall(r"width: *[\d.]+rem\)", asked))
    assert not {bound for bound in bounds if SMALL[0] <= bound < PHONE[0]}


def test_no_line_is_wider_than_the_screen() -> None:
    """A formatter leaves comments as they are."""
    assert [
        f"{path.name}:{number}"
        for path in (*SHEETS, *SCRIPTS)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ] == []
