"""`manage.py search_check`: compare each index with the database, and heal it with `--repair`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.chosen_engine import targets
from search.drift import drift, repair
from search.engines.base import EngineError
from search.models import IndexChange


class Command(BaseCommand):
    help = "Compare each search index with the database: what is missing from it, what it should not hold any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what is missing, remove what is not wanted")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for target in targets():
            try:
                faults += self._one(target, heals=options["repair"])
            except EngineError as error:
                raise CommandError(f"{target}: {error}") from error
        if faults:
            raise CommandError("the index and the database differ; run again with --repair, or search_rebuild")

    def _one(self, target: str, *, heals: bool) -> int:
        found = drift(target=target)
        waiting = IndexChange.objects.waiting().filter(target=target).count()
        aside = IndexChange.objects.filter(target=target, set_aside_at__isnull=False).count()
        self.stdout.write(
            f"{target}: {found.documents} documents expected, {len(found.missing)} missing, "
            f"{len(found.ghosts)} too many, {waiting} changes waiting, {aside} set aside"
        )
        for uid in sorted(found.missing | found.ghosts)[:20]:
            self.stdout.write(f"  {'missing' if uid in found.missing else 'too many'}: {uid}")
        if heals and not found.is_clean:
            repair(target=target, found=found)
            found = drift(target=target)
            self.stdout.write(f"{target}: repaired, {len(found.missing)} missing, {len(found.ghosts)} too many")
        return len(found.missing) + len(found.ghosts)
