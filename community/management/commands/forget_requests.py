"""`manage.py forget_requests`: delete the requests that nobody confirmed in a week, and the old ones."""

from typing import Any

from django.core.management.base import BaseCommand

from community.requests.acts import forget_old_ones


class Command(BaseCommand):
    help = "Forget who asked to come in, once it no longer matters: nobody's address is kept for longer."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old_ones()} forgotten")
