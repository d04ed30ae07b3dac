"""What tests of a server that goes away have in common: a site that leans on it, and what must be true meanwhile."""

from dataclasses import dataclass

from search.engines.elastic.engine import ElasticServer
from search.which_engine import ELASTICSEARCH, EMBEDDED
from tests.chosen import times
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import SOUND
from tests.search.faults.scratch_site import Child, ScratchSite, wait_until

SHEETS = 3
CHANGES = times(40)
PUBLISHED = [f"Absence {number}" for number in range(1, CHANGES + 1)]
"""The titles of sheets published while the server goes away; the word is in no other text."""
TIMEOUT = 1.0
"""Seconds a reader of these sites waits for the server."""

BOTH = {EMBEDDED: SOUND, ELASTICSEARCH: SOUND}


def site_leaning_on(server: ElasticServer, new_site: NewSite, *, through: str = "") -> ScratchSite:
    """A site whose web server drains in the background; acts drain when told to. `through`: another address."""
    site = new_site(
        SEARCH_ENGINE=ELASTICSEARCH,
        ELASTICSEARCH_URL=through or server.urls[0],
        ELASTICSEARCH_API_KEY=server.api_key,
        ELASTICSEARCH_CA_CERTS=server.ca_certs,
        ELASTICSEARCH_INDEX=server.index,
        ELASTICSEARCH_TIMEOUT_MS=str(int(TIMEOUT * 1000)),
        FAIRE_AVEC_KEEP_PAGES="false",  # a page that is kept needs no server: who answers is what is looked at here
    )
    site.run("prepare", sheets=SHEETS)
    site.serve(background=True)
    return site


@dataclass
class Watch:
    """Reads pages as long as it is told to; none may fail."""

    site: ScratchSite
    pages: int = 0
    from_stand_in: int = 0

    def look(self) -> None:
        answer = self.site.search("Fiche")
        assert answer.status == 200
        assert answer.hits == SHEETS, "whoever answers holds the same sheets"
        self.pages += 1
        self.from_stand_in += answer.is_from_stand_in

    def until_published(self, child: Child, number: int) -> None:
        """Until the child has committed so many sheets."""

        def is_reached() -> bool:
            self.look()
            return f"published-{number}" in child.marks

        wait_until(is_reached, what=f"{number} sheets", poll=0.1)

    def until_stand_in_finds(self, number: int) -> None:
        """What was published while the server is away is found meanwhile."""

        def is_found() -> bool:
            assert self.site.run("drain_once", target=EMBEDDED) == "", "the stand-in does not wait for the server"
            return self.finds(number, is_from_stand_in=True)

        wait_until(is_found, what=f"sheet {number}, in the stand-in", poll=0.1)

    def finds(self, number: int, *, is_from_stand_in: bool) -> bool:
        """Whether this sheet is on the page of whoever looks for its title, and who answered is as said."""
        answer = self.site.search(f"Absence {number}")
        return answer.is_from_stand_in == is_from_stand_in and answer.leads_to(f"absence-{number}")

    def until_caught_up(self) -> None:
        """By itself: nobody drains but the web server, woken by what it notices."""

        def is_back() -> bool:
            self.look()
            return self.site.search("Fiche").is_plain and self.site.run("waiting") == 0

        wait_until(is_back, what="the server's own answers and an empty outbox", poll=0.2)
        assert self.site.run("look") == BOTH
