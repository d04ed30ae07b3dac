"""`manage.py prepare_pictures`: make the sizes of pictures that pages show and that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from community.files.preparing import prepare_all


class Command(BaseCommand):
    help = "Make the sizes of pictures that pages show and that are missing, so that no reader waits for them."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"pictures made ready: {prepare_all()}")
