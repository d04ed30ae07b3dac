"""One process of writers, each a thread with its plot; run by `running.py`, which says when to begin."""

import json
import random
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import Error, connection  # noqa: E402 – nothing of ours can be imported before

from tests.attacks.kept_pages.acts import MADE_ANEW, one_act  # noqa: E402
from tests.attacks.kept_pages.calm import Weather, next_burst  # noqa: E402
from tests.attacks.kept_pages.journal import Act, Log  # noqa: E402
from tests.attacks.kept_pages.plot import Plot  # noqa: E402


def work(plot: Plot, *, weather: Weather, folder: Path, failed: list[str], over: threading.Event) -> None:
    """Act after act while the weather asks for it. What fails leaves everything as it was, and is told."""
    drawn, turns = random.Random(plot.writer), weather.turns()
    with Log(folder / f"acts-{plot.writer}.jsonl") as log:
        log.add(Act(plot.writer, "before", 0.0, 0.0, plot.expected()))
        while not over.wait(next_burst(turns, now=time.monotonic()) or drawn.uniform(0, 0.05)):
            if not next_burst(turns, now=time.monotonic()):
                _acted(plot, drawn, log, failed)
    connection.close()


def _acted(plot: Plot, drawn: random.Random, log: Log, failed: list[str]) -> None:
    begin = time.monotonic()
    try:
        name = one_act(plot, drawn)
    except Error as error:
        name = f"failed: {error!r}"
        failed.append(name)
    log.add(Act(plot.writer, name, begin, time.monotonic(), plot.expected(), has_other_rows=name == MADE_ANEW))


def main() -> None:
    print("ready", flush=True)  # noqa: T201 – `running.py` tells everybody at once, in its answer, when to begin
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    weather, folder = Weather(**order["weather"]), Path(order["folder"])
    failed: list[str] = []
    act = partial(work, weather=weather, folder=folder, failed=failed, over=(over := threading.Event()))
    threads = [threading.Thread(target=act, args=[Plot(**plot)]) for plot in order["plots"]]
    for thread in threads:
        thread.start()
    sys.stdin.readline()  # every reader has read enough
    over.set()
    for thread in threads:
        thread.join()
    print(json.dumps(failed))  # noqa: T201 – what `running.py` reads


if __name__ == "__main__":
    main()
