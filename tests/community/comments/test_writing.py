"""Who may talk, where, and what comes back when it is refused."""

import time
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.comments.acts import MOST_MESSAGES, Refused, post, remove
from community.comments.forms import CommentForm
from community.comments.models import PeerComment
from community.models import Notification
from community.readers import readers_among
from tests import factories
from tests.community.comments.talk import filled, read, reply_url, said_on, say, write_url

pytestmark = pytest.mark.django_db


def page_at(client: Any, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_member_comments_and_comes_back_to_their_words(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    answer = client.post(write_url(sheet), filled(sheet, "Merci, nous essaierons."))
    comment = PeerComment.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"{sheet.get_url()}{comment.suffix}"
    assert (comment.comment, comment.user, comment.is_public) == ("Merci, nous essaierons.", outsider, True)
    assert comment.content_object == sheet
    shown = page_at(client, answer.url)
    assert "votre message est en ligne" in shown.select_one(f"#commentaire-{comment.pk} .notice").get_text()
    assert shown.select(".messages .notice") == []
    assert "votre message est en ligne" not in page_at(client, answer.url).get_text()  # said once


def test_a_testimonial_is_commented_too(client: Any, structure: Any, outsider: Any) -> None:
    page = factories.testimonial(structure=structure)
    client.force_login(outsider)
    client.post(write_url(page), filled(page, "Quelle voix !"))
    assert page.comments.get().comment == "Quelle voix !"


def test_a_report_is_commented_too(client: Any, outsider: Any) -> None:
    page = factories.report()
    client.force_login(outsider)
    answer = client.post(write_url(page), filled(page, "Quelle matinée", quoted_text=page.question))
    assert "Quelle matinée" in client.get(answer.url).content.decode()
    page.delete()
    assert not PeerComment.objects.exists()


def test_the_public_is_asked_to_sign_in_and_keeps_the_text(client: Any, sheet: Any, outsider: Any) -> None:
    url = write_url(sheet)
    assert client.get(url).url == f"/compte/login/?next={url}"
    assert client.post(url, filled(sheet, "Ma question <b>entière</b>")).url == f"/compte/login/?next={url}"
    assert not PeerComment.objects.exists()
    client.force_login(outsider)
    assert "Ma question &lt;b&gt;entière&lt;/b&gt;" in client.get(url).content.decode()


def test_a_reply_goes_below_its_comment_and_only_there(client: Any, sheet: Any, outsider: Any, pilot: Any) -> None:
    parent = say(sheet, outsider, "Comment faites-vous l’hiver ?")
    client.force_login(pilot)
    assert "Comment faites-vous l’hiver" in client.get(reply_url(parent)).content.decode()
    client.post(reply_url(parent), filled(sheet, "On rentre les tables."))
    answer = PeerComment.objects.get(comment="On rentre les tables.")
    assert (answer.parent_id, answer.thread_id, answer.level) == (parent.pk, parent.pk, 1)
    assert client.get(reply_url(answer)).status_code == 404  # one level: the thread is answered, not the reply


@pytest.mark.parametrize("place", ["draft", "off line", "below a page off line", "consent ended", "no such page"])
def test_what_is_not_published_is_not_commented_by_anybody(
    place: str, client: Any, structure: Any, sheet: Any, outsider: Any, pilot: Any, facilitator: Any
) -> None:
    page = _hidden_page(place, structure, sheet)
    for person in (outsider, pilot, facilitator):
        client.force_login(person)
        assert client.get(write_url(page)).status_code == 404
        assert client.post(write_url(page), filled(page, "Bonjour")).status_code == 404
    assert not PeerComment.objects.exists()


def _hidden_page(place: str, structure: Any, sheet: Any) -> Any:
    if place == "draft":
        return factories.sheet(structure=structure, live=False)
    if place == "consent ended":
        return factories.testimonial(structure=structure, consent_days=-1)
    if place == "no such page":
        sheet.pk = 2**62
    elif place == "off line":
        sheet.unpublish()
    else:
        structure.unpublish()
    return sheet


def test_a_page_kept_for_a_group_is_commented_by_that_group(client: Any, sheet: Any, outsider: Any, pilot: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(outsider.groups.get())
    client.force_login(pilot)
    assert client.post(write_url(sheet), filled(sheet, "Bonjour")).status_code == 404
    client.force_login(outsider)
    assert client.post(write_url(sheet), filled(sheet, "Bonjour")).status_code == 302


@pytest.mark.parametrize("place", ["off line", "below a page off line", "kept for others"])
def test_a_page_that_closed_since_its_form_was_shown_takes_no_message(
    place: str, structure: Any, sheet: Any, outsider: Any, pilot: Any
) -> None:
    """The act asks by itself, whatever the screen before it saw."""
    if place == "kept for others":
        restriction = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(pilot.groups.get())
    else:
        _hidden_page(place, structure, sheet)
    with pytest.raises(Refused, match="plus ouverte"):
        post(page=sheet, member=outsider, text="Bonjour")
    assert not PeerComment.objects.exists()
    assert not Notification.objects.filter(kind__startswith="comment").exists()


def test_other_kinds_of_pages_are_not_commented(client: Any, structure: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.post(write_url(structure), filled(structure, "Bonjour")).status_code == 404
    with pytest.raises(Refused):
        post(page=structure, member=outsider, text="Bonjour")


def test_a_reply_to_a_hidden_removed_or_unknown_comment_is_not_found(
    client: Any, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    hidden, removed = say(sheet, outsider, "Un"), say(sheet, outsider, "Deux")
    PeerComment.objects.filter(pk=hidden.pk).update(is_public=False)
    remove(comment=removed, facilitator=facilitator, reason="Hors sujet")
    client.force_login(outsider)
    for pk in (hidden.pk, removed.pk, 0, 2**70):
        url = reverse("comments:reply", args=[pk])
        assert client.get(url).status_code == 404
        assert client.post(url, filled(sheet, "Réponse")).status_code == 404
    assert PeerComment.objects.count() == 2


def test_a_reply_never_crosses_to_another_page(sheet: Any, structure: Any, outsider: Any, client: Any) -> None:
    elsewhere = say(factories.sheet(structure=structure), outsider, "Ailleurs")
    with pytest.raises(Refused):
        say(sheet, outsider, "Réponse", parent=elsewhere)
    client.force_login(outsider)  # the address decides the page; a form signed for another one comes back
    answer = client.post(reply_url(elsewhere), filled(sheet, "Réponse"))
    assert answer.status_code == 200
    assert "Réponse" in answer.content.decode()
    assert PeerComment.objects.count() == 1


def test_a_reply_to_a_reply_leaves_no_row(sheet: Any, outsider: Any, pilot: Any) -> None:
    answer = say(sheet, pilot, "Réponse", parent=say(sheet, outsider, "Question"))
    with pytest.raises(Refused):
        say(sheet, outsider, "Réponse à la réponse", parent=answer)
    assert PeerComment.objects.count() == 2


def test_a_double_click_posts_once(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    data = filled(sheet, "Merci !")
    first, second = client.post(write_url(sheet), data), client.post(write_url(sheet), data)
    assert first.url == second.url
    assert PeerComment.objects.count() == 1


def test_the_same_words_are_welcome_elsewhere_or_later(sheet: Any, structure: Any, outsider: Any, pilot: Any) -> None:
    first = say(sheet, outsider, "Merci !")
    said_on(first, timezone.now() - timedelta(minutes=2))
    say(sheet, outsider, "Merci !")
    say(sheet, outsider, "Merci !", parent=first)
    say(sheet, pilot, "Merci !")
    say(factories.sheet(structure=structure), outsider, "Merci !")
    assert PeerComment.objects.count() == 5


def test_too_many_messages_wait_and_the_text_stays(client: Any, sheet: Any, outsider: Any, pilot: Any) -> None:
    for number in range(MOST_MESSAGES):
        say(sheet, outsider, f"Message {number}")
    client.force_login(outsider)
    answer = client.post(write_url(sheet), filled(sheet, "Encore une idée"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "beaucoup de messages" in text
    assert "Encore une idée" in text
    say(sheet, pilot, "Chacun a son rythme")
    PeerComment.objects.update(submit_date=timezone.now() - timedelta(minutes=11))
    assert client.post(write_url(sheet), filled(sheet, "Encore une idée")).status_code == 302


@pytest.mark.parametrize("text", ["", "   \r\n ", "x" * 3001, "\x00\u200b"], ids=["none", "blank", "long", "unseen"])
def test_a_text_that_cannot_be_posted_comes_back_with_the_reason(
    text: str, client: Any, sheet: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    answer = client.post(write_url(sheet), filled(sheet, text))
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert text.strip()[:100].replace("\x00", "") in answer.content.decode().replace("\x00", "")
    assert not PeerComment.objects.exists()


def test_three_thousand_characters_fit_whatever_the_line_ends(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    text = "\r\n".join(["abcd"] * 600)  # 2 999 characters for the browser, 3 598 as it sends them
    assert client.post(write_url(sheet), filled(sheet, text)).status_code == 302


def test_a_page_left_open_too_long_gives_the_text_back_and_the_next_sending_works(
    client: Any, sheet: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    form = CommentForm(sheet)
    old = str(int(time.time()) - 25 * 3600)
    signed = form.generate_security_hash(str(sheet._meta), str(sheet.pk), old)
    answer = client.post(write_url(sheet), filled(sheet, "Longuement mûri", timestamp=old, security_hash=signed))
    assert answer.status_code == 200
    assert "Longuement mûri" in answer.content.decode()
    assert "ouverte depuis longtemps" in answer.content.decode()
    shown = answer.context["form"]
    again = {name: shown[name].value() or "" for name in shown.fields}
    assert client.post(write_url(sheet), again).status_code == 302
    assert PeerComment.objects.get().comment == "Longuement mûri"


@pytest.mark.parametrize(
    "hostile",
    [
        {"timestamp": "9" * 400},
        {"timestamp": "9" * 5000},
        {"timestamp": "-1"},
        {"timestamp": "demain"},
        {"security_hash": "0" * 40},
        {"security_hash": "é" * 40},
        {"security_hash": ""},
        {"content_type": "auth.user"},
        {"object_pk": "1' OR 1=1"},
        {"honeypot": "https://exemple.test"},
    ],
    ids=lambda fields: "{}={:.12}".format(*next(iter(fields.items()))),
)
def test_a_form_that_was_tampered_with_is_refused_politely(
    hostile: dict[str, str], client: Any, sheet: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    answer = client.post(write_url(sheet), filled(sheet, "Mon texte", **hostile))
    assert answer.status_code == 200
    assert "Mon texte" in answer.content.decode()
    assert not PeerComment.objects.exists()


def test_a_form_without_anything_is_refused_politely(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.post(write_url(sheet), {}).status_code == 200


def test_the_team_is_told_of_a_comment_and_its_author_is_not(
    sheet: Any, pilot: Any, teammate: Any, outsider: Any
) -> None:
    comment = say(sheet, outsider, "C’est l’idée qu’il nous fallait.")
    told = Notification.objects.filter(kind="comment_new")
    assert {message.recipient for message in told} == {pilot, teammate}
    message = told.first()
    assert message.subject == f"Un nouveau commentaire sur « {sheet.title} »"
    assert "C’est l’idée qu’il nous fallait." in message.body  # an apostrophe is not turned into &#x27;
    assert f"http://127.0.0.1:8000{sheet.get_url()}{comment.suffix}" in message.body
    assert outsider.email not in message.body
    assert "&#" not in message.body
    Notification.objects.all().delete()
    say(sheet, pilot, "Merci !")
    assert [message.recipient for message in Notification.objects.all()] == [teammate]


def test_the_person_answered_is_told_once(sheet: Any, pilot: Any, teammate: Any, outsider: Any) -> None:
    question = say(sheet, pilot, "Qui ouvre le lundi ?")
    Notification.objects.all().delete()
    say(sheet, outsider, "Chez nous, Paul.", parent=question)
    told = [(message.recipient, message.kind) for message in Notification.objects.order_by("-kind")]
    assert told == [(pilot, "comment_reply"), (teammate, "comment_new")], "of the team as well, and told once"


def test_who_may_no_longer_read_the_page_is_not_told(sheet: Any, pilot: Any, outsider: Any) -> None:
    question = say(sheet, outsider, "Qui ouvre le lundi ?")
    restriction = PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(pilot.groups.get())
    Notification.objects.all().delete()
    say(sheet, pilot, "Paul.", parent=question)
    assert not Notification.objects.exists()


def test_the_words_said_are_read_at_once(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    client.post(write_url(sheet), filled(sheet, "Bravo à l’équipe."))
    assert "Bravo à l’équipe." in read(sheet)


def test_a_facilitator_and_somebody_else_outside_the_group_are_not_taken_for_one_another(
    sheet: Any, outsider: Any, facilitator: Any
) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.GROUPS)
    for people in ([outsider, facilitator], [facilitator, outsider]):
        assert readers_among(page=sheet, people=people) == [facilitator]
