"""`manage.py mend_tree`: finds what is wrong in the tree of pages, puts it right, and says what was."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.tree import mend


class Command(BaseCommand):
    help = (
        "Put right what the rows of pages say of their children and of their depth, and say how many were wrong. "
        "Exits with 1 when pages stand below nothing, which no command can mend."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = mend()
        self.stdout.write(f"tree: {found.counts} counts of children and {found.depths} depths put right")
        if found.orphans:
            raise CommandError(f"{found.orphans} pages stand below nothing: look at them, or restore a backup")
