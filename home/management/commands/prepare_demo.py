"""`manage.py prepare_demo`: from nothing to a living site in one process; on a site that lives, only what is new."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Prépare la démonstration : tables, contenu, index de recherche. Ne refait pas ce qui est fait."

    def handle(self, *args: Any, **options: Any) -> None:
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        if _has_migrations_to_run():
            self.stdout.write("Création des tables (une demi-minute environ)…")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", stdout=self.stdout)
        call_command("prepare_pictures", stdout=self.stdout)
        call_command("cut_passages", stdout=self.stdout)  # of testimonials older than their timed passages
        call_command("search_rebuild", "--if-missing", stdout=self.stdout)
        call_command("search_drain", stdout=self.stdout)


def _has_migrations_to_run() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
