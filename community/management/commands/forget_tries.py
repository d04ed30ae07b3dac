"""`manage.py forget_tries`: delete the counters of throttles, and the codes asked for, whose time has passed."""

from typing import Any

from django.core.management.base import BaseCommand

from community import throttles
from community.accounts import codes


class Command(BaseCommand):
    help = "Forget who tried what too often, once it no longer matters: nobody's address is kept for longer."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{throttles.forget_what_is_over() + codes.forget_what_is_over()} forgotten")
