"""`manage.py erase_thrown_drafts`: what was thrown away more than thirty days ago goes for good, with its files."""

from typing import Any

from django.core.management.base import BaseCommand

from practices.contributions.acts.wastebasket import erase_outdated


class Command(BaseCommand):
    help = "Efface pour de bon les brouillons jetés depuis plus de trente jours, avec leurs fichiers."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Brouillons effacés : {erase_outdated()}.")
