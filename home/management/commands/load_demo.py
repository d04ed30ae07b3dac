"""`manage.py load_demo`: the demonstration's content, once; a site that has it keeps what was written since."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.demo import people
from home.demo.loading import load_demo


class Command(BaseCommand):
    help = "Charge le contenu de démonstration. Ne refait rien si le site l’a déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Contenu de démonstration :")
        if not load_demo(say=self.stdout.write):
            self.stdout.write("  déjà là, rien n’est refait.")
        if settings.DEMO_ACCOUNTS:
            self._print_accounts()

    def _print_accounts(self) -> None:
        self.stdout.write("\nComptes de démonstration : « Se connecter », puis « Entrer plutôt avec un mot de passe »")
        self.stdout.write(f"(mot de passe : {people.PASSWORD})")
        for address, who in (
            (people.MEMBER, "Samira, pilote du Café La Bascule"),
            (people.PEER, "Bruno, pilote d’une autre structure"),
            (people.FACILITATOR, "Claire, animation : relit, met à la une, modère"),
            (people.ADMINISTRATOR, "administration du site"),
        ):
            self.stdout.write(f"  {address:<26} {who}")
