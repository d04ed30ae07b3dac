"""`manage.py forget_reports`: forget who reported, what was decided, and how often people wrote, when it is old."""

from typing import Any

from django.core.management.base import BaseCommand

from community.moderation.caring import forget_old_matters


class Command(BaseCommand):
    help = "Forget who reported six months after the decision, and all of it after thirteen months."

    def handle(self, *args: Any, **options: Any) -> None:
        reporters, matters, sent = forget_old_matters()
        self.stdout.write(f"{reporters} names, {matters} decisions, {sent} notes of texts sent forgotten")
