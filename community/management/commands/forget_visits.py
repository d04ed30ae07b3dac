"""`manage.py forget_visits`: delete when each person last read a conversation, a year after."""

from typing import Any

from django.core.management.base import BaseCommand

from community.comments.visits import forget_old_visits


class Command(BaseCommand):
    help = "Forget when each person last read a conversation, a year after: what is unread then is everything."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old_visits()} forgotten")
