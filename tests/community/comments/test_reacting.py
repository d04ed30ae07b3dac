"""« Merci », « Je me reconnais », one sentence a test."""

from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.comments import acts
from community.comments.models import PeerComment
from community.comments.reactions import MOST_NAMES, react, reactions_to
from community.models import Reaction
from tests import factories
from tests.community.comments.talk import read, say

pytestmark = pytest.mark.django_db
THANKS, SAME = Reaction.Kind.THANKS, Reaction.Kind.SAME_HERE


def press(client: Client, comment: PeerComment, value: str, **headers: str) -> Any:
    return client.post(reverse("comments:react", args=[comment.pk]), {"reaction": value}, headers=headers)


def test_a_press_gives_a_reaction_and_another_takes_it_back(
    client: Client, sheet: Any, outsider: Any, pilot: Any
) -> None:
    said = say(sheet, pilot)
    client.force_login(outsider)
    answer = press(client, said, "merci")
    assert answer.url == said.get_absolute_url()
    assert Reaction.objects.get().member == outsider
    button = BeautifulSoup(client.get(sheet.url).content, "html.parser").select_one("[value='-merci']")
    assert (button["aria-pressed"], button.get_text(strip=True)) == ("true", "Merci (1)")
    press(client, said, "-merci")
    assert not Reaction.objects.exists()


def test_two_presses_of_the_same_screen_are_one(client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    client.force_login(outsider)
    for _press in range(2):
        press(client, said, "reconnais")
    assert Reaction.objects.count() == 1
    for _press in range(2):
        press(client, said, "-reconnais")
    assert not Reaction.objects.exists()


def test_the_names_behind_are_for_members_and_the_public_reads_how_many(sheet: Any, outsider: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    react(comment=said, member=outsider, kind=SAME)
    public = BeautifulSoup(read(sheet), "html.parser").select_one(".comment__reactions").get_text(" ", strip=True)
    assert public == "Je me reconnais (1)"
    assert f"Je me reconnais : {outsider.display_name}" in read(sheet, pilot)


def test_beyond_some_names_the_others_are_counted_and_mine_is_known(sheet: Any, outsider: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    for _number in range(MOST_NAMES + 2):
        react(comment=said, member=factories.member(), kind=THANKS)
    react(comment=said, member=outsider, kind=THANKS)
    thanks, same = reactions_to(comments=[said.pk], member=outsider)[said.pk]
    assert (thanks.count, thanks.is_mine, len(thanks.names) + thanks.others) == (MOST_NAMES + 3, True, MOST_NAMES + 3)
    assert (same.count, same.is_mine) == (0, False)


def test_many_reactions_cost_one_query(sheet: Any, outsider: Any, pilot: Any) -> None:
    said = [say(sheet, pilot, f"Message {number}") for number in range(4)]
    for one in said:
        react(comment=one, member=outsider, kind=THANKS)
    with CaptureQueriesContext(connection) as asked:
        reactions_to(comments=[one.pk for one in said], member=outsider)
    assert len(asked) == 1


def test_nobody_thanks_themselves(client: Client, sheet: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    client.force_login(pilot)
    press(client, said, "merci")
    assert not Reaction.objects.exists()
    assert "data-reacts" not in read(sheet, pilot)


def test_a_script_receives_the_reactions_alone(client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    client.force_login(outsider)
    answer = press(client, said, "merci", x_requested_with="fetch")
    part = BeautifulSoup(answer.content, "html.parser")
    assert part.select_one("[data-reactions] [value='-merci']")
    assert not part.select("html, article")


def test_the_public_signs_in_and_nothing_is_given(client: Client, sheet: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    assert press(client, said, "merci").url.startswith("/compte/login/?next=")
    assert not Reaction.objects.exists()
    assert "data-reacts" not in read(sheet)


@pytest.mark.parametrize("value", ["", "-", "j-aime", "merci merci", "--merci"])
def test_what_is_no_reaction_changes_nothing(value: str, client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    client.force_login(outsider)
    assert press(client, say(sheet, pilot), value).status_code == 302
    assert not Reaction.objects.exists()


def test_a_comment_that_is_gone_or_on_a_hidden_page_receives_none(
    client: Client, sheet: Any, outsider: Any, pilot: Any
) -> None:
    said, other = say(sheet, pilot), say(sheet, pilot, "Un autre")
    react(comment=said, member=outsider, kind=THANKS)
    acts.withdraw(comment=said, member=pilot)
    client.force_login(outsider)
    assert press(client, said, "merci").status_code == 404
    assert not Reaction.objects.exists()
    sheet.unpublish()
    assert press(client, other, "merci").status_code == 404


def test_the_public_is_not_led_to_a_page_that_it_does_not_read(client: Client, sheet: Any, pilot: Any) -> None:
    said = say(sheet, pilot)
    address = reverse("comments:react", args=[said.pk])
    assert quote(sheet.url) in client.get(address).url
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.LOGIN)
    asked = client.get(address)
    assert asked.status_code == 302
    assert sheet.slug not in asked.url
    sheet.unpublish()
    assert client.get(address).status_code == 404
