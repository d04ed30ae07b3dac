"""A worker of its own: `search_drain --follow` applies changes as they come, and leaves when told."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.search.faults.conftest import NewSite
from tests.search.faults.scratch_site import ROOT, ScratchSite, wait_until

STOPS_WITHIN = 20.0


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> ScratchSite:
    site = new_site()
    site.run("prepare", sheets=3)
    return site


@pytest.fixture
def worker(site: ScratchSite) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "manage.py", "search_drain", "--follow"]
    worker = subprocess.Popen(
        command, cwd=ROOT, env=site.environment | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout
    assert worker.stdout.readline().startswith("following embedded")
    yield worker
    worker.kill()
    worker.wait()


def test_a_worker_applies_what_others_publish(site: ScratchSite, worker: "subprocess.Popen[str]") -> None:
    site.run("publish", titles=["Le coquelicot du lundi", "Le coquelicot du mardi"])
    wait_until(lambda: site.run("waiting") == 0, what="the worker", poll=0.2)
    found = site.run("look", word="")["embedded"]
    assert (found["missing"], found["ghosts"], found["doubles"], found["not found"]) == ([], [], 0, [])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_leaves_when_told(worker: "subprocess.Popen[str]", number: signal.Signals) -> None:
    time.sleep(0.1)
    worker.send_signal(number)
    out, _ = worker.communicate(timeout=STOPS_WITHIN)
    assert worker.returncode == 0
    assert "stopped" in out
