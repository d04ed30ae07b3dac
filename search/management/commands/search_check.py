"""`manage.py search_check`: compare all that each index holds with the database, and heal it with `--repair`."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.indexing.drift import Drift, drift, repair
from search.indexing.states import states
from search.management.describing import add_target, chosen_targets, faults_set_aside, line


class Command(BaseCommand):
    help = (
        "Compare each search index of this host with the database: what is missing, what should not be there any more, "
        "what says something else or is for others. Exits with 1 when one of them differs in the end or cannot be "
        "read, and when something of the database cannot be read or was set aside."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_target(parser)
        parser.add_argument(
            "--repair",
            action="store_true",
            help="write what is missing or out of date, remove what is not wanted; build anew what cannot be read",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = chosen_targets(name=options["target"])
        faults = [fault for target in chosen if (fault := self._one(target, heals=options["repair"]))]
        kept = states()
        for state in kept:
            self.stdout.write(line(state=state))
        faults += faults_set_aside(kept=kept, chosen=chosen)
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
        if not (found.differing or found.doubles):
            return f"{target}: {len(found.unreadable)} things cannot be read in the database, nobody finds them"
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
        named = sorted((uid, fault) for fault, uids in _faults(found).items() for uid in uids)
        for uid, fault in named[:20]:
            self.stdout.write(f"  {fault}: {uid}")


def _faults(found: Drift) -> Mapping[str, frozenset[str]]:
    faults = {"missing": found.missing, "too many": found.ghosts, "out of date": found.outdated}
    return faults | ({"cannot be read": found.unreadable} if found.unreadable else {})


def _counts(found: Drift) -> str:
    counts = [f"{len(uids)} {fault}" for fault, uids in _faults(found).items()]
    if found.doubles:
        counts.append(f"{found.doubles} twice")
    if found.unknown:
        counts.append(f"{found.unknown} of kinds that this version of the site does not know, left alone")
    return ", ".join(counts)
