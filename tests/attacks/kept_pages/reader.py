"""One process of readers, each a connection that stays open; run by `running.py`. Nothing of the site is started."""

import asyncio
import json
import random
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attacks.kept_pages.journal import MARK, Log, Reading, Seen
from tests.attacks.kept_pages.made_for import ASKED, MADE

LOOKED_AT_FOR = 3.0  # seconds: several bursts and calms


@dataclass(frozen=True, slots=True)
class Asked:
    """What all readers are told."""

    pages: Mapping[str, int]  # address → its writer
    lists: Sequence[str]
    ports: Sequence[int]
    folder: Path
    looked_at: int
    """Pages that most look at, for some seconds: few stay as they are long enough to be read twice."""
    until: float
    """At least; then until so many kept pages have been read, or it is too late."""
    enough: int
    at_most_until: float
    kept: list[int]
    """How many have been read by all; a list of one."""

    def is_over(self) -> bool:
        now = time.monotonic()
        return now > self.at_most_until or (now > self.until and self.kept[0] >= self.enough)

    def address(self, drawn: random.Random) -> str:
        if drawn.random() < 0.1:
            return drawn.choice(self.lists)
        pages = list(self.pages)
        if drawn.random() < 0.9:
            pages = random.Random(time.monotonic() // LOOKED_AT_FOR).sample(pages, min(self.looked_at, len(pages)))
        return drawn.choice(pages)


class Reader:
    """One visitor: asks, reads to the end, writes down what was shown, asks again."""

    def __init__(self, number: int, asked: Asked, log: Log) -> None:
        self._number, self._asked, self._log = number, asked, log
        self._drawn = random.Random(number)
        self._port = asked.ports[number % len(asked.ports)]
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._times = 0

    async def read(self) -> None:
        while not self._asked.is_over():
            address = self._asked.address(self._drawn)
            begin = time.monotonic()
            try:
                seen, is_kept = await self._answer(address)
            except (OSError, EOFError, ValueError):
                self._streams, seen, is_kept = None, Seen(599), False
            self._log.add(Reading(address, begin, time.monotonic(), seen, is_kept))
            self._asked.kept[0] += is_kept
            await asyncio.sleep(self._drawn.uniform(0, 0.02))

    async def _answer(self, address: str) -> tuple[Seen, bool]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        self._times += 1
        name = f"{self._number}.{self._times}"
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{ASKED}: {name}\r\n\r\n".encode())
        status, headers = await _head(reader)
        body = (await reader.readexactly(int(headers["content-length"]))).decode()
        if headers.get("connection") == "close":
            writer.close()
            self._streams = None
        return self._seen(address, status, body), headers.get(MADE.lower(), name) != name

    def _seen(self, address: str, status: int, body: str) -> Seen:
        """Of a writer's page, that writer's marks: it names its neighbours too. Of an answer without a page, none."""
        if status != 200:
            return Seen(status)
        owner = self._asked.pages.get(address)
        found = MARK.finditer(body)
        return Seen(200, frozenset(mark[0] for mark in found if owner is None or int(mark[1]) == owner))


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
    return int(lines[0].split(" ")[1]), headers


async def main() -> None:
    print("ready", flush=True)  # noqa: T201
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    numbers = order.pop("readers")
    asked = Asked(**{**order, "folder": Path(order["folder"]), "kept": [0]})
    with Log(asked.folder / f"readings-{numbers[0]}.jsonl") as log:
        await asyncio.gather(*(Reader(number, asked, log).read() for number in numbers))


if __name__ == "__main__":
    asyncio.run(main())
