"""What a worker holds before and after many requests of all sorts, searches that differ each time among them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bench.processes import Memory, memory
from bench.served import Asking

SEED = 20_261_126
_IN_NO_SITEMAP = (
    "/robots.txt",
    "/sitemap.xml",
    "/flux/",
    "/opensearch.xml",
    "/sante/",
    "/recherche/suggestions/?q=acc",
)


@dataclass(frozen=True, kw_only=True)
class Held:
    """Megabytes of the worker: before the requests, half way, and after the last."""

    requests: int
    before: Memory
    half_way: Memory
    after: Memory

    def __str__(self) -> str:
        told = [
            f"{when} {held.pss:.0f} MB (RSS {held.rss:.0f})"
            for when, held in (("before", self.before), ("half way", self.half_way), ("after", self.after))
        ]
        return f"memory of a worker (PSS), {self.requests} requests: {', '.join(told)}"

    def figures(self) -> dict[str, Any]:
        moments = {"before": self.before, "half_way": self.half_way, "after": self.after}
        said = {name: {"pss_mb": round(held.pss, 1), "rss_mb": round(held.rss, 1)} for name, held in moments.items()}
        return {"requests": self.requests, **said}


def held_after(requests: int, /, *, visitor: Asking, member: Asking) -> Held | None:
    """Ask that many times; nothing for none. One request in ten is a member's, one in five a search like no other."""
    if not requests:
        return None
    paths = _paths(random.Random(SEED), _addresses(visitor))
    before = half_way = _dearest(visitor)
    for place in range(requests):
        (member if place % 10 == 9 else visitor).ask(next(paths))
        if place == requests // 2:
            half_way = _dearest(visitor)
    return Held(requests=requests, before=before, half_way=half_way, after=_dearest(visitor))


def _dearest(asking: Asking) -> Memory:
    """Of the server's processes, the one that holds most: the first only watches the others."""
    return max((memory(pid) for pid in asking.processes()), key=lambda held: held.pss)


def _paths(chance: random.Random, addresses: list[str]) -> Iterator[str]:
    from bench.corpus import sentences

    words = sorted({word for sentence in sentences() for word in sentence.split() if word.isalpha()})
    while True:
        if chance.random() < 0.2:
            yield f"/recherche/?q={quote(' '.join(chance.sample(words, chance.randint(1, 4))))}"
        else:
            yield chance.choice(addresses)


def _addresses(visitor: Asking) -> list[str]:
    """Every page of the sitemap, and what stands in none."""
    from bench.demonstration import in_the_sitemap

    parts = [visitor.ask(f"/sitemap-{part}.xml") for part in ("pages", "leviers")]
    return [*(path for part in parts for path in in_the_sitemap(part)), *_IN_NO_SITEMAP]
