"""Questions nobody means well by: is any of them slow, does any of them break the engine?

    python -m bench.hostile [--number 10000] [--documents 10000] [--seconds 0.3] [--pages 1000] [--engines …]

`--number` questions to each engine, then the first `--pages` of them to the demonstration, on the embedded engine: its
page of results and what it proposes while typing. The slowest are asked three times more, for a pause of the machine or
of a server falls on whichever question is there; both times are printed. The exit status is 1 when a question raises,
takes an engine longer than `--seconds` each time, gets a page that is an error or has its markup come out as markup.
"""

import argparse
import random
import string
import sys
from collections.abc import Callable, Iterator

from bench import site

SEED = 20_261_123
_ASKED_AGAIN = 20  # of the slowest
_TIMES = 3
_WORDS = "usager accueil de la les parrainage été l’épicerie aujourd’hui S.C.I.C. co-construire bénévoles ø ß".split()  # noqa: SIM905 - a list to read
_OPERATORS = [
    "AND",
    "OR",
    "NOT",
    "&&",
    "||",
    "+",
    "-",
    "!",
    "^2",
    "~2",
    "*",
    "?",
    "NEAR/3",
    "uid:",
    "groups:*",
    "title:",
]
_MARKUP = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg/onload=alert(1)>', "{{ 7*7 }}", "{% debug %}",
    "</mark><b>", "<!--", "]]>", "&lt;b&gt;", "&#60;", "javascript:alert(1)", "' OR 1=1 --", "%3Cscript%3E",
]  # fmt: skip
_PATTERNS = [
    "(a+)+$",
    "(.*)*",
    "a{1,99999}",
    "[a-z]{9999}",
    "(?:a|aa)+b",
    "/.*/",
    "^(([a-z])+.)+[A-Z]$",
    "\\",
    "[",
    "(",
]
_SIGNS = (
    "\x00\x01\x1b\u00ad\u200b\u200d\u202e\u2028\ufeff\ud800\udfff\ufffd\U0001f469\u200d\U0001f33e\u0301\u0345ﷺİıſﬁ²Ⅷ"
)
_LONG = (
    "a",
    "é",
    "l’",
    "( ",
    '"',
    "- ",
    "usager ",
    "«",
    "·s",
    "a.",
    "e\u0301",
    "\U0001f469\u200d",
    "co-",
    "’",
    "<b>",
    "\u0301",
)


def hostile(number: int, /, *, seed: int = SEED) -> Iterator[str]:
    """As many questions as asked for, the same each time; each kind in turn."""
    chance = random.Random(seed)
    kinds = (_operators, _unicode, _markup, _patterns, _quotes, _random_bytes, _glued, _many_words, _long)
    for place in range(number):
        yield kinds[place % len(kinds)](chance)


def _operators(chance: random.Random) -> str:
    return " ".join(chance.choices([*_WORDS, *_OPERATORS, *'"«»()[]{}:'], k=chance.randint(1, 30)))


def _unicode(chance: random.Random) -> str:
    signs = [*_SIGNS, *(chr(chance.randrange(1, 0x10FFFF)) for _ in range(10)), *_WORDS]
    return "".join(chance.choices(signs, k=chance.randint(1, 60)))


def _markup(chance: random.Random) -> str:
    return " ".join(chance.choices([*_MARKUP, *_WORDS], k=chance.randint(1, 8)))


def _patterns(chance: random.Random) -> str:
    return "".join(chance.choices(_PATTERNS, k=chance.randint(1, 12))) + chance.choice(_WORDS)


def _quotes(chance: random.Random) -> str:
    marks = ['"', "«", "»", "“", "”", "-", "−", "'", "’"]
    return "".join(
        chance.choice(marks) * chance.randint(1, 5) + chance.choice(_WORDS) for _ in range(chance.randint(1, 20))
    )


def _random_bytes(chance: random.Random) -> str:
    return chance.randbytes(chance.randint(1, 300)).decode("latin-1")


