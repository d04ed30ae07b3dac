"""Journeys wait for what they read: right after a press or a click, the page may still be the one of before.

`expect(…)`, `wait_for…` and `with page.expect_navigation()` wait; a `count()` or an `inner_text()` is read once, and
`goto` leaves with the form unsent. On a busy machine such a test fails, and says nothing of the site.
"""

import ast
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.architecture.house import ROOT, place

JOURNEYS = (*(ROOT / "tests/journeys").glob("*.py"), *(ROOT / "tests/proof").glob("*.py"))
ACTS = {"click", "tap", "check", "uncheck", "dblclick", "select_option", "set_input_files"}
KEYS = {"Enter", "Space"}
READ_ONCE = {
    "all_inner_texts", "all_text_contents", "bounding_box", "content", "count", "evaluate", "evaluate_all",
    "get_attribute", "hear", "inner_html", "inner_text", "input_value", "is_checked", "is_enabled", "is_hidden",
    "is_visible", "text_content", "tree",
}  # fmt: skip
LEAVES = {"goto", "reload"}
WAITS = ("expect", "wait_for", "go_to")
ANSWERED = {"button", "link"}


def named(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(statement: ast.stmt) -> list[ast.Call]:
    return [node for node in ast.walk(statement) if isinstance(node, ast.Call)]


def acts(statement: ast.stmt) -> bool:
    """Whether a line is a press or a click, and waits for nothing."""
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        return False
    call = statement.value
    words = {word.value for word in call.args if isinstance(word, ast.Constant)}
    return named(call) in ACTS or (named(call) == "press" and (bool(words & KEYS) or isinstance(call.func, ast.Name)))


def is_answered(statement: ast.stmt) -> bool:
    """Whether it is a button or a link, as somebody who reads the page names them."""
    roles = [call.args[0] for call in calls(statement) if named(call) == "get_by_role" and call.args]
    return acts(statement) and any(isinstance(role, ast.Constant) and role.value in ANSWERED for role in roles)


def reads_once(statement: ast.stmt) -> bool:
    """Whether a line reads what is there now."""
    if not isinstance(statement, ast.Assert | ast.Assign | ast.AnnAssign | ast.Return | ast.Expr):
        return False
    asked = {named(call) for call in calls(statement)}
    addresses = any(isinstance(node, ast.Attribute) and node.attr == "url" for node in ast.walk(statement))
    waits = any(name.startswith(WAITS) for name in asked)
    return not waits and (bool(asked & READ_ONCE) or (addresses and not isinstance(statement, ast.Expr)))


def leaves(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and any(named(call) in LEAVES for call in calls(statement))


def faults(source: str) -> Iterator[tuple[int, str]]:
    """The lines that act, and what is wrong with the one that follows."""
    for node in ast.walk(ast.parse(source)):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            for before, after in pairwise(block if isinstance(block, list) else []):
                if acts(before) and reads_once(after):
                    yield before.lineno, "the next line reads the page without waiting"
                if is_answered(before) and leaves(after):
                    yield before.lineno, "the next line leaves before the answer"


def test_what_is_read_after_a_press_is_waited_for() -> None:
    assert [
        f"{place(path)}:{line}: {fault}" for path in sorted(JOURNEYS) for line, fault in faults(path.read_text())
    ] == []


@pytest.mark.parametrize(
    ("lines", "is_faulty"),
    [
        ('page.keyboard.press("Enter")\nassert page.url.endswith("#contenu")', True),
        ('press(page, menu)\ntold = hear(page)', True),
        ('box(page, "Fiches").check()\nassert page.locator(".chip").count() == 1', True),
        ('page.get_by_role("button", name="Envoyer").click()\npage.goto("/")', True),
        ('page.locator("summary").click()\npage.goto("/")', False),
        ('page.get_by_role("button", name="Envoyer").click()\nexpect(page).to_have_url("/")', False),
        ('field.press("ArrowDown")\nassert pointed_at(field) == ""', False),
        ('with page.expect_navigation():\n    page.keyboard.press("Enter")\nassert page.url', False),
        ('menu.click()\npage.wait_for_function("() => done")', False),
    ],
)  # fmt: skip
def test_what_does_not_wait_is_seen(lines: str, is_faulty: bool) -> None:
    assert bool(list(faults(lines))) == is_faulty
