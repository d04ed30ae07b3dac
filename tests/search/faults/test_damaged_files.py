"""Files of the index damaged in every way we could think of: no page fails, and the index is built again by itself."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.embedded.soundness import fault_in
from search.which_engine import EMBEDDED
from tests.search.faults.conftest import NewSite
from tests.search.faults.rounds import SOUND
from tests.search.faults.scratch_site import ScratchSite, wait_until

SHEETS = 4
Damage = Callable[[ScratchSite], None]


@pytest.fixture(scope="module")
def site(new_site: NewSite) -> ScratchSite:
    """Its web server drains and heals in the background, as on a machine without a worker."""
    site = new_site()
    site.run("prepare", sheets=SHEETS)
    site.serve(background=True)
    return site


def rewritten(path: Path, content: bytes) -> None:
    """As a copy, a backup or a repaired disk would: another file under the same name."""
    draft = path.with_name("rewritten")
    draft.write_bytes(content)
    draft.replace(path)


def spoilt(path: Path) -> None:
    """Bytes flipped in the file itself, under the eyes of whoever has it open."""
    with path.open("r+b") as file:
        for offset in range(0, os.path.getsize(path), 97):
            file.seek(offset)
            file.write(bytes([random.randrange(256)]))


def part(site: ScratchSite, ending: str) -> Path:
    """A file of the segment in use."""
    return next(site.generation.glob(f"*.{ending}"))


def pointer(content: bytes) -> Damage:
    return lambda site: rewritten(site.index / "current", content)


def written_over(name: str, content: bytes) -> Damage:
    return lambda site: rewritten(site.generation / name, content)


def cut(ending: str) -> Damage:
    return lambda site: rewritten(part(site, ending), part(site, ending).read_bytes()[:-100])


def flipped(ending: str) -> Damage:
    return lambda site: spoilt(part(site, ending))


def gone(ending: str) -> Damage:
    return lambda site: part(site, ending).unlink()


DAMAGES: dict[str, Damage] = {
    "an empty pointer": pointer(b""),
    "a pointer of noise": pointer(bytes(range(128, 190))),
    "a pointer to nowhere": pointer(b"17000000000000000-1"),
    "a pointer out of the index": pointer(b"../../site"),
    "no pointer": lambda site: (site.index / "current").unlink(),
    "an empty list of segments": written_over("meta.json", b""),
    "half a list of segments": written_over("meta.json", b'{"segments": [{'),
    "a list of segments of noise": written_over("meta.json", bytes(range(256))),
    "no list of segments": lambda site: (site.generation / "meta.json").unlink(),
    "a list of files of noise": written_over(".managed.json", bytes(range(256))),
    "words cut short": cut("term"),
    "documents cut short": cut("store"),
    "no postings": gone("idx"),
    "words spoilt": flipped("term"),
    "postings spoilt": flipped("idx"),
    "columns spoilt": flipped("fast"),
    "documents spoilt": flipped("store"),
    "no generation": lambda site: shutil.rmtree(site.generation),
    "nothing at all": lambda site: shutil.rmtree(site.folder / "search"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_no_page_fails_and_the_index_heals_without_anybody(site: ScratchSite, damage: Damage) -> None:
    before = site.generation.name
    damage(site)
    assert site.search("Fiche").status == 200, "a process that has the index open"
    assert site.run("visit", words="Fiche")[0] == 200, "a process that opens it now"
    wait_until(lambda: has_healed(site, before), what="a new index", poll=0.05)
    assert site.search("Fiche").hits == SHEETS
    assert site.run("look", word="Fiche") == {EMBEDDED: SOUND}


def has_healed(site: ScratchSite, before: str) -> bool:
    """Asked as readers do: their visits are what wakes the background."""
    answer = site.search("Fiche")
    assert answer.status == 200
    return answer.is_plain and (site.index / "current").exists() and site.generation.name != before


def test_a_sound_index_is_known_to_be_sound(site: ScratchSite) -> None:
    for word in ("un", "deux"):
        site.run("change_and_drain", word=word)
        assert fault_in(site.generation) == ""


def test_a_check_of_the_night_finds_what_nobody_met(site: ScratchSite) -> None:
    """Damage that no question has touched yet: the operator's own command heals it."""
    spoilt(part(site, "pos"))
    checked = site.manage("search_check", "--repair")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert site.run("look") == {EMBEDDED: SOUND}
