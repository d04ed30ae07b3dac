"""`manage.py search_check`: compare each index with the database, and heal it with `--repair`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.drift import Drift, drift, repair
from search.engines.base import EngineError
from search.management.describing import add_target, chosen_targets, line
from search.states import states


class Command(BaseCommand):
    help = (
        "Compare each search index of this host with the database: what is missing, what should not be there any more. "
        "Exits with 1 when one of them differs in the end, or cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_target(parser)
        parser.add_argument(
            "--repair",
            action="store_true",
            help="write what is missing, remove what is not wanted; build anew what cannot be read",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = chosen_targets(name=options["target"])
        faults = [fault for target in chosen if (fault := self._one(target, heals=options["repair"]))]
        for state in states():
            self.stdout.write(line(state=state))
        if faults:
            raise CommandError("; ".join(faults))

    def _one(self, target: str, *, heals: bool) -> str:
        """Returns what is wrong in the end, if anything is; one index that cannot be read hides no other."""
        self.stdout.write(f"{target}: comparing with the database…")
        try:
            found = self._found(target, heals=heals)
        except EngineError as error:
            self.stderr.write(f"{target}: {error}")
            return f"{target} cannot be read"
        if found.is_clean:
            return ""
        return f"{target} and the database differ" + (
            ": look at what was set aside" if heals else "; run again with --repair, or search_rebuild"
        )

    def _found(self, target: str, *, heals: bool) -> Drift:
        try:
            found = drift(target=target)
        except EngineError as error:
            if not heals:
                raise
            self.stderr.write(f"{target}: {error}; it is built anew")
        else:
            self._tell(target, found)
            if found.is_clean or not heals:
                return found
        repaired = repair(target=target)
        self.stdout.write(f"{target}: repaired, {_counts(repaired)}")
        return repaired

    def _tell(self, target: str, found: Drift) -> None:
        self.stdout.write(f"{target}: {found.documents} documents expected, {_counts(found)}")
        for uid in sorted(found.missing | found.ghosts)[:20]:
            self.stdout.write(f"  {'missing' if uid in found.missing else 'too many'}: {uid}")


def _counts(found: Drift) -> str:
    doubles = f", {found.doubles} twice" if found.doubles else ""
    return f"{len(found.missing)} missing, {len(found.ghosts)} too many{doubles}"
