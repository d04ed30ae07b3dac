"""`manage.py forget_sessions`: delete what is known of browsers whose session is over."""

from typing import Any

from django.core.management.base import BaseCommand

from community.accounts.factors.sessions import forget_sessions_that_are_over


class Command(BaseCommand):
    help = "Forget which browsers had a session open, once it has ended or its time has passed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_sessions_that_are_over()} forgotten")
