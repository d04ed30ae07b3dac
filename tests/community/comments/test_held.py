"""A comment that a facilitator reads first, one sentence a test."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.comments import acts, closing
from community.comments.appearing import hold_again, release
from community.comments.latest import latest_questions
from community.comments.models import PeerComment
from community.models import Matter, Member, Notification
from community.models.members import ReadBefore
from tests.community.comments.talk import filled, read, reply_url, say, write_url
from tests.community.moderation.hands import decide

pytestmark = pytest.mark.django_db
WAITS = "L’animation lit ce message"


@pytest.fixture
def newcomer(outsider: Any) -> Any:
    Member.objects.filter(pk=outsider.pk).update(read_before=ReadBefore.FIRST)
    outsider.refresh_from_db()
    return outsider


def test_what_is_held_is_seen_by_its_author_alone(
    client: Client, sheet: Any, newcomer: Any, pilot: Any, facilitator: Any
) -> None:
    client.force_login(newcomer)
    answer = client.post(write_url(sheet), filled(sheet, "Qui vient lundi ?"), follow=True).content.decode()
    assert "Les autres ne le voient pas encore" in answer
    assert WAITS in read(sheet, newcomer)
    assert "Qui vient lundi" in read(sheet, newcomer)
    for reader in (None, pilot, facilitator):
        assert "Qui vient lundi" not in read(sheet, reader)
        assert "1 commentaire" not in read(sheet, reader)
    assert latest_questions(member=newcomer, limit=5) == []
    assert Matter.objects.get().subject == "commentaire"
    assert not Notification.objects.filter(kind="comment_new").exists()
    said = PeerComment.objects.get()
    client.force_login(pilot)
    for address in (
        reply_url(said),
        reverse("comments:react", args=[said.pk]),
        reverse("comments:edit", args=[said.pk]),
    ):
        assert client.get(address).status_code == 404


def test_released_it_appears_and_those_it_concerns_are_told(
    sheet: Any, newcomer: Any, pilot: Any, facilitator: Any
) -> None:
    said = say(sheet, newcomer, "Qui vient lundi ?")
    written = said.submit_date
    release(comment=said, by=facilitator)
    release(comment=said, by=facilitator)
    said.refresh_from_db()
    assert said.is_public
    assert said.submit_date > written  # news for everybody else
    assert "Qui vient lundi" in read(sheet)
    assert list(Notification.objects.filter(kind="comment_new").values_list("recipient", flat=True)) == [pilot.pk]


def test_only_facilitators_release_or_hold(sheet: Any, newcomer: Any, pilot: Any) -> None:
    said = say(sheet, newcomer)
    for act in (release, hold_again):
        with pytest.raises(PermissionError):
            act(comment=said, by=pilot)


def test_held_and_withdrawn_it_leaves_nothing_to_see_anywhere(sheet: Any, newcomer: Any, facilitator: Any) -> None:
    said = say(sheet, newcomer, "Un secret de trop")
    acts.withdraw(comment=said, member=newcomer)
    for reader in (None, newcomer, facilitator):
        assert f"commentaire-{said.pk}" not in read(sheet, reader)
    assert not Matter.objects.filter(text__contains="secret").exists()
    release(comment=said, by=facilitator)
    assert f"commentaire-{said.pk}" not in read(sheet)


def test_released_then_withdrawn_it_leaves_no_copy_with_facilitators(
    client: Client, sheet: Any, newcomer: Any, facilitator: Any
) -> None:
    said = say(sheet, newcomer, "Un secret de trop")
    client.force_login(facilitator)
    assert decide(client, Matter.objects.get(), "publier").status_code == 302
    assert "secret" in Matter.objects.get(outcome=Matter.Outcome.RELEASED).text
    acts.withdraw(comment=said, member=newcomer)
    assert not Matter.objects.filter(text__contains="secret").exists()


def test_sent_twice_what_is_held_is_written_once(sheet: Any, newcomer: Any) -> None:
    assert say(sheet, newcomer, "Bonjour").pk == say(sheet, newcomer, "Bonjour").pk


def test_links_put_afterwards_are_held_as_if_they_had_been_there(sheet: Any, outsider: Any) -> None:
    from community.comments.editing import edit

    said = say(sheet, outsider, "Bonjour")
    edit(comment=said, member=outsider, text="https://a.fr https://b.fr https://c.fr https://d.fr")
    said.refresh_from_db()
    assert not said.is_public
    assert "https://a.fr" not in read(sheet)


def test_what_is_held_is_changed_and_withdrawn_below_a_closed_conversation_and_goes_on_waiting(
    client: Client, sheet: Any, newcomer: Any, facilitator: Any
) -> None:
    said = say(sheet, newcomer, "Qui vient lundi ?")
    client.force_login(facilitator)
    decide(client, Matter.objects.get(), "demander")
    closing.close(page=sheet, by=facilitator, sentence="La fiche va être réécrite.")
    client.force_login(newcomer)
    address = reverse("comments:edit", args=[said.pk])
    assert address in read(sheet, newcomer)
    page = client.get(address).content.decode()
    for words in (
        "La fiche va être réécrite.",
        "attend encore d’être lu",
        reverse("comments:withdraw", args=[said.pk]),
    ):
        assert words in page
    client.post(address, {"comment": "Qui vient mardi ?"})
    said.refresh_from_db()
    assert (said.comment, said.is_public) == ("Qui vient mardi ?", False)
    assert Matter.objects.waiting().get().text == "Qui vient mardi ?"
    assert "mardi" not in read(sheet)
    client.post(reverse("comments:withdraw", args=[said.pk]))
    said.refresh_from_db()
    assert (said.comment, said.is_removed) == ("", True)


def test_what_is_shown_below_a_closed_conversation_says_why_it_stays_before_a_word_is_typed(
    client: Client, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    said = say(sheet, outsider, "Qui vient lundi ?")
    address = reverse("comments:edit", args=[said.pk])
    assert address in read(sheet, outsider)
    closing.close(page=sheet, by=facilitator, sentence="La fiche va être réécrite.")
    assert address not in read(sheet, outsider)
    client.force_login(outsider)
    page = client.get(address).content.decode()
    for words in ("La fiche va être réécrite.", "ne peuvent donc plus être changés", "Retirer mon commentaire"):
        assert words in page
    assert 'name="comment"' not in page
    late = client.post(address, {"comment": "Qui vient mardi ?"}).content.decode()
    assert "Votre texte n’est pas envoyé" in late
    assert "Qui vient mardi" in late, "what was typed while it was closed comes back"
    said.refresh_from_db()
    assert said.comment == "Qui vient lundi ?"
