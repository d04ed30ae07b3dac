"""`manage.py prepare_site`: pages, groups and words of a new site; harmless on one that has them."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from home.preparation import prepare_site


class Command(BaseCommand):
    help = "Prépare le site : pages, groupes, relecture, leviers et niveaux. Peut être relancée sans risque."

    def handle(self, *args: Any, **options: Any) -> None:
        home = prepare_site()
        call_command("cut_passages", stdout=self.stdout)  # of testimonials older than their timed passages
        self.stdout.write(f"Le site est prêt : page d’accueil « {home.title} ».")
