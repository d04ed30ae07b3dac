"""`manage.py forget_address_changes`: the changes of address that nobody confirmed in time."""

from typing import Any

from django.core.management.base import BaseCommand

from community.accounts.home.addresses import forget_those_that_are_over


class Command(BaseCommand):
    help = "Delete the changes of address whose links are over; run by daily_care."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_those_that_are_over()} forgotten")
