"""Changing one's own words, closing a conversation, one sentence a test."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments import acts, closing, editing
from community.comments.acts import Refused
from community.comments.closing import conversation_is_closed
from community.comments.models import PeerComment
from community.models import CommentVersion, Notification
from tests import factories
from tests.community.comments.talk import filled, read, reply_url, said_on, say, write_url

pytestmark = pytest.mark.django_db


def edit_url(comment: PeerComment) -> str:
    return reverse("comments:edit", args=[comment.pk])


def test_for_half_an_hour_one_changes_ones_words_and_it_says_so(client: Client, sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "On sort les tables.")
    client.force_login(outsider)
    assert edit_url(said) in read(sheet, outsider)
    answer = client.post(edit_url(said), {"comment": "On rentre les tables.", "opening": "retain"})
    assert answer.url == said.get_absolute_url()
    said.refresh_from_db()
    assert (said.comment, said.opening) == ("On rentre les tables.", "retain")
    assert "modifié" in read(sheet)
    assert "Ce que je retiens" in read(sheet)


def test_the_words_before_are_for_facilitators(
    client: Client, sheet: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    said = say(sheet, outsider, "On sort les tables.")
    editing.edit(comment=said, member=outsider, text="On rentre les tables.")
    url = reverse("comments:versions", args=[said.pk])
    assert "On sort les tables" not in read(sheet, outsider)
    assert url in read(sheet, facilitator)
    for member, status in ((outsider, 404), (pilot, 404)):
        client.force_login(member)
        assert client.get(url).status_code == status
    client.force_login(facilitator)
    assert "On sort les tables." in client.get(url).content.decode()


def test_a_mail_that_has_not_left_says_the_words_as_they_are_now(sheet: Any, outsider: Any, pilot: Any) -> None:
    said = say(sheet, outsider, f"On sort les tables, @{pilot.display_name} ?")
    waiting = Notification.objects.get(recipient=pilot)
    editing.edit(comment=said, member=outsider, text=f"On rentre les tables, @{pilot.display_name} ?")
    waiting.refresh_from_db()
    assert "On rentre les tables" in waiting.body
    assert "On sort" not in waiting.body
    Notification.objects.update(sent_at=timezone.now())
    editing.edit(comment=said, member=outsider, text=f"On dort, @{pilot.display_name} ?")
    waiting.refresh_from_db()
    assert "On rentre les tables" in waiting.body


def test_whom_the_new_words_name_no_more_is_not_told_that_they_do(sheet: Any, outsider: Any) -> None:
    somebody = factories.member(display_name="Paule Aubin")
    said = say(sheet, outsider, "On sort les tables, @Paule Aubin ?")
    assert Notification.objects.filter(recipient=somebody).exists()
    editing.edit(comment=said, member=outsider, text="On sort les tables ?")
    assert not Notification.objects.filter(recipient=somebody).exists()


def test_too_late_the_words_typed_come_back_with_the_reason(client: Client, sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "On sort les tables.")
    said_on(said, timezone.now() - timedelta(minutes=31))
    client.force_login(outsider)
    assert client.get(edit_url(said)).status_code == 404
    assert edit_url(said) not in read(sheet, outsider)
    answer = client.post(edit_url(said), {"comment": "On rentre les tables."}).content.decode()
    assert "ne peut plus être modifié" in answer
    assert "On rentre les tables." in answer
    said.refresh_from_db()
    assert (said.comment, said.edited_at) == ("On sort les tables.", None)


def test_nobody_changes_somebody_elses_words(client: Client, sheet: Any, outsider: Any, facilitator: Any) -> None:
    said = say(sheet, outsider)
    client.force_login(facilitator)
    assert client.post(edit_url(said), {"comment": "Autre chose"}).status_code == 404
    with pytest.raises(PermissionError):
        editing.edit(comment=said, member=facilitator, text="Autre chose")


def test_the_same_words_change_nothing_and_words_taken_back_leave_no_version(sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "On sort les tables.")
    editing.edit(comment=said, member=outsider, text="On sort les tables.")
    assert not CommentVersion.objects.exists()
    editing.edit(comment=said, member=outsider, text="On rentre les tables.")
    assert CommentVersion.objects.get().text == "On sort les tables."
    acts.withdraw(comment=said, member=outsider)
    assert not CommentVersion.objects.exists()


def test_a_change_sent_after_the_session_ended_comes_back(client: Client, sheet: Any, outsider: Any) -> None:
    said = say(sheet, outsider, "On sort les tables.")
    assert client.post(edit_url(said), {"comment": "On rentre tout.", "opening": "question"}).status_code == 302
    client.force_login(outsider)
    text = client.get(edit_url(said)).content.decode()
    assert "On rentre tout." in text
    assert BeautifulSoup(text, "html.parser").select_one("[name=opening][checked]")["value"] == "question"


def test_every_field_of_a_comment_comes_back_after_signing_in(client: Client, sheet: Any, outsider: Any) -> None:
    typed = {
        "opening": "question",
        "quoted_text": "Deux personnes",
        "attached_1": "Le café",
        "attached_3": "/ailleurs/",
    }
    client.post(write_url(sheet), filled(sheet, "Mon texte", **typed))
    client.force_login(outsider)
    text = client.get(write_url(sheet)).content.decode()
    for words in ("Mon texte", "Deux personnes", 'value="Le café"', 'value="/ailleurs/"'):
        assert words in text, words
    assert BeautifulSoup(text, "html.parser").select_one("[name=opening][checked]")["value"] == "question"


def test_a_closed_conversation_says_why_and_takes_nothing_more(
    client: Client, sheet: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    first = say(sheet, outsider)
    client.force_login(facilitator)
    client.post(reverse("comments:close", args=[sheet.pk]), {"sentence": "La fiche va être réécrite."})
    assert conversation_is_closed(sheet)
    for reader in (None, outsider, facilitator):
        assert "La fiche va être réécrite." in read(sheet, reader)
        assert 'name="comment"' not in read(sheet, reader)
    client.force_login(pilot)
    for address in (write_url(sheet), reply_url(first)):
        answer = client.post(address, filled(sheet, "Trop tard ?")).content.decode()
        assert "La fiche va être réécrite." in answer
        assert "Trop tard ?" in answer
    with pytest.raises(Refused):
        editing.edit(comment=first, member=outsider, text="Autre chose")
    assert PeerComment.objects.count() == 1
    client.force_login(facilitator)
    client.post(reverse("comments:close", args=[sheet.pk]), {"reopen": "1"})
    assert not conversation_is_closed(sheet)
    assert say(sheet, pilot).is_public


def test_only_facilitators_close_a_conversation_and_they_say_why(
    client: Client, sheet: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    url = reverse("comments:close", args=[sheet.pk])
    for member in (pilot, outsider):
        client.force_login(member)
        assert client.post(url, {"sentence": "Assez."}).status_code == 404
        with pytest.raises(PermissionError):
            closing.close(page=sheet, by=member, sentence="Assez.")
    client.force_login(facilitator)
    assert "Dites pourquoi" in client.post(url, {"sentence": " "}).content.decode()
    assert not conversation_is_closed(sheet)


def test_below_a_closed_conversation_nothing_is_written_in_vain_and_what_was_is_kept(
    client: Client, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    closing.close(page=sheet, by=facilitator, sentence="On se retrouve mardi.")
    client.force_login(outsider)
    shown = client.get(write_url(sheet)).content.decode()
    assert "On se retrouve mardi." in shown
    assert "<textarea" not in shown
    refused = client.post(write_url(sheet), filled(sheet, "Qui vient mardi ?")).content.decode()
    assert "Qui vient mardi ?" in refused
    assert refused.count("On se retrouve mardi.") == 2, "in the summary of what is wrong, and beside the field"


def test_what_a_colleague_did_meanwhile_is_told_before_a_conversation_is_closed_or_opened(
    client: Client, sheet: Any, facilitator: Any
) -> None:
    url = reverse("comments:close", args=[sheet.pk])
    closing.close(page=sheet, by=factories.member(is_facilitator=True), sentence="La fiche est réécrite.")
    client.force_login(facilitator)
    answer = client.post(url, {"sentence": "Assez pour ce soir.", "seen": ""})
    page = BeautifulSoup(answer.content, "html.parser")
    assert "La fiche est réécrite." in page.get_text()
    assert page.select_one("[name=sentence]").get_text(strip=True) == "Assez pour ce soir."
    assert closing.closing_of(page=sheet).sentence == "La fiche est réécrite."  # type: ignore[union-attr]
    seen = page.select_one("[name=seen]")["value"]
    for _twice in range(2):
        assert client.post(url, {"sentence": "Assez pour ce soir.", "seen": seen}).status_code == 302
    assert closing.closing_of(page=sheet).sentence == "Assez pour ce soir."  # type: ignore[union-attr]
    assert "Assez pour ce soir." in client.post(url, {"reopen": "1", "seen": seen}).content.decode()
    assert conversation_is_closed(sheet)
    closing.reopen(page=sheet, by=facilitator)
    assert client.post(url, {"reopen": "1", "seen": seen}).status_code == 302
    assert "a rouvert" in client.post(url, {"sentence": "Encore.", "seen": seen}).content.decode()
    assert not conversation_is_closed(sheet)
