"""`manage.py care_for_archives`: make the archives that people wait for, erase those whose week has passed."""

from typing import Any

from django.core.management.base import BaseCommand

from community.rights.archives import forget_archives, pack_all


class Command(BaseCommand):
    help = (
        "Make the archives that people asked for, where web processes make none, or a killed one left some; erase "
        "those that are a week old."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{pack_all()} waiting, {forget_archives()} erased")
