"""One run of the torture: plots in the test's database, gunicorn, writers and readers in processes of their own."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

from config import env
from practices.models import Lever
from tests import factories
from tests.attacks.kept_pages.calm import Weather
from tests.attacks.kept_pages.checking import Verdict, check, explained
from tests.attacks.kept_pages.environment import environment
from tests.attacks.kept_pages.journal import acts_in, readings_in
from tests.attacks.kept_pages.plot import Plot
from tests.attacks.kept_pages.served import Host

LISTS = ("/", "/pratiques/", "/temoignages/", "/structures/", "/flux/", "/sitemap.xml", "/recherche/?q=mardi")


@dataclass(frozen=True, kw_only=True)
class Torture:
    """How many of each, and for how long."""

    hosts: int = 1
    writers: int = 20
    readers: int = 200
    seconds: float = 120.0
    """At least; then until `enough` kept pages have been read, or `at_most` seconds have gone by."""
    enough: int = 20_000
    at_most: float = 900.0
    workers: int = 2
    """Of gunicorn, on each host."""
    is_loaded_first: bool = False
    """Whether gunicorn loads the site before it forks."""
    looked_at: int = 6
    seed: int = 1


@dataclass
class Outcome:
    """What is counted, and the acts that the database refused: they changed nothing."""

    verdict: Verdict
    acts: int
    refused: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Some of the stale answers and of those that failed, in words."""

    def __str__(self) -> str:
        return f"{connection.vendor}: {self.acts} acts, {len(self.refused)} refused; {self.verdict}"


def run(torture: Torture, *, folder: Path) -> Outcome:
    """Plots, hosts, writers and readers, then every answer compared with what was done."""
    plots = [make_plot(number) for number in range(torture.writers)]
    names = [f"hote-{number}" for number in range(torture.hosts)]
    with ExitStack() as started:
        hosts = [
            started.enter_context(
                Host(
                    name, names=names, folder=folder, workers=torture.workers, is_loaded_first=torture.is_loaded_first
                ).serving()
            )
            for name in names
        ]
        said = _said(torture, plots, [host.port for host in hosts], folder)
    return _outcome(folder, refused=[one for text in said if text for one in json.loads(text)])


def make_plot(number: int) -> Plot:
    """A structure, its sheet with a lever of its own, its testimonial about it, and a person who comments."""
    plot = Plot(number, 0, 0, 0, 0, addresses={})
    titles = {kind: plot.mark(kind) for kind in "STFAL"}
    structure = factories.structure(title=titles["S"], slug=f"lieu-{number}")
    lever = Lever.objects.create(name=titles["L"], slug=f"levier-{number}")
    author = factories.member(structure=structure, display_name=titles["A"])
    sheet = factories.sheet(structure=structure, title=titles["T"], slug=f"fiche-{number}", levers=(lever.slug,))
    testimonial = factories.testimonial(structure=structure, title=titles["F"], slug=f"recit-{number}")
    testimonial.sheets.add(sheet)
    testimonial.save()
    plot.structure, plot.sheet, plot.testimonial, plot.author = structure.pk, sheet.pk, testimonial.pk, author.pk
    plot.titles.update(titles)
    plot.addresses.update({"S": structure.url, "T": sheet.url, "F": testimonial.url})
    return plot


def _said(torture: Torture, plots: Sequence[Plot], ports: Sequence[int], folder: Path) -> list[str]:
    """Two processes of writers and one of readers begin together once all are ready; what each says at its end."""
    processes = [_process(module, folder / module) for module in ("writer", "writer", "reader")]
    try:
        for process in processes:
            assert process.stdout
            assert process.stdout.readline() == "ready\n", process.communicate()[1][-3000:]
        start = time.monotonic() + 0.5
        weather = Weather(start=start, seed=torture.seed, seconds=torture.at_most)
        *writers, reader = processes
        for process, some in zip(writers, (plots[0::2], plots[1::2]), strict=True):
            _tell(
                process, {"folder": str(folder), "weather": asdict(weather), "plots": [_as_told(one) for one in some]}
            )
        _tell(reader, _what_is_read(torture, plots, ports, folder, start=start))
        said = [_finished(reader, within=torture.at_most + 90)]
        for process in writers:
            _tell(process, "enough")
        return [*said, *(_finished(process, within=90) for process in writers)]
    finally:
        for process in processes:
            process.kill()


def _what_is_read(
    torture: Torture, plots: Sequence[Plot], ports: Sequence[int], folder: Path, *, start: float
) -> dict[str, Any]:
    return {
        "pages": {address: plot.writer for plot in plots for address in plot.addresses.values()},
        "lists": [*LISTS, *(f"/leviers/levier-{plot.writer}/" for plot in plots[:3])],
        "ports": ports,
        "readers": list(range(torture.readers)),
        "folder": str(folder),
        "looked_at": torture.looked_at,
        "until": start + torture.seconds,
        "enough": torture.enough,
        "at_most_until": start + torture.at_most,
    }


def _process(module: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.attacks.kept_pages.{module}"],
        cwd=env.ROOT,
        env=environment(folder=folder, FAIRE_AVEC_BACKGROUND="false"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _tell(process: subprocess.Popen[str], order: Any) -> None:
    assert process.stdin
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()


def _finished(process: subprocess.Popen[str], *, within: float) -> str:
    said, wrong = process.communicate(timeout=within)
    assert process.returncode == 0, wrong[-3000:]
    return said.strip()


def _as_told(plot: Plot) -> dict[str, Any]:
    return {name: value for name, value in vars(plot).items() if not isinstance(value, set) and name[0] != "_"}


def _outcome(folder: Path, *, refused: list[str]) -> Outcome:
    acts = acts_in(folder)
    verdict = check(acts=acts, readings=readings_in(folder))
    wrong = [*verdict.stale[:5], *verdict.failed[:5]]
    told = [explained(reading=reading, acts=acts) for reading in wrong]
    told += [path.read_text(errors="replace")[-3000:] for path in folder.glob("*/gunicorn.log") if verdict.failed]
    return Outcome(verdict, acts=len(acts), refused=refused, told=told)
