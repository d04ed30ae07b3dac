"""The commands of docs/operations.md, read from the document itself: what it says is what is tried."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "operations.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of commands: the word after its fence says which database it is for, or that it runs once."""

    section: str
    kind: str
    commands: tuple[str, ...]


def blocks() -> list[Block]:
    """Every block of the document, in order."""
    found = []
    for part in re.split(r"^##+ ", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]:
        section = part.partition("\n")[0]
        found += [Block(section, kind, _commands(text)) for kind, text in FENCE.findall(part)]
    return found


def _commands(text: str) -> tuple[str, ...]:
    """One for each line; a line that ends with a backslash goes on."""
    return tuple(line for line in re.sub(r"\\\n\s*", " ", text).splitlines() if line.strip())
