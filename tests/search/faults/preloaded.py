"""Gunicorn's settings for a site whose search was used before the workers were forked: the worst order there is."""

import faulthandler
import os
import signal
from typing import Any


def when_ready(server: Any) -> None:
    """After the application is loaded, before the first fork: the parent opens the index, and asks it something."""
    from search.engines.base import EngineUnavailable, Query
    from search.which_engine import EMBEDDED, engine_of

    try:
        engine_of(target=EMBEDDED).search(Query(text="fihce"))  # misspelled: the vocabulary is read too
        server.log.info("the parent has searched")
    except EngineUnavailable:
        server.log.info("no index yet")


def pre_request(worker: Any, request: Any) -> None:
    """Which worker answers what: the log shows whether both did."""
    worker.log.info("worker %s answers %s", os.getpid(), request.path)


def post_worker_init(_worker: Any) -> None:
    """Asked by a signal, each says where its threads stand: see `ScratchSite.stacks`."""
    faulthandler.register(signal.SIGUSR2, all_threads=True)
