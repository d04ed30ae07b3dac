"""What the children do: write on the site, drain, rebuild, look at what is left. Answers are plain JSON values."""

import os
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from community.models import StructurePage
from home.preparation import prepare_site
from practices.models import GlossaryTerm, PracticePage
from search.engines.base import EngineUnavailable, Query
from search.indexing.drain import drain
from search.indexing.drift import drift
from search.indexing.rebuild import rebuild
from search.models import IndexChange
from search.which_engine import EMBEDDED, engine_of, own_targets
from tests import factories
from tests.search.faults.marks import mark
from tests.the_index import drain_all

DEFINITION = "Ce que ce mot veut dire ici, et comment on s’en sert. " * 10
PATIENCE = 60.0
"""Seconds in which rows that failed come due again and are applied, on a busy machine."""


def prepare(*, sheets: int, terms: int = 10) -> None:
    """A site with one structure, its sheets, and definitions: by the thousand where a rebuild must last."""
    prepare_site()
    structure = factories.structure(title="Le Café des Tilleuls")
    for number in range(sheets):
        factories.sheet(structure=structure, title=f"Fiche {number}")
    define_unseen(number=terms, word="Mot")
    build_anew()
    drain_until_done()


def publish(*, titles: list[str], seconds_between: float = 0.0) -> list[float]:
    """Publish a sheet for each title, in a transaction of its own; returns when each was committed."""
    structure = StructurePage.objects.get()
    committed = []
    for title in titles:
        with transaction.atomic():
            factories.sheet(structure=StructurePage.objects.get(pk=structure.pk), title=title)
        committed.append(time.monotonic())
        mark(f"published-{len(committed)}")
        time.sleep(seconds_between)
    return committed


def live_on(*, changes: int, seconds_between: float) -> None:
    """As a network lives, each change in a transaction of its own: sheets come, are given another title, and leave."""
    for number in range(changes):
        oldest = PracticePage.objects.live().order_by("pk")[0]
        with transaction.atomic():
            if number % 4 == 3:
                oldest.unpublish()
            elif number % 4 == 2:
                oldest.title = f"{oldest.title}, revue"
                oldest.save_revision().publish()
            else:
                factories.sheet(structure=StructurePage.objects.get(), title=f"Fiche nouvelle {number}")
        mark(f"changed-{number + 1}")
        time.sleep(seconds_between)


def change(*, word: str) -> None:
    """In one transaction: every sheet's title gets the word, the oldest definition goes and a new one comes."""
    with transaction.atomic():
        for sheet in PracticePage.objects.order_by("pk"):
            sheet.title = f"Fiche {sheet.pk} {word}"
            sheet.save()
        GlossaryTerm.objects.order_by("pk")[0].delete()
        GlossaryTerm.objects.create(term=f"Nouveau {word}", slug=word, definition=DEFINITION)


def change_and_drain(*, word: str) -> int:
    change(word=word)
    mark("draining")
    return drain_all()


def change_and_rebuild(*, word: str) -> None:
    change(word=word)
    build_anew()


def build_anew() -> None:
    mark("rebuilding")
    for target in own_targets():
        rebuild(target=target)


def build_anew_and_wait(*, until: str) -> None:
    """A rebuild that stops in the middle of its reading until this file is there: what happens meanwhile is no race."""

    def watch(_read: int) -> None:
        mark("half-way")
        deadline = time.monotonic() + PATIENCE
        while not Path(until).exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    rebuild(target=EMBEDDED, watch=watch, watch_every=10)


def drain_once(*, target: str) -> str:
    """One round; returns what the engine said when it refused."""
    try:
        drain(target=target)
    except EngineUnavailable as error:
        return f"{type(error).__name__}: {error}"
    return ""


def drain_until_done() -> int:
    """As a process that stays awake does: again and again until nothing waits; returns what still does."""
    deadline = time.monotonic() + PATIENCE
    while drain_all() and time.monotonic() < deadline:
        time.sleep(0.05)
    return IndexChange.objects.count()


