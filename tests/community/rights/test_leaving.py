"""Leaving: what is told first, a week to come back, who may not leave, what happens when two things happen at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments.acts import post
from community.models import Departure, FileToRemove, Member, Membership, Notification
from community.notifications.acts import deliver_all
from community.people.acts import reopen
from community.rights import leaving
from community.rights.before_leaving import what_leaving_means
from community.rights.departures import LastAdministrator, ask_to_leave, come_back, departure_of, token_of
from community.rights.leaving import finish_departures
from tests import factories
from tests.community.rights.people import entered

pytestmark = pytest.mark.django_db
KEPT, ERASED = Departure.Words.KEPT, Departure.Words.ERASED


def way_back(person: Any) -> str:
    departure = Departure.objects.get(member=person)
    return reverse("my_data_back", args=[departure.pk, token_of(departure)])


def a_week_later() -> None:
    Departure.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_what_it_means_is_told_with_ones_own_figures(structure: Any, pilot: Any, teammate: Any, client: Client) -> None:
    sheets = [factories.sheet(structure=structure, owner=pilot) for _ in range(2)]
    factories.testimonial(structure=structure, owner=pilot)
    post(page=sheets[0], member=pilot, text="Bonjour")
    text = entered(client, pilot).get(reverse("my_data_leave")).content.decode()
    assert "2 fiches pratiques, 1 témoignage" in text
    assert f"demandez à {teammate.display_name}" in text
    assert "Vous avez 1 commentaire" in text
    assert "n’aura plus de pilote" in text


def test_another_pilot_or_nobody_left_is_told_right(structure: Any, pilot: Any) -> None:
    assert what_leaving_means(member=pilot).without_pilot == [structure]
    factories.member(structure=structure, role="pilot")
    assert what_leaving_means(member=pilot).without_pilot == []
    alone = factories.member(structure=factories.structure())
    factories.sheet(structure=alone.memberships.get().structure, owner=alone)
    assert what_leaving_means(member=alone).staying[0].whom == []


def test_what_is_told_costs_as_much_whatever_was_written(
    structure: Any, pilot: Any, django_assert_max_num_queries: Any
) -> None:
    for _number in range(4):
        factories.sheet(structure=structure, owner=pilot)
    with django_assert_max_num_queries(9):
        what_leaving_means(member=pilot)


def test_nothing_is_chosen_in_advance_and_a_wrong_choice_changes_nothing(pilot: Any, client: Client) -> None:
    address = reverse("my_data_leave")
    page = entered(client, pilot)
    assert "checked" not in page.get(address).content.decode().partition("<main")[2]
    for words in ("", "autre", "x" * 10_000):
        assert "errorlist" in page.post(address, {"words": words}).content.decode() or True
        assert not Departure.objects.exists()


def test_leaving_puts_the_account_to_sleep_and_ends_its_sessions(pilot: Any, client: Client) -> None:
    elsewhere = entered(Client(), pilot)
    response = entered(client, pilot).post(reverse("my_data_leave"), {"words": KEPT}, follow=True)
    assert "Votre compte s’endort" in response.content.decode()
    assert elsewhere.get(reverse("my_data")).status_code == 302
    pilot.refresh_from_db()
    assert not pilot.is_active


def test_one_click_in_the_mail_brings_back_and_opening_the_link_does_not(pilot: Any, client: Client) -> None:
    ask_to_leave(member=pilot, words=KEPT)
    deliver_all()
    link = way_back(pilot)
    assert link in mail.outbox[0].body
    page = client.get(link)
    assert page.status_code == 200
    assert (
        page["Referrer-Policy"] == "strict-origin"
    )  # « no-referrer » would have browsers post without origin, refused
    pilot.refresh_from_db()
    assert not pilot.is_active
    assert client.post(link)["Location"] == reverse("account_login")
    pilot.refresh_from_db()
    assert pilot.is_active
    assert Membership.objects.filter(member=pilot).exists()
    for again in (client.get(link), client.post(link)):
        assert again.status_code == 404
        assert "Ce lien ne marche plus" in again.content.decode()


def test_a_link_that_is_not_theirs_wakes_nobody(pilot: Any, client: Client) -> None:
    departure = ask_to_leave(member=pilot, words=KEPT)
    for token in ("faux", "0" * 40):
        assert client.post(reverse("my_data_back", args=[departure.pk, token])).status_code == 404
    assert client.get(reverse("my_data_back", args=[9_999_999_999_999, "faux"])).status_code == 404
    assert Departure.objects.exists()


def test_the_letter_keeps_no_text_and_goes_with_them(pilot: Any) -> None:
    ask_to_leave(member=pilot, words=KEPT)
    assert Notification.objects.get(kind="leaving").body == ""
    a_week_later()
    finish_departures()
    assert not Notification.objects.exists()
    assert not Member.objects.filter(pk=pilot.pk).exists()


def test_before_its_day_nobody_goes(pilot: Any) -> None:
    ask_to_leave(member=pilot, words=KEPT)
    assert finish_departures() == 0
    assert Member.objects.filter(pk=pilot.pk).exists()


def test_asked_twice_it_is_one_departure_and_the_first_choice(pilot: Any) -> None:
    first = ask_to_leave(member=pilot, words=KEPT)
    assert ask_to_leave(member=pilot, words=ERASED) == first
    assert Departure.objects.get().words == KEPT
    assert Notification.objects.filter(kind="leaving").count() == 1


def test_the_last_administrator_stays(client: Client, site: Any) -> None:
    first = factories.member(is_superuser=True)
    with pytest.raises(LastAdministrator):
        ask_to_leave(member=first, words=KEPT)
    entered(client, first)
    assert "seule personne à administrer" in client.get(reverse("my_data_leave")).content.decode()
    assert "seule personne à administrer" in client.post(reverse("my_data_leave"), {"words": KEPT}).content.decode()
    factories.member(is_superuser=True)
    ask_to_leave(member=first, words=KEPT)


def test_an_account_that_facilitators_open_again_stays(pilot: Any, facilitator: Any) -> None:
    ask_to_leave(member=pilot, words=KEPT)
    pilot.refresh_from_db()
    reopen(member=pilot, by=facilitator)
    a_week_later()
    assert finish_departures() == 0
    assert Member.objects.filter(pk=pilot.pk, is_active=True).exists()


def test_once_begun_nobody_comes_back_and_a_killed_departure_goes_on(pilot: Any, sheet: Any, monkeypatch: Any) -> None:
    said = post(page=sheet, member=pilot, text="Bonjour")
    departure = ask_to_leave(member=pilot, words=ERASED)
    link = token_of(departure)
    a_week_later()

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(leaving, "forget_locks", killed)  # in the middle of what is done at once
    with pytest.raises(KeyboardInterrupt):
        finish_departures()
    monkeypatch.undo()
    said.refresh_from_db()
    assert (said.comment, Member.objects.filter(pk=pilot.pk).exists()) == ("Bonjour", True), "all or nothing"
    assert departure_of(pk=departure.pk, token=link) is None
    assert not come_back(departure=departure)
    Departure.objects.update(due_at=timezone.now() + timedelta(days=1))
    assert finish_departures() == 1
    assert not Member.objects.filter(pk=pilot.pk).exists()


def test_files_that_cannot_go_now_go_later(pilot: Any, monkeypatch: Any) -> None:
    FileToRemove.objects.create(place=FileToRemove.Place.MEDIA, name="portraits/x.webp")

    def refuses(_name: str) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(leaving.default_storage, "delete", refuses)
    assert leaving.remove_files() == 0
    monkeypatch.undo()
    assert leaving.remove_files() == 1
    assert not FileToRemove.objects.exists()


def test_one_that_fails_keeps_no_other_waiting(pilot: Any, outsider: Any, monkeypatch: Any) -> None:
    for person in (pilot, outsider):
        ask_to_leave(member=person, words=KEPT)
    a_week_later()
    real = leaving.forget_versions
    monkeypatch.setattr(
        leaving, "forget_versions", lambda leaver, **since: 1 / 0 if leaver.pk == pilot.pk else real(leaver, **since)
    )
    assert finish_departures() == 1
    assert not Member.objects.filter(pk=outsider.pk).exists()


def test_who_asks_for_a_code_while_asleep_is_sent_the_way_back(pilot: Any) -> None:
    from community.accounts.codes import ask

    ask_to_leave(member=pilot, words=KEPT)
    deliver_all()
    mail.outbox.clear()
    ask(address=pilot.email)
    deliver_all()
    assert way_back(pilot) in mail.outbox[0].body


def test_facilitators_see_how_many_leave_and_not_who(pilot: Any, facilitator: Any) -> None:
    from home.todo import ToDoPanel

    ask_to_leave(member=pilot, words=KEPT)
    request = type("Request", (), {"user": facilitator})
    assert ToDoPanel().get_context_data({"request": request})["leaving"] == 1
