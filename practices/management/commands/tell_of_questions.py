"""`manage.py tell_of_questions`: tell the structures that may have an answer, where a process that stopped did not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from practices.requests.telling import tell_all


class Command(BaseCommand):
    help = "Tell structures of the questions on line that nobody was told of. Part of daily_care."

    def handle(self, *args: Any, **options: Any) -> None:
        if waiting := tell_all():
            raise CommandError(f"{waiting} questions could not be told; see the log")