def _glued(chance: random.Random) -> str:
    """One endless word of ordinary letters, or letters and signs that French words may hold."""
    letters = chance.choice((string.ascii_lowercase, "éèàùœ", "ab.-’·()", "0123456789", "a"))
    return "".join(chance.choices(letters, k=chance.randint(30, 3_000)))


def _many_words(chance: random.Random) -> str:
    """Hundreds of words, common and mistyped ones."""
    words = [chance.choice(_WORDS) + chance.choice(("", "s", "x", "zq", "-")) for _ in range(chance.randint(20, 400))]
    return " ".join(words)


def _long(chance: random.Random) -> str:
    """100 kB of the same thing."""
    part = chance.choice(_LONG)
    return part * (100_000 // len(part.encode(errors="replace")))


def main(arguments: list[str]) -> int:
    """Ask each engine, then the site; print the slowest."""
    parser = argparse.ArgumentParser(prog="bench.hostile", description="The slowest of many hostile questions.")
    parser.add_argument("--number", type=int, default=10_000, help="questions to each engine")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=0.3, help="what the slowest may take an engine")
    parser.add_argument("--pages", type=int, default=1_000, help="questions to the whole site, 0 for none")
    parser.add_argument("--engines", default="", help="embedded, elasticsearch, separated by commas")
    options = parser.parse_args(arguments)
    site.start(settings=site.OURS_ALONE)
    from bench.contestants import OURS, chosen, say_left_out
    from search.engines.base import EngineUnavailable

    try:
        names = chosen(options.engines, among=OURS)
    except ValueError as fault:
        parser.error(str(fault))
    is_sound = True
    for name in names:
        try:
            is_sound &= _engine(name, options)
        except EngineUnavailable as fault:
            say_left_out(name, fault)
            is_sound = False
    if options.pages > 0:
        from bench.hostile_pages import pages

        is_sound &= _tried("pages of the demonstration", options.pages, pages())
    return int(not is_sound)


def _engine(name: str, options: argparse.Namespace) -> bool:
    """Whether the engine answered every question, in time."""
    from bench.contestants import engine_named
    from bench.corpus import Corpus
    from bench.full_answer import vocabulary
    from search.engines.base import Query

    with engine_named(name) as engine:
        engine.rebuild(Corpus().documents(options.documents))
        engine.search(Query(text="réchaufement"))  # loads the words that corrections are drawn from
        weights, synonyms = vocabulary()

        def ask(text: str) -> None:
            engine.search(Query(text=text, kind_weights=weights, synonyms=synonyms))
            engine.suggest(text)

        return _tried(f"{name}, {options.documents} documents", options.number, ask, seconds=options.seconds)


def _tried(who: str, number: int, ask: Callable[[str], None], *, seconds: float = float("inf")) -> bool:
    """Ask, print, and say whether nothing broke nor took too long."""
    broken: list[str] = []

    def survived(text: str) -> None:
        try:
            ask(text)
        except Exception as fault:  # whatever it is, it would be a page that fails
            broken.append(f"{type(fault).__name__}: {fault!s:.60} for {text!r:.60}")

    def asked(text: str) -> float:
        return site.seconds(lambda: survived(text))

    times = sorted(((asked(text), text) for text in hostile(number)), reverse=True)
    slowest = [(min(asked(text) for _ in range(_TIMES)), took, text) for took, text in times[:_ASKED_AGAIN]]
    sys.stdout.write(f"{who}: {number} hostile questions (answer and suggestions)\n")
    for again, took, text in slowest[:5]:
        told = f"{took * 1000:8.1f} ms, then {again * 1000:.1f} ms"
        sys.stdout.write(f"{told:<32}{len(text):>7} characters  {text!r:.70}\n")
    sys.stdout.write(f"median {times[number // 2][0] * 1000:.1f} ms, broken: {len(broken)}\n")
    sys.stdout.writelines(f"  {line}\n" for line in broken[:20])
    sys.stdout.flush()
    return not broken and all(min(again, took) <= seconds for again, took, _ in slowest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
