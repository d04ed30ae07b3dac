"""`manage.py search_drain`: apply the changes that wait, now, or one after the other as they come."""

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Collection, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.indexing.record import applicable, forget, hurry
from search.indexing.states import TargetState, states
from search.indexing.upkeep import drain_fully, follow
from search.management.describing import add_target, chosen_targets, faults_set_aside, line
from search.models import IndexChange
from search.which_engine import own_targets


class Command(BaseCommand):
    help = (
        "Apply the changes that the search indexes of this host have not seen yet. The site does it by itself after "
        "each commit. Exits with 1 when some could not be applied, which are tried again later, or were set aside."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_target(parser)
        parser.add_argument(
            "--follow", action="store_true", help="never end: a worker that applies changes as they come"
        )
        parser.add_argument("--forget", metavar="NAME", default="", help="drop what waits for an index kept nowhere")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["forget"]:
            return self._forget(options["forget"])
        chosen = chosen_targets(name=options["target"])
        if options["follow"]:
            return self._follow(chosen)
        before = IndexChange.objects.waiting().filter(target__in=chosen).count()
        waiting = 0
        for target in chosen:
            hurry(target=target)
            waiting += drain_fully(target=target)
        self.stdout.write(f"{before} changes were waiting, {waiting} still wait")
        kept = states()
        self._tell(kept, chosen)
        faults = ["some changes could not be applied; they are tried again later"] if waiting else []
        faults += faults_set_aside(kept=kept, chosen=chosen)
        if faults:
            raise CommandError("; ".join(faults))

    def _tell(self, kept: Iterable[TargetState], chosen: Collection[str]) -> None:
        for state in kept:
            self.stdout.write(line(state=state))
        left = IndexChange.objects.filter(target__in=chosen)
        for row in left.exclude(last_error="", kind__in=applicable()).order_by("pk")[:20]:
            tried = f"tried {row.attempts} times" if row.attempts else "waits"
            fate = "set aside" if row.set_aside_at else tried
            self.stderr.write(
                f"{row} ({fate}): {row.last_error or 'a kind that this version of the site does not know'}"
            )

    def _forget(self, name: str) -> None:
        try:
            self.stdout.write(f"{name}: {forget(target=name)} changes dropped")
        except ValueError as error:
            raise CommandError(str(error)) from error

    def _follow(self, chosen: tuple[str, ...]) -> None:
        if not chosen:
            raise CommandError(f"this host keeps no index: {', '.join(own_targets()) or 'none'}")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write(f"following {', '.join(chosen)}; stop with Ctrl+C or SIGTERM")
        follow(targets=chosen, stop=stop)
        self.stdout.write("stopped")
