"""`manage.py search_erase`: take out of the files of the indexes what those who left had written, or were named in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.indexing.remains import erase_remains
from search.management.describing import add_target, chosen_targets


class Command(BaseCommand):
    help = (
        "Build anew the indexes of this host that somebody has left since, and remove those that they replace: the "
        "files of an index keep for a while the words of what was removed from it. Does nothing where nobody has "
        "left. Exits with 1 when one could not be built; the next one to run does it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_target(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [fault for target in chosen_targets(name=options["target"]) if (fault := self._one(target))]
        if faults:
            raise CommandError("; ".join(faults))

    def _one(self, target: str) -> str:
        """Returns what went wrong, if anything did; the next index has its turn all the same."""
        try:
            is_anew = erase_remains(target=target)
        except EngineError as error:
            self.stderr.write(f"{target}: {error}")
            return f"{target} still holds words of somebody who left"
        self.stdout.write(f"{target}: {'built anew' if is_anew else 'nothing to erase'}")
        return ""
