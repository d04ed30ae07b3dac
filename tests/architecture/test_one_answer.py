"""One question, one answer: what the house answers in one place is not worked out again by hand elsewhere."""

import re

from tests.architecture.house import place, sources

CUT_PATHS = {
    "community/tree.py": "the paths from the root down to a page",
    "community/visibility.py": "the same, by the database",
    "community/routing.py": "whether pages follow each other from the root down",
    "community/branches.py": "which rows treebeard writes when pages move",
}
"""Where a path of the tree is cut. Elsewhere `StructurePage.objects.above` and `above_each` answer."""

CUTTING = re.compile(r"steplen|\.path\[|\bimport .*\bSTEP\b")


def test_only_a_few_modules_cut_the_paths_of_the_tree() -> None:
    cutting = {place(path) for path in sources() if CUTTING.search(path.read_text())}
    written = {name for name in cutting if not name.startswith(("tests/factories/", "tests/architecture/"))}
    assert written - CUT_PATHS.keys() == set(), "ask `above_each`, or say here why the path itself is in question"
    assert CUT_PATHS.keys() - written == set(), "no longer cut: take it off the list"
