"""A cluster of three nodes on this machine, started and struck through the project's own command."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

COMMAND = Path(__file__).resolve().parents[2] / "deploy" / "elasticsearch" / "server.sh"
PORT = 9500
"""Of the first node; far from 9200, where somebody may have a server of their own."""

GREEN_WITHIN = 300.0
"""Seconds; a node takes twenty to start on a quiet machine, and copies what it missed."""


class ThreeNodes:
    """HTTPS, a key for our own indices, every document on two nodes of three."""

    def __init__(self) -> None:
        self._environment = os.environ | {"ES_PORT": str(PORT), "ES_NODES": "3", "ES_SECURITY": "true"}
        self.exported: dict[str, str] = {}

    def start(self) -> None:
        lines = self._command("start").splitlines()
        self.exported = dict(line.removeprefix("export ").split("=", 1) for line in lines)

    def strike(self, name: str) -> None:
        """kill -9 of one node, by its name."""
        self._command("kill", name.removeprefix("node"))

    def revive(self, name: str) -> None:
        self._command("revive", name.removeprefix("node"))

    def remove(self) -> None:
        self._command("wipe")

    def holder(self, alias: str) -> str:
        """The node that holds the primary of an index: every write goes through it."""
        shards: Any = self._client().cat.shards(index=alias, format="json").body
        return next(str(shard["node"]) for shard in shards if shard["prirep"] == "p")

    def wait_until_green(self) -> None:
        """Until three nodes are there and every document is on two of them again."""
        started = time.monotonic()
        while time.monotonic() - started < GREEN_WITHIN:
            try:
                health = self._client().cluster.health()
            except (ApiError, TransportError):
                health = None
            if health and health["status"] == "green" and health["number_of_nodes"] == 3:
                return
            time.sleep(0.2)
        raise TimeoutError(f"the cluster is not green after {GREEN_WITHIN:.0f} s")

    def _client(self) -> Elasticsearch:
        return Elasticsearch(
            self.exported["ELASTICSEARCH_URL"].split(","),
            api_key=self.exported["ELASTICSEARCH_API_KEY"],
            ca_certs=self.exported["ELASTICSEARCH_CA_CERTS"],
            max_retries=3,
        )

    def _command(self, *words: str) -> str:
        done = subprocess.run(
            [str(COMMAND), *words], env=self._environment, stdout=subprocess.PIPE, text=True, timeout=600, check=True
        )
        return done.stdout
