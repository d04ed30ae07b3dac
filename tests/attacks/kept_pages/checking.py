"""Whether each answer shows a state that its owner's journal allows: pure, so that it can be shown to find a fault.

An answer asked at `begin` and received at `end` may show what the last act answered before `begin` left, or what any
act begun before `end` leaves: those two met. Nothing older, and nothing else.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.attacks.kept_pages.journal import MARK, Act, Reading, Seen


@dataclass
class Verdict:
    """What is counted, and the answers that no state allows."""

    answers: int = 0
    kept: int = 0
    stale: list[Reading] = field(default_factory=list)
    failed: list[Reading] = field(default_factory=list)
    """Answers that are none: 5xx, or a connection lost."""

    def __str__(self) -> str:
        return f"{self.answers} answers, {self.kept} kept, {len(self.stale)} stale, {len(self.failed)} failed"


class Owner:
    """One writer's acts, one after the other, and the states their addresses may be in at a moment."""

    def __init__(self, acts: Sequence[Act]) -> None:
        self._acts = acts
        self._begun = [act.begin for act in acts]
        self._ended = [act.end for act in acts]

    def allowed(self, *, begin: float, end: float) -> Sequence[Act]:
        """The acts whose outcome may be shown: the last that was over, and all that had begun since."""
        last_over = bisect_left(self._ended, begin) - 1
        return self._acts[max(last_over, 0) : bisect_left(self._begun, end)]


def check(*, acts: Iterable[Act], readings: Iterable[Reading]) -> Verdict:
    """Each writer's first act says what was there before all others."""
    of_each: dict[int, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.begin):
        of_each[act.writer].append(act)
    owners = {writer: Owner(done) for writer, done in of_each.items()}
    pages = {address: owners[writer] for writer, done in of_each.items() for address in done[0].after}
    verdict = Verdict()
    for reading in readings:
        verdict.answers += 1
        verdict.kept += reading.is_kept
        if reading.seen.status >= 500:
            verdict.failed.append(reading)
        elif not _holds(reading, pages.get(reading.address), owners):
            verdict.stale.append(reading)
    return verdict


def _holds(reading: Reading, owner: Owner | None, owners: dict[int, Owner]) -> bool:
    """A kept page shows one state of its owner, whole; one made while acts go on may show some of each.

    A list shows nothing that nobody may see.
    """
    if owner is None:
        return all(_may_be_shown(mark, reading, owners) for mark in reading.seen.marks)
    acts = owner.allowed(begin=reading.begin, end=reading.end)
    states = [act.after[reading.address] for act in acts]
    if any(state.answers_as(reading.seen) for state in states):
        return True
    return not reading.is_kept and len(acts) > 1 and _is_between(reading.seen, states, acts)


def _is_between(seen: Seen, states: Sequence[Seen], acts: Sequence[Act]) -> bool:
    """Whether each mark is of some state, and all those that every state has are there; a hidden page may have none."""
    has_other_rows = any(act.has_other_rows for act in acts[1:])
    if seen.status not in {state.status for state in states}:
        return has_other_rows and seen.status == 404
    always = [state.marks if state.status == 200 else frozenset() for state in states]
    needed = frozenset() if has_other_rows else frozenset.intersection(*always)
    return seen.status != 200 or needed <= seen.marks <= frozenset.union(*(state.marks for state in states))


def _may_be_shown(mark: str, reading: Reading, owners: dict[int, Owner]) -> bool:
    """Whether one of the writer's own pages shows it in a state that the moment allows."""
    whose = MARK.fullmatch(mark)
    if whose is None or int(whose[1]) not in owners:
        return False
    acts = owners[int(whose[1])].allowed(begin=reading.begin, end=reading.end)
    is_made_meanwhile = len(acts) > 1 and not reading.is_kept  # found before it hid, named once it had another name
    shown = [seen for act in acts for seen in act.after.values() if seen.status == 200 or is_made_meanwhile]
    return any(mark in seen.marks for seen in shown)


def explained(*, reading: Reading, acts: Iterable[Act]) -> str:
    """A fault in words: what was shown, and what the owner had done around that moment."""
    near = [act for act in acts if reading.address in act.after and act.begin < reading.end][-4:]
    lines = [f"{reading.address} asked at {reading.begin:.4f}, answered at {reading.end:.4f}, kept: {reading.is_kept}"]
    lines.append(f"  shown: {_words(reading.seen)}")
    lines += [f"  {act.begin:.4f}-{act.end:.4f} {act.name}: {_words(act.after[reading.address])}" for act in near]
    return "\n".join(lines)


def _words(seen: Seen) -> str:
    return f"{seen.status} {' '.join(sorted(seen.marks))}"
