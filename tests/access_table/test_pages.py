"""The table at the doors that the database keeps: addresses, lists, counts, feeds, files, writing.

Each test arranges one row, then asks for the four people of the table: to arrange is what takes time.
"""

from typing import Any

import pytest
from django.urls import reverse

from community.permissions import may_edit, may_review, may_take_off_line
from practices.queries import lever_counts
from tests.access_table.rows import (
    CHANGED,
    ELSEWHERE,
    EVERYBODY,
    FACILITATOR,
    INSIDE,
    PUBLIC,
    SECRET,
    TABLE,
    TEAM,
    plain,
    visit,
)

pytestmark = pytest.mark.django_db
each_row = pytest.mark.parametrize("row", TABLE)


def arranged(row: str, film: Any, world: dict[str, Any]) -> Any:
    TABLE[row].arrange(film, world)
    return type(film).objects.get(pk=film.pk)


@each_row
def test_reading(row: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    for person in EVERYBODY:
        response = visit(world, person).get(page.url)
        if person in TABLE[row].readers:
            assert response.status_code == 200, person
            assert SECRET in response.content.decode(), person
        elif person in TABLE[row].asked_to_sign_in:
            assert response.status_code == 302, person
            assert "/compte/login/" in response["Location"]
            assert SECRET not in response.content.decode(), person
        else:
            assert response.status_code == 404, person
            assert SECRET not in response.content.decode(), person


@each_row
def test_lists(row: str, film: Any, world: dict[str, Any]) -> None:
    """The list, the structure's card, the lever, the counts, the feeds."""
    arranged(row, film, world)
    addresses = {
        "list": "/temoignages/",
        "list of the lever": "/temoignages/?levier=accueil",
        "lever": reverse("lever", args=["accueil"]),
        "structure": film.get_parent().url,
        "feed": reverse("feed"),
        "feed of the lever": reverse("lever_feed", args=["accueil"]),
    }
    for person in EVERYBODY:
        client, found = visit(world, person), person in TABLE[row].finders
        shown = {
            name: f"Témoignage {SECRET}" in plain(client.get(address, follow=False).content.decode())
            for name, address in addresses.items()
        }
        if row == "below a page off line" and person in INSIDE:
            shown.pop("structure")  # the team reads its card off line; what stands below it is listed nowhere else
        assert shown == dict.fromkeys(shown, found), person
        counted = next(count for count in lever_counts(member=world[person]) if count.lever.slug == "accueil")
        assert counted.testimonials == int(found), person


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_words_of_a_draft_are_read_by_nobody(person: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged("live, changes in draft", film, world)
    client = visit(world, person)
    for address in (page.url, "/temoignages/", reverse("feed")):
        assert CHANGED not in client.get(address).content.decode()


@each_row
def test_files(row: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    for person in EVERYBODY:
        client = visit(world, person)
        expected = 200 if person in TABLE[row].readers else 404
        for url in (page.media.url, page.captions.url):
            assert client.get(url).status_code == expected, person


@each_row
def test_writing(row: str, film: Any, world: dict[str, Any]) -> None:
    page = arranged(row, film, world)
    for person in EVERYBODY:
        response = visit(world, person).get(reverse("contributions:edit", args=[page.pk]))
        if person == PUBLIC:
            assert response.status_code == 302
            assert "/compte/login/" in response["Location"]
        elif person == ELSEWHERE:
            assert response.status_code == 404
        elif person == TEAM:
            assert response.status_code == 200 if row != "in review" else response.status_code in (200, 302, 403)
        assert may_edit(member=world[person], page=page) == (person == TEAM), person
        assert may_take_off_line(member=world[person], page=page) == (person in INSIDE), person
        assert may_review(member=world[person]) == (person == FACILITATOR), person


@pytest.mark.parametrize("row", ["consent missing", "consent not begun", "consent ended", "consent withdrawn"])
@pytest.mark.parametrize("person", INSIDE)
def test_the_team_and_facilitators_are_told_why_a_testimonial_hides(
    row: str, person: str, film: Any, world: dict[str, Any]
) -> None:
    page = arranged(row, film, world)
    assert "accord" in visit(world, person).get(page.url).content.decode().lower()
