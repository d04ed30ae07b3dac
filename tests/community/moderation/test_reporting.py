"""Reporting: by anybody, what they read, once; acknowledged at once; the answer says nothing of what came before."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.models import Matter, Notification, Report
from community.moderation.subjects import subjects
from community.notifications.acts import deliver
from tests import factories
from tests.community.moderation import hands
from tests.community.requests.asking import stamp

pytestmark = pytest.mark.django_db


def test_a_stranger_reports_a_sheet_and_is_answered_by_mail_at_once(client: Client, sheet: Any) -> None:
    answer = hands.report(client, sheet)
    assert answer.url == reverse("report_sent", args=["fiche", sheet.pk])
    report = Report.objects.get()
    assert (report.matter.object_id, report.address, report.name) == (sheet.pk, "nadia@exemple.test", "Nadia B.")
    told = Notification.objects.get(kind="report_received")
    assert told.address == "nadia@exemple.test"
    assert report.words not in told.body
    assert report.name not in told.body


def test_facilitators_are_told_once_for_what_comes_within_the_hour(
    client: Client, sheet: Any, facilitator: Any, structure: Any
) -> None:
    other = factories.sheet(structure=structure)
    hands.report(client, sheet)
    hands.report(client, sheet, words="Encore.")
    hands.report(client, other)
    assert Notification.objects.filter(kind="moderation_waits", recipient=facilitator).count() == 1


def test_a_member_says_neither_their_name_nor_their_address(client: Client, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    page = client.get(hands.form_of(sheet)).content.decode()
    assert 'name="address"' not in page
    hands.report(client, sheet, address="", name="")
    report = Report.objects.get()
    assert (report.member, report.name, report.address) == (outsider, "", "")
    assert Notification.objects.get(kind="report_received").recipient == outsider


def test_what_is_missing_is_asked_and_nothing_typed_is_lost(client: Client, sheet: Any) -> None:
    answer = hands.report(client, sheet, address="pas une adresse", in_good_faith="", words="Ma phrase à moi.")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ma phrase à moi." in page
    assert "pas une adresse" in page
    assert not Report.objects.exists()


def test_a_robot_or_a_hurried_hand_is_asked_once_more(client: Client, sheet: Any) -> None:
    for typed in ({"site_web": "https://spam.test"}, {"stamp": stamp(seconds=0)}, {"stamp": "inventé"}):
        assert hands.report(client, sheet, **typed).status_code == 200
    assert not Matter.objects.exists()


def test_the_same_form_sent_twice_is_one_report(client: Client, sheet: Any) -> None:
    carried = stamp()
    for _again in range(2):
        assert hands.report(client, sheet, stamp=carried).status_code == 302
    assert Report.objects.count() == Notification.objects.filter(kind="report_received").count() == 1


def test_the_answer_is_the_same_whether_it_was_reported_before_or_not(client: Client, sheet: Any) -> None:
    def answers() -> list[str]:
        first = hands.report(client, sheet)
        return [first.url, client.get(first.url).content.decode()]

    assert answers() == answers()
    assert Matter.objects.count() == 1


def test_who_reports_too_often_is_asked_to_come_back_and_keeps_their_words(client: Client, sheet: Any) -> None:
    answers = [hands.report(client, sheet, words=f"Numéro {number}").status_code for number in range(6)]
    assert answers == [302] * 5 + [200]


def test_nobody_reports_what_they_do_not_read(client: Client, site: Any, structure: Any, pilot: Any) -> None:
    draft = factories.sheet(structure=structure, live=False)
    unknown = [reverse("report", args=["fiche", 10**12]), reverse("report", args=["bidule", 1])]
    for who in (None, pilot):
        if who is not None:
            client.force_login(who)
        for address in [hands.form_of(draft), *unknown]:
            assert client.get(address).status_code == client.post(address, hands.SAID).status_code == 404
    assert not Matter.objects.exists()


def test_a_profile_is_reported_by_members_and_a_stranger_learns_nothing_of_it(client: Client, pilot: Any) -> None:
    known, unknown = reverse("report", args=["membre", pilot.pk]), reverse("report", args=["membre", 10**12])
    assert client.get(known).status_code == client.get(unknown).status_code == 302
    client.force_login(factories.member(display_name="Une voisine"))
    assert client.get(known).status_code == 200
    assert client.get(unknown).status_code == 404


def test_each_sheet_and_profile_leads_to_its_form(client: Client, sheet: Any, pilot: Any, outsider: Any) -> None:
    assert hands.form_of(sheet) in client.get(sheet.get_absolute_url()).content.decode()
    client.force_login(outsider)
    assert hands.form_of(pilot) in client.get(reverse("member", args=[pilot.pk])).content.decode()


def test_each_subject_says_what_it_is_in_a_sentence(site: Any) -> None:
    assert {"fiche", "temoignage", "membre"} <= {subject.name for subject in subjects()}
    assert all(str(subject.label)[:3] in ("un ", "une", "la ") for subject in subjects())


def test_the_mails_leave_with_the_page_in_question(client: Client, sheet: Any) -> None:
    hands.report(client, sheet)
    deliver()
    assert sheet.get_absolute_url() in str(mail.outbox[0].body)


def test_facilitators_who_have_decided_are_told_of_what_comes_next(
    client: Client, sheet: Any, facilitator: Any, structure: Any
) -> None:
    hands.report(client, sheet)
    desk = Client()
    desk.force_login(facilitator)
    hands.decide(desk, Matter.objects.get(), "laisser")
    hands.report(client, factories.sheet(structure=structure))
    assert Notification.objects.filter(kind="moderation_waits", recipient=facilitator).count() == 2
