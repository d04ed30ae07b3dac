"""`manage.py clean_stored_files`: take the places and names out of what is stored, as out of what arrives."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.files.stored import Outcome, clean_all


class Command(BaseCommand):
    help = (
        "Erase the places, names and days noted inside the stored films, sounds, documents and pictures. Says what was "
        "cleaned and what could not be; may be stopped and started again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be cleaned, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        count: Counter[Outcome] = Counter()
        for told in clean_all(dry=options["dry_run"]):
            count[told.outcome] += 1
            if told.outcome is not Outcome.ALREADY_CLEAN:
                self.stdout.write(" – ".join(filter(None, (f"{told.outcome}: {told.name}", told.why))))
        self.stdout.write(", ".join(f"{count[outcome]} {outcome}" for outcome in Outcome))
        if options["dry_run"]:
            self.stdout.write("Nothing was written: this was a rehearsal.")
