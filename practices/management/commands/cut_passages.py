"""`manage.py cut_passages`: the timed passages of every testimonial on line; harmless where they are right."""

from typing import Any

from django.core.management.base import BaseCommand

from practices.passages import keep_all_in_step


class Command(BaseCommand):
    help = "Découpe en passages la transcription des témoignages en ligne. Peut être relancée sans risque."

    def handle(self, *args: Any, **options: Any) -> None:
        read, changed = keep_all_in_step()
        self.stdout.write(f"Témoignages relus : {read} ; passages refaits : {changed}.")
