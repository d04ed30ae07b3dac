"""What every page costs as the site grows: at most twice as much from a thousand sheets to ten thousand?

    python -m bench.scale [--sheets 1000,10000] [--database URL] [--most 250] [--growth 2] [--json FILE]

For each size, in a process of its own: a site made of real rows, then the processor time and the queries of every list
and kind of page, for each who reads it, with no whole page kept, and of the acts (submit, approve, publish). The exit
status is 1 when a page of ours costs more than `--most` milliseconds at the last size, asked again or first after a
write, or `--growth` times more there than at the first. The admin's own screens are told, not judged.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_MILLISECONDS = 250.0
GROWTH = 2.0
NOTHING = 10.0
"""Milliseconds more that are not a growth: a page that costs three may well cost seven another time."""

FEWEST = 100

Costs = Mapping[str, Mapping[str, Any]]
"""Who asks for what → `where`, `milliseconds`, `queries`, `slowest`…"""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One page at the first size and at the last."""

    what: str
    first: Mapping[str, Any]
    last: Mapping[str, Any]

    @property
    def growth(self) -> float:
        return float(self.last["milliseconds"]) / max(float(self.first["milliseconds"]), 0.1)

    def missed(self, *, most: float, growth: float) -> str:
        """Which goals; nothing when both are kept, or when it is not ours."""
        if not self.last["is_ours"]:
            return ""
        took = float(self.last["milliseconds"])
        after = float(self.last.get("after_a_write", 0))
        grows = self.growth > growth and took - float(self.first["milliseconds"]) > NOTHING
        told = {
            f"> {most:.0f} ms": took > most,
            f"> {most:.0f} ms after a write": after > most,
            f"> × {growth:g}": grows,
        }
        return " ".join(said for said, is_so in told.items() if is_so)


def rows(costs: Sequence[Costs], /) -> list[Row]:
    """What was measured at the first size and at the last; an address may only exist at one."""
    first, last = costs[0], costs[-1]
    return [Row(what=what, first=first.get(what, last[what]), last=last[what]) for what in last]


def main(arguments: list[str]) -> int:
    """Grow and measure each size, print, judge."""
    options = _options(arguments)
    sizes = [int(size) for size in options.sheets.split(",")]
    if min(sizes) < FEWEST:
        raise SystemExit(f"--sheets: {FEWEST} at least, so that there is one of everything")
    measured = {size: _measured(size, options.database) for size in sizes}
    compared = rows(list(measured.values()))
    missed = [row for row in compared if row.missed(most=options.most, growth=options.growth)]
    _say(compared, sizes, options)
    for row in missed:
        sys.stdout.write(
            f"\n{row.last['where']}: slowest query {row.last['slowest_milliseconds']} ms\n  {row.last['slowest']}\n"
        )
    verdict = "MISSED" if missed else "kept"
    sys.stdout.write(
        f"\nat {sizes[-1]} sheets, at most {options.most:.0f} ms, "
        f"and × {options.growth:g} since {sizes[0]}: {verdict} ({len(missed)} of {len(compared)})\n"
    )
    if options.json:
        options.json.write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(bool(missed))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.scale", description="Cost of every page as the site grows.")
    parser.add_argument("--sheets", default="1000,10000", help="numbers of sheets, the smallest first")
    parser.add_argument("--database", default="", help="a PostgreSQL server where one may create databases")
    parser.add_argument("--most", type=float, default=MOST_MILLISECONDS, help="milliseconds of a page at the last size")
    parser.add_argument("--growth", type=float, default=GROWTH, help="times a page may cost more at the last size")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    return parser.parse_args(arguments)


def _measured(size: int, database: str) -> Costs:
    """In a process of its own: a database is chosen once a process."""
    with tempfile.TemporaryDirectory(prefix="faire-avec-scale-") as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "bench.growing.measured", str(size), str(figures), database]
        subprocess.run(command, check=True)  # noqa: S603 our own module
        return {cost["what"]: cost for cost in json.loads(figures.read_text(encoding="utf-8"))}


def _say(compared: Sequence[Row], sizes: Sequence[int], options: argparse.Namespace) -> None:
    heads = "".join(f"{f'{size} sheets':>16}{'queries':>9}{'a write':>9}" for size in (sizes[0], sizes[-1]))
    sys.stdout.write(
        f"processor time of a request, ms; « a write »: of the first one after a write\n{'':<84}{heads}{'growth':>9}\n"
    )
    for row in compared:
        figures = "".join(
            f"{side['milliseconds']:>16.1f}{side['queries']:>9}{side['after_a_write']:>9.1f}"
            for side in (row.first, row.last)
        )
        said = row.missed(most=options.most, growth=options.growth) or ("" if row.last["is_ours"] else "(not judged)")
        sys.stdout.write(f"{row.last['where']:<84.84}{figures}{row.growth:>9.2f}  {said}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
