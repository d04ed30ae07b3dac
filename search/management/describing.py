"""What the commands about indexes have in common: which ones they are about, and a line that says how each one is."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterable

from django.core.management.base import CommandError
from django.utils import timezone

from search.indexing.states import TargetState
from search.which_engine import own_targets, targets


def add_target(parser: ArgumentParser) -> None:
    """`--target NAME`: one index rather than all those of this host."""
    parser.add_argument("--target", default="", help="only this index, among those that this host keeps")


def chosen_targets(*, name: str) -> tuple[str, ...]:
    """The indexes of this host, or the one asked for. Raises CommandError for one that this host cannot write."""
    own = own_targets()
    if not name:
        return own
    if name in own:
        return (name,)
    if name in targets():
        raise CommandError(f"the index {name} is kept by another host: run this command there")
    raise CommandError(f"there is no index called {name}; this host keeps {', '.join(own) or 'none'}")


def line(*, state: TargetState) -> str:
    """One index in one line."""
    said = [
        f"{state.documents} documents" if state.is_ready else "NOT READY",
        f"{state.waiting} waiting" + (f" (the oldest for {_age(state)})" if state.oldest_at else ""),
        f"{state.set_aside} set aside",
    ]
    if state.failed_at and (state.written_at is None or state.failed_at > state.written_at):
        said.append(f"failed {timezone.localtime(state.failed_at):%d/%m %H:%M}: {state.last_error}")
    if state.detail:
        said.append(state.detail)
    return f"{state.target}: {'; '.join(said)}"


def faults_set_aside(*, kept: Iterable[TargetState], chosen: Collection[str]) -> list[str]:
    """A sentence for each of these indexes that something was set aside of: not all is well then."""
    return [
        f"{state.target}: {state.set_aside} changes were set aside; the admin says which and why (« État des index »)"
        for state in kept
        if state.target in chosen and state.set_aside
    ]


def _age(state: TargetState) -> str:
    seconds = int(state.age.total_seconds())
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
