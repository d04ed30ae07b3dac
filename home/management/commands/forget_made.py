"""`manage.py forget_made`: erases the PDFs and the pictures to share of what the public does not read any more."""

from typing import Any

from django.core.management.base import BaseCommand

from home.found.views import forget_what_nobody_sees
from practices.paper.making import forget_what_nobody_reads


class Command(BaseCommand):
    help = "Erase the PDFs and pictures kept of pages that are not public any more, and those not asked for in a month."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = forget_what_nobody_reads() + forget_what_nobody_sees()
        self.stdout.write(f"{erased} files erased")
