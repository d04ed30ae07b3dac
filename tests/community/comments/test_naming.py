"""Naming people and structures, joining pages, one sentence a test."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.comments import acts, editing
from community.comments.mentions import named_in, proposed
from community.models import CommentAttachment, Mention, Notification
from tests import factories
from tests.community.comments.talk import filled, read, say, write_url

pytestmark = pytest.mark.django_db


def told(kind: str = "comment_mention") -> set[int]:
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


@pytest.fixture
def helene(site: Any) -> Any:
    return factories.member(structure=factories.structure(title="Garage La Clé de douze"), display_name="Hélène Poix")


def test_who_is_named_is_told_and_linked(sheet: Any, outsider: Any, helene: Any) -> None:
    say(sheet, outsider, "Demandez à @helene poix, elle sait <b>tout</b>.")
    assert told() == {helene.pk}
    text = read(sheet, outsider)
    assert f'<a href="{reverse("member", args=[helene.pk])}">@helene poix</a>, elle sait &lt;b&gt;' in text
    assert "@helene poix, elle sait" in BeautifulSoup(read(sheet), "html.parser").get_text()  # no page for the public
    assert reverse("member", args=[helene.pk]) not in read(sheet)


def test_a_structure_named_is_linked_for_everybody_and_its_people_told_once(
    sheet: Any, outsider: Any, pilot: Any, helene: Any
) -> None:
    say(sheet, outsider, "Comme chez @Garage La Clé de douze et @Hélène Poix, et @Le Café des Tilleuls.")
    assert told() == {helene.pk, pilot.pk}
    assert told("comment_new") == set()  # the page's team is told once, as it is named
    assert ">@Garage La Clé de douze</a>" in read(sheet)


def test_who_may_not_read_the_page_is_neither_told_nor_linked(
    sheet: Any, structure: Any, pilot: Any, teammate: Any, helene: Any
) -> None:
    restriction = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(pilot.groups.get())
    say(sheet, pilot, f"@Hélène Poix et @{teammate.display_name}, qu’en dites-vous ?")
    assert told() == {teammate.pk}
    assert reverse("member", args=[helene.pk]) not in read(sheet, pilot)


def test_a_name_that_is_nobodys_or_two_peoples_is_a_text(sheet: Any, outsider: Any, helene: Any) -> None:
    factories.member(display_name="Hélène Poix")
    say(sheet, outsider, "Merci @Hélène Poix, @personne, a@b.fr et @ seul !")
    assert not Mention.objects.exists()
    assert named_in(text="Sans nom", member=outsider) == []


def test_the_longest_name_is_meant(site: Any, outsider: Any) -> None:
    long = factories.member(display_name="Yann Le Quennesson")
    factories.member(display_name="Yann Le")
    (found,) = named_in(text="(@Yann Le Quennesson) oui", member=outsider)
    assert found.member == long


def test_a_change_tells_those_named_since_and_nobody_twice(sheet: Any, outsider: Any, helene: Any) -> None:
    yann = factories.member(display_name="Yann Quennesson")
    said = say(sheet, outsider, "Merci @Hélène Poix.")
    editing.edit(comment=said, member=outsider, text="Merci @Hélène Poix et @Yann Quennesson.")
    assert sorted(Notification.objects.filter(kind="comment_mention").values_list("recipient", flat=True)) == sorted(
        [helene.pk, yann.pk]
    )


def test_names_are_proposed_to_members_and_to_nobody_else(client: Client, outsider: Any, helene: Any) -> None:
    url = reverse("comments:people")
    assert client.get(url, {"q": "hel"}).status_code == 302
    client.force_login(outsider)
    answer = client.get(url, {"q": "hel"}).json()["proposed"]
    assert answer == [{"name": "Hélène Poix", "about": "Garage La Clé de douze"}]
    for typed in ("", "h", "%", "zzz", "\x00"):
        assert client.get(url, {"q": typed}).json()["proposed"] == [], typed


def test_a_hidden_structure_and_a_closed_account_are_not_proposed(outsider: Any, helene: Any) -> None:
    factories.structure(title="Heliotrope", live=False)
    factories.member(display_name="Helmut", is_active=False)
    assert [each.name for each in proposed(typed="hel", member=outsider)] == ["Hélène Poix"]


def test_a_sheet_is_joined_by_its_title_or_its_address_and_shown_as_a_card(
    client: Client, sheet: Any, structure: Any, outsider: Any
) -> None:
    other = factories.sheet(structure=structure, title="Tester un service à dix")
    film = factories.testimonial(structure=structure, kind="audio", title="Nadia raconte le mardi")
    client.force_login(outsider)
    typed = {"attached_1": "tester un service a dix", "attached_3": f"Voyez https://exemple.test{film.url}?t=83 !"}
    client.post(write_url(sheet), filled(sheet, "Voici.", **typed))
    assert set(CommentAttachment.objects.values_list("page", "second")) == {(other.pk, None), (film.pk, 83)}
    cards = BeautifulSoup(read(sheet), "html.parser").select(".comment__card")
    assert {card.a["href"] for card in cards} == {other.url, f"{film.url}?t=83#t83"}
    assert any("Fiche pratique" in card.get_text() and structure.title in card.get_text() for card in cards)


@pytest.mark.parametrize("typed", ["Ce titre n’existe pas", "/nulle-part/", "http://[", "%00", "\x00zz"])
def test_what_cannot_be_joined_is_said_beside_its_field(typed: str, client: Client, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    page = BeautifulSoup(
        client.post(write_url(sheet), filled(sheet, "Voici.", attached_2=typed)).content, "html.parser"
    )
    assert len(page.select(".field--error [name=attached_2]")) == 1


def test_a_page_hidden_from_its_reader_is_no_card_and_cannot_be_joined(
    client: Client, sheet: Any, structure: Any, outsider: Any
) -> None:
    other = factories.sheet(structure=structure, title="Tester un service à dix")
    client.force_login(outsider)
    client.post(write_url(sheet), filled(sheet, "Voici.", attached_1=other.title))
    assert "Tester un service" in read(sheet)
    other.unpublish()
    assert "Tester un service" not in read(sheet)
    page = client.post(write_url(sheet), filled(sheet, "Encore.", attached_1=other.title)).content.decode()
    assert "Rien n’a ce titre" in page


def test_what_is_joined_goes_with_the_words_taken_back(sheet: Any, structure: Any, outsider: Any, helene: Any) -> None:
    from community.comments.attaching import Attached

    joined = [Attached(page=sheet)]
    said = acts.post(page=sheet, member=outsider, text="Avec @Hélène Poix", attached=joined)
    acts.withdraw(comment=said, member=outsider)
    assert not CommentAttachment.objects.exists()
    assert not Mention.objects.exists()
