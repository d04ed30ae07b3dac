"""What a page costs the server, beside a static file of the same server and the pages of any other one.

    python -m bench.pages [--against NAME=URL …] [--rounds 7] [--database URL] [--memory 20000] [--json FILE]

The demonstration, served as deployed: processor time per request of the server's processes, by the medians of rounds
taken in turn. Each page for a visitor, for a visitor where no whole page is kept (« cold »), for a member; a static
file of about the sheet's size; each address of `--against`, whose server must run on this machine. The goals of the
last lines speak of the first of these. `--memory` then asks that many requests of all sorts and says what the worker
holds. The exit status is 1 when a goal is missed.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.apart import COLD, HOST, site_apart
from bench.memory import Held, held_after
from bench.served import BROWSER, THROUGH_THE_PROXY, Asking, served
from bench.sides import LONG_ENOUGH, Side, compare

STATIC = "static file"
VISITOR, VISITOR_COLD, MEMBER = "visitor", "cold", "member"
READERS = (VISITOR, VISITOR_COLD, MEMBER)
Costs = Mapping[tuple[str, str], float]
"""The name of a page and who reads it → milliseconds a request."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A goal, and how far we are from it."""

    goal: str
    figure: float
    is_kept: bool


def verdicts(costs: Costs, /, *, peer: str = "") -> list[Verdict]:
    """The goals that can be judged: some need a peer."""
    sheet = {reader: costs["sheet", reader] for reader in READERS}
    speed = costs[STATIC, VISITOR] / sheet[VISITOR]
    said = [_verdict("a visitor’s sheet, as fast as a static file", speed, least=0.5)]
    if peer:
        theirs = costs[peer, VISITOR]
        said += [
            _verdict(f"a visitor’s sheet, times faster than {peer}", theirs / sheet[VISITOR], least=10),
            _verdict(f"a member’s sheet ÷ {peer}", sheet[MEMBER] / theirs, most=1.6),
            _verdict(f"a cold visitor’s sheet ÷ {peer}", sheet[VISITOR_COLD] / theirs, most=1.3),
        ]
    return said


def _verdict(what: str, figure: float, *, least: float = 0, most: float = float("inf")) -> Verdict:
    goal = f"at least {least}" if least else f"at most {most}"
    return Verdict(goal=f"{what} ({goal})", figure=figure, is_kept=least <= figure <= most)


def main(arguments: list[str]) -> int:
    """Make, serve, ask in turn, print, judge."""
    options = _options(arguments)
    peers = dict(_named(text) for text in options.against)
    with site_apart(database=options.database):
        from bench import site
        from bench.demonstration import addresses, member_cookie

        site.make_demonstration()
        with served() as port, served(**COLD) as cold:
            asks = _askers(port, cold, member_cookie())
            sides = _sides(addresses(), asks, peers)
            compare(sides, rounds=options.rounds, lasts=options.seconds)
            held = held_after(options.memory, visitor=asks[VISITOR], member=asks[MEMBER])
    costs = {(side.name, side.reader): side.milliseconds for side in sides}
    said = verdicts(costs, peer=next(iter(peers), ""))
    _say(sides, said, held, peer=next(iter(peers), ""))
    if options.json:
        options.json.write_text(json.dumps(_figures(costs, said, held), indent=2, ensure_ascii=False) + "\n")
    return int(not all(verdict.is_kept for verdict in said))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.pages", description="Processor time of each page.")
    parser.add_argument("--against", action="append", default=[], metavar="NAME=URL", help="a page of another server")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=LONG_ENOUGH, help="of a server’s work in a round, about")
    parser.add_argument("--database", default="", help="a PostgreSQL server where one may create databases")
    parser.add_argument("--memory", type=int, default=0, help="requests that the worker’s memory is watched through")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    return parser.parse_args(arguments)


def _named(text: str) -> tuple[str, str]:
    name, _, address = text.partition("=")
    if not urlsplit(address).hostname:
        raise SystemExit(f"--against {text}: NAME=http://127.0.0.1:8001/a/page/")
    return name, address


def _askers(port: int, cold: int, cookie: str) -> dict[str, Asking]:
    return {
        VISITOR: Asking(host=HOST, port=port, headers=THROUGH_THE_PROXY),
        VISITOR_COLD: Asking(host=HOST, port=cold, headers=THROUGH_THE_PROXY),
        MEMBER: Asking(host=HOST, port=port, headers={**THROUGH_THE_PROXY, "Cookie": cookie}),
    }


def _sides(pages: Mapping[str, str], asks: Mapping[str, Asking], peers: Mapping[str, str]) -> list[Side]:
    """All that is compared, the static file and the peers included."""
    from bench.demonstration import static_file

    size = len(asks[VISITOR].ask(pages["sheet"]))
    sides = [Side(name=STATIC, reader=VISITOR, asking=asks[VISITOR], path=static_file(size=size))]
    sides += [
        Side(name=name, reader=reader, asking=asks[reader], path=path)
        for name, path in pages.items()
        for reader in READERS
    ]
    for name, address in peers.items():
        url = urlsplit(address)
        there = Asking(host=url.hostname or HOST, port=url.port or 80, headers={"User-Agent": BROWSER})
        sides.append(Side(name=name, reader=VISITOR, asking=there, path=url.path or "/"))
    return sides


def _say(sides: Sequence[Side], said: Sequence[Verdict], held: Held | None, *, peer: str) -> None:
    took = {side.name: side.milliseconds for side in sides if side.reader == VISITOR}
    compared = [STATIC, *([peer] if peer else [])]
    heads = "".join(f"{'÷ ' + name:>{len(name) + 5}}" for name in compared)
    sys.stdout.write(f"{'':<16}{'reader':<10}{'kB':>6}{'ms':>9}{heads}\n")
    for side in sides:
        ratios = "".join(f"{side.milliseconds / took[name]:>{len(name) + 5}.3f}" for name in compared)
        line = f"{side.name:<16}{side.reader:<10}{side.size / 1000:>6.0f}{side.milliseconds:>9.3f}{ratios}"
        sys.stdout.write(f"{line}\n")
    for verdict in said:
        sys.stdout.write(f"{verdict.goal}: {verdict.figure:.2f}: {'kept' if verdict.is_kept else 'MISSED'}\n")
    if held:
        sys.stdout.write(f"{held}\n")


def _figures(costs: Costs, said: Sequence[Verdict], held: Held | None) -> dict[str, object]:
    pages: dict[str, dict[str, float]] = {}
    for (name, reader), milliseconds in costs.items():
        pages.setdefault(name, {})[reader] = round(milliseconds, 4)
    judged = {verdict.goal: {"figure": round(verdict.figure, 3), "is_kept": verdict.is_kept} for verdict in said}
    return {"ms": pages, "goals": judged, "memory": held.figures() if held else None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
