"""A comment that is held, reported, removed: what its author, its readers and the journal see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments.acts import post, remove, withdraw
from community.models import Decision, Matter, Member, Notification
from tests import factories
from tests.community.moderation import hands

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(site: Any) -> Any:
    person = factories.member(display_name="Inès, nouvelle")
    Member.objects.filter(pk=person.pk).update(read_before="first", read_before_since=timezone.now())
    person.refresh_from_db()
    return person


def shown_to(member: Any, sheet: Any) -> str:
    client = Client()
    if member is not None:
        client.force_login(member)
    return client.get(sheet.get_absolute_url()).content.decode()


def test_a_first_comment_is_seen_by_its_author_alone_then_by_all_once_it_is_released(
    client: Client, sheet: Any, newcomer: Any, outsider: Any, facilitator: Any
) -> None:
    post(page=sheet, member=newcomer, text="Bonjour, chez nous c’est pareil.")
    assert "chez nous c’est pareil" in shown_to(newcomer, sheet)
    assert not any("chez nous c’est pareil" in shown_to(reader, sheet) for reader in (None, outsider))
    client.force_login(facilitator)
    assert "chez nous c’est pareil" in client.get(reverse("moderation")).content.decode()
    hands.decide(client, Matter.objects.get(), "publier")
    assert all("chez nous c’est pareil" in shown_to(reader, sheet) for reader in (None, outsider, newcomer))
    assert Notification.objects.filter(kind="text_released", recipient=newcomer).count() == 1


def test_a_stranger_reports_a_comment_and_it_is_removed_with_its_reason(
    client: Client, sheet: Any, outsider: Any, facilitator: Any
) -> None:
    comment = post(page=sheet, member=outsider, text="Ces gens-là ne servent à rien.")
    assert hands.form_of(comment) in shown_to(None, sheet)
    hands.report(Client(), comment, reason="hurtful")
    client.force_login(facilitator)
    hands.decide(client, Matter.objects.get(), "retirer", sentence="Ces mots blessent.")
    assert "ne servent à rien" not in shown_to(None, sheet)
    told = Notification.objects.get(recipient=outsider, kind="text_removed").body
    assert "Ces mots blessent." in told
    assert "Ces gens-là ne servent à rien." in told
    assert not Notification.objects.filter(kind="comment_removed").exists()


def test_what_a_facilitator_removes_on_its_page_is_in_the_journal_too(
    sheet: Any, outsider: Any, facilitator: Any
) -> None:
    comment = post(page=sheet, member=outsider, text="Achetez mes tapis.")
    hands.report(Client(), comment, reason="advert")
    remove(comment=comment, facilitator=facilitator, reason="Publicité.")
    line = Decision.objects.get()
    assert (line.what, line.by, line.sentence, line.text) == (
        "removed",
        facilitator,
        "Publicité.",
        "Achetez mes tapis.",
    )
    assert not Matter.objects.open().exists()
    assert Notification.objects.filter(kind="report_answered").count() == 1


def test_what_its_author_withdraws_leaves_the_queue(
    client: Client, sheet: Any, newcomer: Any, facilitator: Any
) -> None:
    comment = post(page=sheet, member=newcomer, text="Je me suis trompée de page.")
    withdraw(comment=comment, member=newcomer)
    client.force_login(facilitator)
    assert "Je me suis trompée" not in client.get(reverse("moderation")).content.decode()
    assert not Matter.objects.open().exists()


def test_nobody_reports_a_comment_that_is_held_or_gone(
    client: Client, sheet: Any, newcomer: Any, outsider: Any
) -> None:
    held = post(page=sheet, member=newcomer, text="Pas encore lu.")
    gone = post(page=sheet, member=outsider, text="Je retire ceci.")
    withdraw(comment=gone, member=outsider)
    client.force_login(outsider)
    assert {client.get(hands.form_of(comment)).status_code for comment in (held, gone)} == {404}
