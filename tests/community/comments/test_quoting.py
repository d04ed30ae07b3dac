"""Quoting a passage or a moment, one sentence a test."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from community.comments import acts
from community.comments.acts import Refused
from community.comments.models import PeerComment
from community.comments.quoting import Quote
from tests import factories
from tests.community.comments.talk import filled, read, reply_url, say, write_url

pytestmark = pytest.mark.django_db
GONE = "Le passage cité a été retiré ou a changé"


def quoting(page: Any, member: Any, text: str, **source: Any) -> PeerComment:
    return acts.post(page=page, member=member, text="D’accord.", quote=Quote(text=text, **source))


def test_words_of_the_page_are_quoted_whatever_their_signs_and_spaces(
    client: Client, sheet: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    client.post(write_url(sheet), filled(sheet, "Nous aussi.", quoted_text=f"« {sheet.summary.upper()}\n »"))
    said = PeerComment.objects.get()
    assert said.quoted_text == sheet.summary.upper()
    shown = BeautifulSoup(client.get(sheet.url).content, "html.parser").select_one(".comment__quote")
    assert sheet.summary.upper().rstrip(".") in shown.get_text()


def test_words_that_are_not_there_are_refused_beside_the_field_and_nothing_is_lost(
    client: Client, sheet: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    sent = filled(sheet, "Mon texte", quoted_text="Ces mots ne sont nulle part", attached_2=sheet.title)
    page = BeautifulSoup(client.post(write_url(sheet), sent).content, "html.parser")
    assert not PeerComment.objects.exists()
    assert "ne sont pas sur la page" in page.select_one("details .field--error").get_text()
    assert page.select_one("[name=quoted_text]").get_text().strip() == "Ces mots ne sont nulle part"
    assert page.select_one("[name=attached_2]")["value"] == sheet.title
    assert page.select_one("details[data-quote-part]").has_attr("open")


def test_a_hidden_word_of_a_draft_cannot_be_guessed_by_quoting_it(sheet: Any, outsider: Any) -> None:
    draft = type(sheet).objects.get(pk=sheet.pk).get_latest_revision_as_object()
    draft.pitfalls = "Le mot secret est xylophone."
    draft.save_revision()
    with pytest.raises(Refused):
        quoting(sheet, outsider, "Le mot secret est xylophone")


def test_words_of_a_comment_are_quoted_and_lead_to_it(client: Client, sheet: Any, outsider: Any, pilot: Any) -> None:
    first = say(sheet, outsider, "On rentre les tables avant la pluie.")
    client.force_login(pilot)
    address = f"{reply_url(first)}?cite={first.pk}&passage=rentre+les+tables"
    assert "rentre les tables</textarea>" in client.get(address).content.decode()
    client.post(address, filled(sheet, "Même en été ?", quoted_text="rentre les tables"))
    said = PeerComment.objects.get(quoted_comment=first)
    assert (said.quoted_text, said.parent_id) == ("rentre les tables", first.pk)
    shown = BeautifulSoup(read(sheet), "html.parser").select_one(f"#commentaire-{said.pk} .comment__quote")
    assert shown.a["href"] == f"#commentaire-{first.pk}"


def test_words_taken_back_disappear_from_the_quotes_too(sheet: Any, outsider: Any, pilot: Any) -> None:
    first = say(sheet, outsider, "Une confidence de trop.")
    quoting(sheet, pilot, "confidence de trop", comment=first)
    acts.withdraw(comment=first, member=outsider)
    assert not PeerComment.objects.filter(quoted_text__contains="confidence").exists()
    assert "confidence" not in read(sheet, pilot)
    assert GONE in read(sheet)


def test_what_is_removed_or_changed_is_quoted_no_more(sheet: Any, outsider: Any, pilot: Any, facilitator: Any) -> None:
    first = say(sheet, outsider, "Des mots durs pour quelqu’un.")
    quoting(sheet, pilot, "mots durs", comment=first)
    quoting(sheet, facilitator, sheet.summary)
    acts.remove(comment=first, facilitator=facilitator, reason="Le ton")
    type(sheet).objects.filter(pk=sheet.pk).update(summary="Tout autre chose.")
    text = read(type(sheet).objects.get(pk=sheet.pk))
    assert text.count(GONE) == 2
    assert "mots durs" not in text


def test_a_comment_of_another_page_or_one_that_is_gone_cannot_be_quoted(
    sheet: Any, structure: Any, outsider: Any
) -> None:
    elsewhere = say(factories.sheet(structure=structure), outsider, "Ailleurs, autrement.")
    with pytest.raises(Refused):
        quoting(sheet, outsider, "Ailleurs", comment=elsewhere)
    here = say(sheet, outsider, "Ici, maintenant.")
    acts.withdraw(comment=here, member=outsider)
    with pytest.raises(Refused):
        quoting(sheet, outsider, "Ici", comment=here)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("1:23", 83),
        ("83", 83),
        ("1 min 23", 83),
        ("1:02:05", 3725),
        ("1 h 02", 3720),
        ("0:45 ", 45),
        ("/x/?t=83#t83", 83),
    ],
)
def test_a_moment_of_a_film_is_written_as_the_player_shows_it(
    typed: str, seconds: int, client: Client, structure: Any, outsider: Any
) -> None:
    film = factories.testimonial(structure=structure, kind="audio")
    client.force_login(outsider)
    client.post(write_url(film), filled(film, "Ce moment-là !", quoted_moment=typed))
    assert PeerComment.objects.get().quoted_second == seconds
    shown = BeautifulSoup(client.get(film.url).content, "html.parser").select_one(".comment__quote a")
    assert shown["href"] == f"?t={seconds}#t{seconds}"


def test_a_page_without_a_film_has_no_moment_to_quote(client: Client, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert "quoted_moment" not in client.get(write_url(sheet)).content.decode()