def waiting() -> int:
    """How many changes some index has not seen; not what a killed rebuild had kept for the index it was building."""
    return IndexChange.objects.filter(target__in=own_targets()).count()


def make_due() -> None:
    """Spare the test the pauses between two tries of a row."""
    IndexChange.objects.update(next_try_at=timezone.now())


def look(*, word: str = "") -> dict[str, Any]:
    """What every index holds against what it should: nothing lost, nothing too many, nothing twice, nothing old."""
    return {target: _look(target, word) for target in own_targets()}


def catch_up_and_look(*, word: str = "") -> dict[str, Any]:
    """What is left once nothing waits; a server that takes its breath after a kill is asked again."""
    drain_until_done()
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return look(word=word)
        except EngineUnavailable:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def _look(target: str, word: str) -> dict[str, Any]:
    engine = engine_of(target=target)
    found = drift(target=target)
    wanted = {f"fiche:{pk}" for pk in PracticePage.objects.live().values_list("pk", flat=True)}
    answer = engine.search(Query(text=word, exact=True, selected={"kind": ("fiche",)}, limit=1000))
    hits = [hit.uid for hit in answer.hits]
    return {
        "missing": sorted(found.missing),
        "ghosts": sorted(found.ghosts),
        "outdated": sorted(found.outdated),
        "doubles": engine.health().documents - len(engine.digests()),
        "waiting": IndexChange.objects.filter(target=target).count(),
        "not found": sorted(wanted - set(hits)),
        "found too many times": len(hits) - len(set(hits)),
    }


def check_once() -> str:
    """What an operator's check meets; returns the engine's complaint, if it cannot be read."""
    try:
        look()
    except EngineUnavailable as error:
        return f"{type(error).__name__}: {error}"
    return ""


def define(*, number: int, word: str, longer: int = 0, seconds_between: float = 0.0) -> None:
    """So many definitions, each in a transaction of its own; `longer` adds words that no other text holds."""
    for count in range(number):
        rare = " ".join(f"{word}{count}x{rank}" for rank in range(longer))
        GlossaryTerm.objects.create(term=f"{word} {count}", slug=f"{word}-{count}", definition=f"{DEFINITION}{rare}")
        mark(f"defined-{count}")
        time.sleep(seconds_between)


def define_unseen(*, number: int, word: str) -> None:
    """By the thousand and all at once, which sends no signal: only a rebuild sees them."""
    GlossaryTerm.objects.bulk_create(
        GlossaryTerm(term=f"{word} {count}", slug=f"{word}-{count}", definition=DEFINITION) for count in range(number)
    )


def drain_as_long_as(*, definitions: int) -> int:
    """Drain again and again until so many are written and none waits; returns how many rounds found something."""
    rounds = 0
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        is_over = GlossaryTerm.objects.count() >= definitions
        taken = sum(drain(target=target) for target in own_targets())
        rounds += bool(taken)
        if is_over and not taken:
            return rounds
    raise TimeoutError(f"{IndexChange.objects.count()} changes still wait")


def publish_together(*, word: str, number: int) -> None:
    """Several sheets in one transaction, then time to be killed while a thread of this process drains."""
    with transaction.atomic():
        for count in range(number):
            factories.sheet(structure=StructurePage.objects.get(), title=f"{word} {count}")
    mark("published")
    time.sleep(PATIENCE)


def visit(*, words: str) -> list[int]:
    """The results page in a process that has never opened the index: status, and results shown."""
    answer = Client().get("/recherche/", {"q": words})
    return [answer.status_code, answer.content.decode().count('class="result__title"')]


def fill_disk(*, room: int) -> None:
    """Leave so many bytes on the disk of the index."""
    free_disk()
    with _ballast().open("wb") as file:
        file.write(b"\0" * max(free_bytes() - room, 0))


def free_disk() -> None:
    _ballast().unlink(missing_ok=True)


def free_bytes() -> int:
    disk = os.statvfs(settings.SEARCH_INDEX_DIR)
    return disk.f_bavail * disk.f_frsize


def _ballast() -> Path:
    return Path(settings.SEARCH_INDEX_DIR) / "ballast"
