"""Who reads, finds and writes what: the table of the project, row by row, on every way a page can show.

A film stands for all pages, because it has files and a consent as well; the sheet's own forms are tested with it.
Each cell asks every door: the address, the list, the counts, the feed, the results, their extracts, the files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.permissions import may_edit, may_review, may_take_off_line
from practices.queries import lever_counts
from search.outbox import drain_all
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "xylophone"  # a word that only this page carries
CHANGED = "bandonéon"  # a word of its draft only
TEAM, ELSEWHERE, PUBLIC, FACILITATOR = "member of the structure", "member elsewhere", "public", "facilitator"
EVERYBODY = (PUBLIC, ELSEWHERE, TEAM, FACILITATOR)
INSIDE = (TEAM, FACILITATOR)


@dataclass(frozen=True)
class Row:
    """One row: how the page comes to that state, who reads it, who finds it."""

    arrange: Callable[[Any, Any], None]
    readers: tuple[str, ...]
    finders: tuple[str, ...]
    asked_to_sign_in: tuple[str, ...] = ()


def live(_page: Any, _world: Any) -> None:
    pass


def changed_in_draft(page: Any, world: Any) -> None:
    draft = page.get_latest_revision_as_object()
    draft.transcript = f"Nadia : {CHANGED}."
    draft.save_revision(user=world[TEAM])


def draft(page: Any, world: Any) -> None:
    page.unpublish()
    type(page).objects.filter(pk=page.pk).update(first_published_at=None)


def in_review(page: Any, world: Any) -> None:
    draft(page, world)
    page.refresh_from_db()
    page.get_workflow().start(page, world[TEAM])


def off_line(page: Any, _world: Any) -> None:
    page.unpublish()


def below_a_page_off_line(page: Any, _world: Any) -> None:
    page.get_parent().specific.unpublish()


def restricted_elsewhere(page: Any, world: Any) -> None:
    """Open to a group that nobody here is in."""
    from django.contrib.auth.models import Group

    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Comité"))


def restricted_to_the_team(page: Any, world: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(world[TEAM].groups.get())


def consent_missing(page: Any, _world: Any) -> None:
    page.consents.all().delete()


def consent_ended(page: Any, _world: Any) -> None:
    page.consents.update(expires_on=timezone.localdate() - timedelta(days=1))


def consent_withdrawn(page: Any, _world: Any) -> None:
    page.consents.update(withdrawn_at=timezone.now())


TABLE = {
    "live": Row(live, readers=EVERYBODY, finders=EVERYBODY),
    "live, changes in draft": Row(changed_in_draft, readers=EVERYBODY, finders=EVERYBODY),
    "draft, never live": Row(draft, readers=INSIDE, finders=()),
    "in review": Row(in_review, readers=INSIDE, finders=()),
    "off line": Row(off_line, readers=INSIDE, finders=()),
    "below a page off line": Row(below_a_page_off_line, readers=INSIDE, finders=()),
    "restricted to a group of others": Row(
        restricted_elsewhere, readers=(FACILITATOR,), finders=(FACILITATOR,), asked_to_sign_in=(PUBLIC,)
    ),
    "restricted to the team's group": Row(
        restricted_to_the_team, readers=INSIDE, finders=INSIDE, asked_to_sign_in=(PUBLIC,)
    ),
    "consent missing": Row(consent_missing, readers=INSIDE, finders=()),
    "consent ended": Row(consent_ended, readers=INSIDE, finders=()),
    "consent withdrawn": Row(consent_withdrawn, readers=INSIDE, finders=()),
}
CELLS = [(name, person) for name in TABLE for person in EVERYBODY]


@pytest.fixture(autouse=True)
def _index_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


@pytest.fixture
def world(structure: Any, pilot: Any, teammate: Any, outsider: Any, facilitator: Any) -> dict[str, Any]:
    return {PUBLIC: None, ELSEWHERE: outsider, TEAM: teammate, FACILITATOR: facilitator}


@pytest.fixture
def film(structure: Any, pilot: Any) -> Any:
    return factories.testimonial(
        structure=structure,
        kind="video",
        owner=pilot,
        title=f"Témoignage {SECRET}",
        transcript=f"Nadia : au {SECRET}, on joue ensemble.",
    )


def arranged(row: str, film: Any, world: dict[str, Any]) -> Any:
    TABLE[row].arrange(film, world)
    assert drain_all() == 0
    return type(film).objects.get(pk=film.pk)


def visit(world: dict[str, Any], person: str) -> Client:
    client = Client()
    if world[person]:
        client.force_login(world[person])
    return client


@pytest.mark.parametrize(("row", "person"), CELLS)
def test_reading(row: str, person: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    response = visit(world, person).get(page.url)
    if person in TABLE[row].readers:
        assert response.status_code == 200
        assert SECRET in response.content.decode()
    elif person in TABLE[row].asked_to_sign_in:
        assert response.status_code == 302
        assert "/compte/login/" in response["Location"]
        assert SECRET not in response.content.decode()
    else:
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize(("row", "person"), CELLS)
def test_finding(row: str, person: str, film: Any, world: dict[str, Any]) -> None:
    """The list, the structure's card, the lever, the counts, the front page, the feeds, the results, the extracts."""
    arranged(row, film, world)
    client = visit(world, person)
    found = person in TABLE[row].finders
    addresses = {
        "list": "/temoignages/",
        "list of the lever": "/temoignages/?levier=accueil",
        "lever": reverse("lever", args=["accueil"]),
        "structure": film.get_parent().url,
        "feed": reverse("feed"),
        "feed of the lever": reverse("lever_feed", args=["accueil"]),
        "results, with extract": f"/recherche/?q={SECRET}",
        "results by date": "/recherche/?tri=date",
    }
    shown = {
        name: f"Témoignage {SECRET}" in _plain(client.get(address, follow=False).content.decode())
        for name, address in addresses.items()
    }
    if row == "below a page off line" and person in INSIDE:
        shown.pop("structure")  # the team reads its card off line; what stands below it is listed nowhere else
    assert shown == dict.fromkeys(shown, found)
    counted = next(count for count in lever_counts(member=world[person]) if count.lever.slug == "accueil")
    assert counted.testimonials == int(found)


