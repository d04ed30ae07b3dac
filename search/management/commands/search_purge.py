"""`manage.py search_purge`: forget what was searched more than thirteen months ago; for the daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from search.answering.counts import MONTHS_KEPT, purge


class Command(BaseCommand):
    help = "Forget what was searched more than thirteen months ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"searches: {purge()} old rows forgotten, {MONTHS_KEPT} months kept")
