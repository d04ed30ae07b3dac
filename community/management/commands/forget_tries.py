"""`manage.py forget_tries`: delete the counters of throttles whose time has passed."""

from typing import Any

from django.core.management.base import BaseCommand

from community.throttles import forget_what_is_over


class Command(BaseCommand):
    help = "Forget who tried what too often, once it no longer matters: nobody's address is kept for longer."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_what_is_over()} forgotten")
