"""`manage.py end_handovers`: ends the handovers that nobody answered in a month, forgets those that came to nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from community.teams.handovers import end_what_is_overdue, forget_what_came_to_nothing


class Command(BaseCommand):
    help = "End the handovers that nobody answered in a month, and forget those that came to nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{end_what_is_overdue()} ended, {forget_what_came_to_nothing()} forgotten")
