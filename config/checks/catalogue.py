"""The French plural catalogue: every plural of the code and the templates, written out and compiled.

Texts are French where they stand, so gettext has one thing left to decide: which of the two forms a number takes
(0 and 1 the singular in French, where English would say « 0 fiches »). The catalogue is made of the texts themselves
and never edited by hand: `python -m config.checks.catalogue --write` makes it, without arguments it says what is stale.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
ROOMS = ("config", "community", "practices", "search", "home")
HEADER = (
    "Project-Id-Version: faire-avec\n"
    "Language: fr\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n > 1);\n"
)
PLAIN = ("ngettext", "ngettext_lazy")
WITH_CONTEXT = ("npgettext", "npgettext_lazy")
CALL = re.compile(r"""\bnp?gettext\(.*?['"]\s*,\s*count\)""", re.DOTALL)
MO_MAGIC = 0x950412DE  # GNU gettext, « The Format of GNU MO Files »


class Plural(NamedTuple):
    """One text with its two forms, and the context that tells it from a twin."""

    singular: str
    plural: str
    context: str = ""


class StaleCatalogue(Exception):
    """A plural cannot be read from the source; the message says where."""


def gather(*, root: Path = ROOT) -> list[Plural]:
    """Every plural of the house, sorted. Raises StaleCatalogue for one that is not written out as plain text."""
    found = {plural for path in _sources(root) for plural in _plurals_of(path)}
    return sorted(found)


def as_po(*, plurals: list[Plural]) -> str:
    """The catalogue to be read by people."""
    lines = ["# Made by `make messages` from the French texts: change them there, not here.", 'msgid ""', 'msgstr ""']
    lines += [_quoted(line) for line in HEADER.splitlines(keepends=True)]
    for each in plurals:
        lines.append("")
        lines += [f"msgctxt {_quoted(each.context)}"] if each.context else []
        lines += [f"msgid {_quoted(each.singular)}", f"msgid_plural {_quoted(each.plural)}"]
        lines += [f"msgstr[0] {_quoted(each.singular)}", f"msgstr[1] {_quoted(each.plural)}"]
    return "\n".join(lines) + "\n"


def as_mo(*, plurals: list[Plural]) -> bytes:
    """The catalogue to be read by gettext: two tables of lengths and places, then the texts, each ended by a zero."""
    entries = {"": HEADER}
    for singular, plural, context in plurals:
        key = f"{context}\x04{singular}" if context else singular
        entries[f"{key}\x00{plural}"] = f"{singular}\x00{plural}"
    pairs = sorted((key.encode(), value.encode()) for key, value in entries.items())
    count, start = len(pairs), 7 * 4
    place = start + count * 16
    tables, texts = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<2I", len(pair[column]), place + len(texts))
            texts += pair[column] + b"\x00"
    return struct.pack("<7I", MO_MAGIC, 0, count, start, start + count * 8, 0, place) + b"".join(tables) + texts


def stale(*, root: Path = ROOT, folder: Path = FOLDER) -> list[str]:
    """The names of the catalogue's files that do not say what the sources say."""
    plurals = gather(root=root)
    wanted = {"django.po": as_po(plurals=plurals).encode(), "django.mo": as_mo(plurals=plurals)}
    return [
        name
        for name, content in wanted.items()
        if not (folder / name).exists() or (folder / name).read_bytes() != content
    ]


def write(*, root: Path = ROOT, folder: Path = FOLDER) -> int:
    """Write both files; returns how many plurals they hold."""
    plurals = gather(root=root)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "django.po").write_text(as_po(plurals=plurals), encoding="utf-8")
    (folder / "django.mo").write_bytes(as_mo(plurals=plurals))
    return len(plurals)


def _sources(root: Path) -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((root / room).rglob("*.py"))
    for pattern in ("*.html", "*.txt"):
        yield from sorted((root / "templates").rglob(pattern))


def _plurals_of(path: Path) -> Iterator[Plural]:
    """Those of a template are cut out of what Django turns it into for makemessages, which is otherwise no Python."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _plurals_in_code(text, path)
    elif "blocktrans" in text:
        for call in CALL.findall(templatize(text, origin=str(path))):
            yield from _plurals_in_code(call, path)


def _plurals_in_code(code: str, path: Path) -> Iterator[Plural]:
    for node in ast.walk(ast.parse(code, filename=str(path))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in PLAIN:
            yield Plural(*_texts(node.args[:2], path))
        elif name in WITH_CONTEXT:
            context, singular, plural = _texts(node.args[:3], path)
            yield Plural(singular, plural, context)


def _texts(arguments: list[ast.expr], path: Path) -> list[str]:
    texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    if len(texts) != len(arguments):
        raise StaleCatalogue(f"{path}:{arguments[0].lineno}: a plural must be written as plain text")
    return [str(text) for text in texts]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def main(arguments: list[str]) -> int:
    """Write the catalogue with `--write`; without, 1 when it is stale."""
    if "--write" in arguments:
        sys.stdout.write(f"{write()} plurals in {FOLDER.relative_to(ROOT)}\n")
        return 0
    if names := stale():
        sys.stdout.write(f"Stale: {', '.join(names)} in {FOLDER.relative_to(ROOT)}. Run: make messages\n")
        return 1
    sys.stdout.write("The plural catalogue is complete and compiled.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