@pytest.mark.parametrize(("row", "person"), CELLS)
def test_the_results_count_and_cut_extracts_from_what_is_visible_only(
    row: str, person: str, film: Any, world: dict[str, Any]
) -> None:
    arranged(row, film, world)
    results = visit(world, person).get("/recherche/", {"q": SECRET, "type": "temoignage"})
    assert results.status_code == 200
    text = results.content.decode()
    assert (f"<mark>{SECRET}</mark>" in text) == (person in TABLE[row].finders)
    assert "on joue ensemble" not in _plain(text) or person in TABLE[row].finders


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_words_of_a_draft_are_found_by_nobody(person: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged("live, changes in draft", film, world)
    client = visit(world, person)
    for address in (page.url, "/temoignages/", reverse("feed"), f"/recherche/?q={CHANGED}"):
        body = client.get(address).content.decode()
        assert f"{CHANGED}." not in body
        assert f"<mark>{CHANGED}</mark>" not in body


@pytest.mark.parametrize(("row", "person"), CELLS)
def test_files(row: str, person: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    client = visit(world, person)
    expected = 200 if person in TABLE[row].readers else 404
    for url in (page.media.url, page.captions.url):
        assert client.get(url).status_code == expected


@pytest.mark.parametrize(("row", "person"), CELLS)
def test_writing(row: str, person: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    response = visit(world, person).get(reverse("contributions:edit", args=[page.pk]))
    if person == PUBLIC:
        assert response.status_code == 302
        assert "/compte/login/" in response["Location"]
    elif person == ELSEWHERE:
        assert response.status_code == 404
    elif person == TEAM:
        assert response.status_code == 200 if row != "in review" else response.status_code in (200, 302, 403)
    assert may_edit(member=world[person], page=page) == (person == TEAM)
    assert may_take_off_line(member=world[person], page=page) == (person in INSIDE)
    assert may_review(member=world[person]) == (person == FACILITATOR)


@pytest.mark.parametrize(
    ("row", "reason"),
    [("consent missing", "accord"), ("consent ended", "accord"), ("consent withdrawn", "accord")],
)
@pytest.mark.parametrize("person", INSIDE)
def test_the_team_and_facilitators_are_told_why_a_testimonial_hides(
    row: str, reason: str, person: str, film: Any, world: dict[str, Any]
) -> None:
    page = arranged(row, film, world)
    assert reason in visit(world, person).get(page.url).content.decode().lower()


def _plain(html: str) -> str:
    """Without the marks of the found words, so that a title is one text."""
    return html.replace("<mark>", "").replace("</mark>", "")
