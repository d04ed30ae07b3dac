"""`manage.py search_drain`: apply the changes that wait, now, and say what is left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.models import IndexChange
from search.outbox import drain_all


class Command(BaseCommand):
    help = "Apply the changes that the search indexes have not seen yet. The site does it by itself after each commit."

    def handle(self, *args: Any, **options: Any) -> None:
        before = IndexChange.objects.waiting().count()
        waiting = drain_all()
        self.stdout.write(f"{before} changes were waiting, {waiting} still wait")
        for row in IndexChange.objects.exclude(last_error="").order_by("pk")[:20]:
            state = "set aside" if row.set_aside_at else f"tried {row.attempts} times"
            self.stderr.write(f"{row} ({state}): {row.last_error}")
        if waiting:
            raise CommandError("some changes could not be applied; they are tried again later")
