"""The door to an Elasticsearch server: its address and key, one client a process, its failures as our own errors."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from search.engines.base import EngineError, EngineUnavailable, IndexNotBuilt

WRITING_TIMEOUT = 30.0
"""Seconds given to a batch of rows or to a change of index; nobody watches, and a busy cluster takes a few."""

_RETRIES = 1
"""A refused connection or a node that is stopping is tried again at once, on another node where there are several."""

_MISSING = "index_not_found_exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticServer:
    """Where the server is, how to enter, and what our indices are called; `urls` are nodes of one cluster."""

    urls: tuple[str, ...]
    api_key: str = field(default="", repr=False)
    ca_certs: str = ""
    """File of the authority that signed the server's certificate; "" for those the system knows."""
    index: str = "faire-avec"
    """What the names of our indices begin with."""
    shards: int = 1
    replicas: int = 0
    timeout: float = 2.0
    """Seconds a reader may wait for one answer; with several nodes, two are tried and each is given half of them."""


class Connection:
    """Gives clients. None is made before it is needed, and a forked process makes its own: sockets are not shared."""

    def __init__(self, server: ElasticServer, /) -> None:
        self.server = server
        self._made: tuple[int, Elasticsearch, Elasticsearch] | None = None

    @property
    def reading(self) -> Elasticsearch:
        """For questions: a short timeout."""
        return self._clients()[1]

    @property
    def writing(self) -> Elasticsearch:
        """For writes, all of which may be repeated: a longer one."""
        return self._clients()[2]

    def _clients(self) -> tuple[int, Elasticsearch, Elasticsearch]:
        made = self._made
        if made is None or made[0] != os.getpid():
            client = self._client()  # two threads may make one each; the last stays, the other serves its question
            writing = client.options(request_timeout=WRITING_TIMEOUT, retry_on_timeout=True)
            self._made = made = (os.getpid(), client, writing)
        return made

    def _client(self) -> Elasticsearch:
        server = self.server
        # A mute node is given up for another one only where there is one, and both together stay within the timeout.
        has_another = len(server.urls) > 1
        patience = server.timeout / (1 + _RETRIES) if has_another else server.timeout
        options: dict[str, Any] = {
            "request_timeout": patience,
            "retry_on_timeout": has_another,
            "max_retries": _RETRIES,
        }
        if server.api_key:
            options["api_key"] = server.api_key
        if server.ca_certs:
            options["ca_certs"] = server.ca_certs
        try:
            return Elasticsearch(list(server.urls), **options)
        except (ValueError, TypeError, OSError) as error:  # an address or a certificate that cannot be read
            raise EngineUnavailable(f"no client can be made: {_told(error)}") from error


@contextmanager
def edge() -> Iterator[None]:
    """Turn the library's errors into EngineUnavailable, and a missing index into IndexNotBuilt."""
    try:
        yield
    except EngineError:
        raise
    except ApiError as error:
        if is_missing(error.body):
            raise IndexNotBuilt("no index for this version of the analysis: rebuild it") from error
        raise EngineUnavailable(_told(error)) from error
    except TransportError as error:
        raise EngineUnavailable(_told(error)) from error


def is_missing(body: Any, /) -> bool:
    """Whether an answer of the server, or a part of one, says that the index does not exist."""
    error = body.get("error", body) if isinstance(body, dict) else {}
    return isinstance(error, dict) and error.get("type") == _MISSING


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:400]
