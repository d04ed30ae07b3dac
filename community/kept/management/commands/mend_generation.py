"""`manage.py mend_generation`: what keeps pages exact is put right, and what gathered is folded."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.kept import generation


class Command(BaseCommand):
    help = (
        "Lay again the triggers by which the database tells that something changed, where one is missing (VACUUM, a "
        "table made or restored by hand), and fold the raises that PostgreSQL gathered. Visitors are shown pages kept "
        "again from then on; meanwhile each was made for them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if self._is_migrating():
            self.stdout.write("migrations wait or are under way: the last of them lays the triggers")
            return
        if not generation.is_sound():
            generation.open_or_renew()
            self.stdout.write("triggers laid again")
        folded = generation.fold()
        self.stdout.write(f"{folded} raises folded")

    def _is_migrating(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
