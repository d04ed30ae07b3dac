"""The French catalogue: every plural of the code and the templates, and what libraries say in other words than ours.

Texts are French where they stand, so gettext has one thing left to decide: which of the two forms a number takes
(0 and 1 the singular in French, where English would say « 0 fiches »). What a library says (« Assurez-vous que cette
valeur… ») is said again in `locale/libraries.po`, by hand. The catalogue is made of both and never edited:
`python -m config.checks.catalogue --write` makes it, without arguments it says what is stale.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "locale" / "fr" / "LC_MESSAGES"
LIBRARIES = "locale/libraries.po"
ROOMS = ("config", "community", "practices", "search", "home")
HEADER = {
    "Project-Id-Version": "faire-avec",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
MADE = "Made by `make messages` from the French texts and locale/libraries.po: change them there, not here."
PLAIN = ("ngettext", "ngettext_lazy")
WITH_CONTEXT = ("npgettext", "npgettext_lazy")
CALL = re.compile(r"""\bnp?gettext\(.*?['"]\s*,\s*count\)""", re.DOTALL)


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


def said_otherwise(*, root: Path = ROOT) -> list[polib.POEntry]:
    """What libraries say, in our words."""
    path = root / LIBRARIES
    return list(polib.pofile(str(path), wrapwidth=0)) if path.exists() else []


def catalogue(*, plurals: list[Plural], others: Sequence[polib.POEntry] = ()) -> polib.POFile:
    """The catalogue, to be read by people (its text) and by gettext (its binary form)."""
    made = polib.POFile(wrapwidth=0)
    made.header, made.metadata = MADE, HEADER
    for singular, plural, context in plurals:
        forms = {0: singular, 1: plural}
        made.append(polib.POEntry(msgid=singular, msgid_plural=plural, msgstr_plural=forms, msgctxt=context or None))
    made.extend(others)
    return made


def files(*, plurals: list[Plural], others: Sequence[polib.POEntry] = ()) -> dict[str, bytes]:
    """The content of the catalogue's two files, by name."""
    made = catalogue(plurals=plurals, others=others)
    return {"django.po": str(made).encode(), "django.mo": made.to_binary()}


def stale(*, root: Path = ROOT, folder: Path = FOLDER) -> list[str]:
    """The names of the catalogue's files that do not say what the sources say."""
    return [
        name
        for name, content in files(plurals=gather(root=root), others=said_otherwise(root=root)).items()
        if not (folder / name).exists() or (folder / name).read_bytes() != content
    ]


def write(*, root: Path = ROOT, folder: Path = FOLDER) -> int:
    """Write both files; returns how many plurals they hold."""
    plurals, others = gather(root=root), said_otherwise(root=root)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(plurals=plurals, others=others).items():
        (folder / name).write_bytes(content)
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
