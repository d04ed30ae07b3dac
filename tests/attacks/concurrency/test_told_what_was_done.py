"""A colleague is quicker by a moment: who presses second is told that nothing left, not that it is done."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.comments.acts import remove, withdraw
from community.models import AccountAct, Notification
from community.moderation.watching import read_again
from community.people import acts
from tests import factories
from tests.attacks.concurrency.test_between_two_statements import just_after
from tests.community.comments.talk import say
from tests.community.people.test_keeping import at, entering

pytestmark = pytest.mark.django_db
A_COMMENT = 'SELECT "community_peercomment"'


def press(client: Client, address: str, **typed: str) -> str:
    """Press, and read the page that comes."""
    return " ".join(unescape(client.post(address, typed, follow=True).content.decode()).split())


@pytest.mark.parametrize("quicker", ["author", "colleague"])
def test_a_comment_taken_away_meanwhile(client: Any, sheet: Any, outsider: Any, facilitator: Any, quicker: str) -> None:
    said = say(sheet, outsider, "Un mot de trop")
    meanwhile: dict[str, Callable[[], Any]] = {
        "author": lambda: withdraw(comment=said, member=outsider),
        "colleague": lambda: remove(comment=said, facilitator=factories.member(is_facilitator=True), reason="Le ton."),
    }
    Notification.objects.all().delete()
    client.force_login(facilitator)
    with just_after(A_COMMENT, meanwhile[quicker]):
        page = press(client, reverse("comments:remove", args=[said.pk]), reason="Une raison à moi.")
    assert "rien d’autre n’est parti" in page
    assert "avec votre explication" not in page
    assert not Notification.objects.filter(body__contains="Une raison à moi.").exists()


def test_a_comment_of_somebody_who_is_told_nothing(client: Any, sheet: Any, outsider: Any, facilitator: Any) -> None:
    said = say(sheet, outsider, "Un mot de trop")
    acts.close(member=outsider, reason="Parti.", by=facilitator)
    client.force_login(facilitator)
    page = press(client, reverse("comments:remove", args=[said.pk]), reason="Une raison à moi.")
    assert "rien ne lui est envoyé" in page
    assert not Notification.objects.filter(kind="comment_removed").exists()


def test_an_account_closed_meanwhile(facilitator: Any, teammate: Any) -> None:
    other = factories.member(is_facilitator=True)
    desk = entering(facilitator)
    with just_after("SAVEPOINT", lambda: acts.close(member=teammate, reason="Parti.", by=other)):
        page = press(desk, at(teammate, "person_close"), reason="Une raison à moi.")
    assert "venait d’être fermé : rien d’autre n’est parti" in page
    assert AccountAct.objects.get().by == other


def test_an_account_that_is_open_already(facilitator: Any, teammate: Any) -> None:
    page = press(entering(facilitator), at(teammate, "person_reopen"))
    assert "était déjà ouvert : rien d’autre n’est parti" in page
    assert not Notification.objects.exists()


def test_somebody_whom_a_colleague_has_read_again(facilitator: Any, teammate: Any) -> None:
    read_again(member=teammate, by=factories.member(is_facilitator=True), reason="Deux mots.")
    page = press(entering(facilitator), at(teammate, "person_read_again"), reason="Une raison à moi.")
    assert "était déjà lu avant de paraître : rien d’autre n’est parti" in page
    assert Notification.objects.filter(kind="read_again").count() == 1
