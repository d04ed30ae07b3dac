"""What the code is called: every name that its files hold, for the tests of what pages say of it."""

import re
import tokenize
from functools import cache

from tests.architecture.house import ROOT, sources

QUOTED = re.compile(r"`([^`\n]+)`")
WORD = re.compile(r"[\w-]+")
WRITTEN_ELSEWHERE = ("templates/**/*.html", "static/**/*.js")


@cache
def names(*rooms: str) -> frozenset[str]:
    """Every name and every short string of these rooms, and every word of the templates and scripts; no docstring."""
    found: set[str] = set()
    for path in sources(*rooms):
        found.add(path.stem)
        with path.open("rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.NAME:
                    found.add(token.string)
                elif token.type == tokenize.STRING and not token.string.endswith('"""'):
                    found.update(WORD.findall(token.string))
    for path in (path for pattern in WRITTEN_ELSEWHERE for path in ROOT.glob(pattern)):
        found.update((path.name, path.stem, *WORD.findall(path.read_text("utf-8"))))
    return frozenset(found)
