"""A real Elasticsearch of our own, killed -9 while people publish, then started again on the data it left."""

import os
import subprocess
from collections.abc import Callable, Iterator

import pytest

from search.engines.elastic.engine import ElasticServer
from tests.search.faults.away import CHANGES, PUBLISHED, Watch, site_leaning_on
from tests.search.faults.conftest import NewSite
from tests.search.faults.scratch_site import ROOT, free_port

pytestmark = [pytest.mark.elasticsearch, pytest.mark.long]

SCRIPT = ROOT / "deploy" / "elasticsearch" / "server.sh"
Tell = Callable[..., None]


@pytest.fixture(scope="module")
def script() -> Iterator[tuple[str, Tell]]:
    """The address of a second server, which no other test needs, and a way to tell its script what to do."""
    port = free_port()
    environment = os.environ | {"ES_PORT": str(port), "ES_NODES": "1", "ES_SECURITY": "false"}

    def tell(*words: str) -> None:
        subprocess.run([SCRIPT, *words], env=environment, capture_output=True, text=True, check=True)

    try:
        tell("start")
    except subprocess.CalledProcessError as reason:
        pytest.skip(f"no second server can be started here: {reason.stderr}")
    yield f"http://127.0.0.1:{port}", tell
    tell("wipe")


def test_a_server_killed_during_publications_and_started_again(script: tuple[str, Tell], new_site: NewSite) -> None:
    url, tell = script
    site = site_leaning_on(ElasticServer(urls=(url,), index="faire-avec-test"), new_site)
    watch = Watch(site)
    writer = site.start("publish", titles=PUBLISHED)
    watch.until_published(writer, CHANGES // 5)
    tell("kill", "1")
    watch.until_published(writer, CHANGES // 2)
    watch.until_stand_in_finds(CHANGES // 2)
    tell("revive", "1")  # it needs a while to answer again: people go on publishing
    watch.until_published(writer, CHANGES)
    assert writer.wait() == 0
    watch.until_caught_up()
    assert watch.from_stand_in > 0
    assert watch.finds(CHANGES, is_from_stand_in=False)
