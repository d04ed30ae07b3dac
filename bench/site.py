"""The benches' own site: started once a process, thrown away at its end."""

import os
import time
from collections.abc import Callable

import django


def start() -> None:
    """Make Django usable, on `bench.settings`; before importing any model."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()


def make_tables() -> None:
    """The tables of every app in the scratch database, and what migrations put in them."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def seconds(act: Callable[[], object], /) -> float:
    """How long an act takes, by the clock on the wall."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
