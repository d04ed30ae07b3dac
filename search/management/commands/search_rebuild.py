"""`manage.py search_rebuild`: build the index anew, beside the one in use, then switch."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.chosen_engine import engine_of, targets
from search.engines.base import EngineError
from search.rebuild import rebuild


class Command(BaseCommand):
    help = "Build every search index anew, beside the one in use, then switch. The site keeps answering meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-missing", action="store_true", help="do nothing where an index is ready")

    def handle(self, *args: Any, **options: Any) -> None:
        for target in targets():
            started = time.monotonic()
            try:
                report = rebuild(target=target, only_if_missing=options["if_missing"], watch=self._progress)
            except EngineError as error:
                raise CommandError(f"{target}: {error}") from error
            took = time.monotonic() - started
            documents = engine_of(target=target).health().documents
            self.stdout.write(f"{target}: {documents} documents, ready in {took:.1f} s")
            for bad in report.rejected:
                self.stderr.write(f"refused: {bad.uid}: {bad.reason}")
            if report.rejected:
                raise CommandError(f"{len(report.rejected)} documents were refused")

    def _progress(self, written: int) -> None:
        self.stdout.write(f"  {written} documents…")
