"""One size of `bench.scale`, in its own process: `python -m bench.growing.measured SIZE FILE [DATABASE]`."""

import json
import sys
import time
from pathlib import Path

from bench.apart import COLD, site_apart


def main(size: int, figures: Path, database: str = "") -> None:
    """Make the site, measure all of it, write the figures."""
    with site_apart(database=database, **COLD):
        from bench.growing.measures import every_cost
        from bench.growing.site import grow
        from home.demo.loading import load_demo

        load_demo(say=lambda _line: None)
        start = time.monotonic()
        grown = grow(size)
        sys.stderr.write(f"{size} sheets made in {time.monotonic() - start:.0f} s\n")
        figures.write_text(json.dumps(every_cost(grown), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
