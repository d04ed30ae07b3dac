"""`manage.py forget_messages`: delete the mails that left a month ago."""

from typing import Any

from django.core.management.base import BaseCommand

from community.rights.retention import forget_messages_sent


class Command(BaseCommand):
    help = "Delete the mails delivered, or given up, a month ago: people have them, the site needs them no more."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{forget_messages_sent()} forgotten")
