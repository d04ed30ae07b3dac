"""The benches' own site: started once a process, thrown away at its end."""

import os
import time
from collections.abc import Callable

import django

OURS_ALONE = "bench.site_settings"
"""The site as it is, without what it is compared with."""


def start(*, settings: str = "bench.settings") -> None:
    """Make Django usable, on these settings; before importing any model."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()


def make_tables() -> None:
    """The tables of every app in the scratch database, and what migrations put in them."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def make_demonstration() -> None:
    """The demonstration in the scratch database, and the index of this host, in step."""
    from home.demo.loading import load_demo
    from search.indexing.rebuild import rebuild
    from search.which_engine import own_targets

    make_tables()
    load_demo(say=lambda _line: None)
    for target in own_targets():
        rebuild(target=target)


def seconds(act: Callable[[], object], /) -> float:
    """How long an act takes, by the clock on the wall."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
