"""`manage.py forget_questions`: visitors' questions that nobody confirmed, addresses that are thirteen months old."""

from typing import Any

from django.core.management.base import BaseCommand

from practices.requests.visitors import forget_old_ones


class Command(BaseCommand):
    help = (
        "Forget the questions of visitors that nobody confirmed within seven days, and the addresses that are "
        "thirteen months old. Part of daily_care."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_old_ones()} forgotten")
