"""`manage.py search_rebuild`: build the indexes anew, each beside the one in use, then switch."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.indexing.rebuild import rebuild
from search.indexing.states import states
from search.management.describing import add_target, chosen_targets, line
from search.which_engine import engine_of, health_of


class Command(BaseCommand):
    help = (
        "Build every search index of this host anew, beside the one in use, then switch. The site keeps answering "
        "meanwhile. Exits with 1 when one of them could not be built, or refused a document."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_target(parser)
        parser.add_argument("--if-missing", action="store_true", help="do nothing where an index is ready")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = chosen_targets(name=options["target"])
        faults = [fault for target in chosen if (fault := self._one(target, only_if_missing=options["if_missing"]))]
        for state in states():
            self.stdout.write(line(state=state))
        if faults:
            raise CommandError("; ".join(faults))

    def _one(self, target: str, *, only_if_missing: bool) -> str:
        """Returns what went wrong, if anything did; the next index is built all the same."""
        started = time.monotonic()
        if only_if_missing and health_of(target=target).is_ready:
            self.stdout.write(f"{target}: ready, nothing to do")
            return ""
        self.stdout.write(f"{target}: building…")
        try:
            report = rebuild(target=target, only_if_missing=only_if_missing, watch=self._progress)
            documents = engine_of(target=target).health().documents
        except EngineError as error:
            self.stderr.write(f"{target}: {error}")
            return f"{target} could not be built"
        self.stdout.write(f"{target}: {documents} documents, ready in {time.monotonic() - started:.1f} s")
        for bad in report.rejected:
            self.stderr.write(f"refused: {bad.uid}: {bad.reason}")
        return f"{target} refused {len(report.rejected)} documents, set aside" if report.rejected else ""

    def _progress(self, written: int) -> None:
        self.stdout.write(f"  {written} documents…")
