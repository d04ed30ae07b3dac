"""`manage.py remove_leftovers`: remove the stored files that no row names, once they are a day old."""

from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser

from community.files.leftovers import leftovers


class Command(BaseCommand):
    help = "Remove the stored files that no row of the database names: what a process left when it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=int, default=24, help="how old a file must be (default: 24)")
        parser.add_argument("--list", action="store_true", help="say which, remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        names = list(leftovers(older_than=timedelta(hours=options["hours"])))
        for name in names:
            if options["list"]:
                self.stdout.write(name)
            else:
                default_storage.delete(name)
        if not options["list"]:
            self.stdout.write(f"{len(names)} removed")
