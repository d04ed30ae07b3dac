"""Questions nobody means well by: is any of them slow, does any of them break the engine?

    python -m bench.hostile [--number 10000] [--documents 10000] [--seconds 0.3]

Prints the slowest ones; the exit status is 1 when one raises, or takes the engine longer than `--seconds`.
"""

import argparse
import random
import string
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

from bench import site

SEED = 20_261_123
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
    """Ask them all of the embedded engine; print the slowest."""
    parser = argparse.ArgumentParser(prog="bench.hostile", description="The slowest of many hostile questions.")
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=0.3, help="what the slowest may take")
    options = parser.parse_args(arguments)
    site.start()
    from bench.contestants import engine_named
    from bench.corpus import Corpus
    from bench.full_answer import vocabulary
    from search.engines.base import Query

    times: list[tuple[float, str]] = []
    broken: list[str] = []
    with ExitStack() as closing:
        engine = closing.enter_context(engine_named("embedded"))
        engine.rebuild(Corpus().documents(options.documents))
        engine.search(Query(text="réchaufement"))  # loads the words that corrections are drawn from
        weights, synonyms = vocabulary()
        for text in hostile(options.number):
            start = time.perf_counter()
            try:
                engine.search(Query(text=text, kind_weights=weights, synonyms=synonyms))
                engine.suggest(text)
            except Exception as fault:  # whatever it is, it would be a page that fails
                broken.append(f"{type(fault).__name__}: {fault!s:.60} for {text!r:.60}")
            times.append((time.perf_counter() - start, text))
    times.sort(reverse=True)
    sys.stdout.write(f"{len(times)} hostile questions, {options.documents} documents (answer and suggestions)\n")
    for took, text in times[:5]:
        sys.stdout.write(f"{took * 1000:8.1f} ms  {len(text):>7} characters  {text!r:.80}\n")
    sys.stdout.write(f"median {times[len(times) // 2][0] * 1000:.1f} ms, broken: {len(broken)}\n")
    sys.stdout.writelines(f"  {line}\n" for line in broken[:20])
    return int(bool(broken) or times[0][0] > options.seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
