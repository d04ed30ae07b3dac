"""Agreements are recorded, renewed and withdrawn on the site, by the team and the facilitators and nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from community.models import Notification, SiteDocument, SiteMedia
from community.visibility import visible_to
from practices.models import ConsentRecord, TestimonialPage
from tests import factories
from tests.practices.contributions.screens import hidden, text_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n"


def paper(name: str = "accord de Nadia.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def agreement(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    values = {
        "person": "Nadia B.",
        "document": paper(),
        "places": "site et réunions",
        "given_on": str(today),
        "expires_on": str(today + timedelta(days=700)),
    }
    return {**values, **changes}


def renewal(client: Any, record: ConsentRecord, **changes: Any) -> dict[str, Any]:
    """What the form of a renewal sends when it is opened now, whenever it is sent."""
    return agreement(seen=hidden(text_of(client.get(act("renew_consent", record))), "seen"), **changes)


def is_public(page: TestimonialPage) -> bool:
    return visible_to(TestimonialPage.objects.filter(pk=page.pk), None).exists()


def list_of(page: Any) -> str:
    return reverse("contributions:consents", args=[page.pk])


def act(name: str, record: ConsentRecord) -> str:
    return reverse(f"contributions:{name}", args=[record.pk])


@pytest.fixture
def draft(structure: Any) -> Any:
    """A testimonial that has everything but an agreement."""
    return factories.testimonial(structure=structure, live=False, consent_days=None)


@pytest.fixture
def live(structure: Any) -> Any:
    """A published film, and the agreement of one person."""
    return factories.testimonial(structure=structure, kind="video")


@pytest.mark.parametrize("person", ["teammate", "facilitator"])
def test_the_team_and_the_facilitators_record_an_agreement(client: Any, draft: Any, person: str, request: Any) -> None:
    who = request.getfixturevalue(person)
    client.force_login(who)
    assert client.get(list_of(draft)).status_code == 200
    response = client.post(list_of(draft), agreement(is_minor="on"))
    assert response.status_code == 302, response.context["form"].errors
    record = draft.consents.get()
    assert (record.person, record.recorded_by, record.is_minor) == ("Nadia B.", who, True)
    assert TestimonialPage.objects.get(pk=draft.pk).has_valid_consent
    assert "Nadia" not in record.document.name, "a stored paper has a name that says nothing of the person"
    entry = PageLogEntry.objects.get(page=draft.pk, action="practices.consent.recorded")
    assert entry.user == who
    assert "Nadia" not in str(entry.data)


def test_nobody_else_knows_that_agreements_exist(client: Any, live: Any, outsider: Any) -> None:
    record = live.consents.get()
    addresses = [list_of(live), reverse("contributions:erase_files", args=[live.pk])]
    addresses += [
        act(name, record) for name in ("renew_consent", "withdraw_consent", "erase_consent", "consent_document")
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
    client.force_login(outsider)
    for address in addresses:
        assert client.get(address).status_code == 404
        assert client.post(address, agreement()).status_code in (404, 405)
    record.refresh_from_db()
    assert record.withdrawn_at is None
    assert live.consents.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"document": ""}, "document"),
        ({"document": paper("accord.exe")}, "document"),
        ({"document": paper("accord.pdf", b"<html><script>alert(1)</script>")}, "document"),
        ({"document": paper("accord.png", PDF)}, "document"),
        ({"person": ""}, "person"),
        ({"places": "x" * 300}, "places"),
        ({"expires_on": "2001-01-01"}, "expires_on"),
        ({"expires_on": "demain"}, "expires_on"),
        ({"given_on": "2999-01-01"}, "given_on"),
        ({"given_on": "\x00"}, "given_on"),
        ({"person": "\x00"}, "person"),
    ],
)
def test_an_agreement_that_does_not_hold_is_refused_beside_its_field(
    client: Any, draft: Any, pilot: Any, changes: dict[str, Any], wrong: str
) -> None:
    client.force_login(pilot)
    response = client.post(list_of(draft), agreement(**changes))
    assert response.status_code == 200
    assert wrong in response.context["form"].errors
    assert not draft.consents.exists()


def test_the_signed_paper_is_given_to_the_team_only_and_never_by_its_storage_address(
    client: Any, draft: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    client.force_login(pilot)
    client.post(list_of(draft), agreement())
    record = draft.consents.get()
    for who in (pilot, facilitator):
        client.force_login(who)
        response = client.get(act("consent_document", record))
        assert b"".join(response.streaming_content) == PDF
        assert response["Content-Disposition"].startswith("attachment")
        assert "no-store" in response["Cache-Control"]
    for who in (pilot, facilitator, outsider):
        client.force_login(who)
        assert client.get(f"/fichiers/{record.document.name}").status_code == 404
    client.logout()
    assert client.get(f"/fichiers/{record.document.name}").status_code == 404


def test_withdrawing_hides_at_once_and_tells_the_team_and_the_facilitators(
    client: Any, live: Any, pilot: Any, teammate: Any, facilitator: Any
) -> None:
    record = live.consents.get()
    client.force_login(teammate)
    address = act("withdraw_consent", record)
    assert client.get(address).status_code == 200
    assert is_public(live), "asking does nothing yet"
    assert client.post(address).status_code == 302
    assert not is_public(live)
    client.logout()
    assert client.get(live.url).status_code == 404
    assert client.get(live.media.url).status_code == 404
    told = Notification.objects.all()
    assert set(told.values_list("recipient", "kind")) == {
        (pilot.pk, "consent_withdrawn"),
        (facilitator.pk, "consent_withdrawn"),
    }
    assert told.count() == 2
    assert list_of(live) in told.first().body


def test_withdrawing_twice_changes_nothing(client: Any, live: Any, pilot: Any, facilitator: Any) -> None:
    record = live.consents.get()
    client.force_login(pilot)
    client.post(act("withdraw_consent", record))
    first = ConsentRecord.objects.get(pk=record.pk).withdrawn_at
    assert client.post(act("withdraw_consent", record)).status_code == 302
    assert ConsentRecord.objects.get(pk=record.pk).withdrawn_at == first
    assert Notification.objects.count() == 1


def test_a_new_agreement_after_a_withdrawal_goes_through_review(client: Any, live: Any, pilot: Any) -> None:
    record = live.consents.get()
    client.force_login(pilot)
    client.post(act("withdraw_consent", record))
    response = client.post(act("renew_consent", record), renewal(client, record))
    assert response.status_code == 302
    page = TestimonialPage.objects.get(pk=live.pk)
    assert page.has_valid_consent
    assert not page.live
    assert not is_public(page)


def test_an_ended_agreement_renewed_brings_the_page_back(
    client: Any, structure: Any, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.testimonial(structure=structure, consent_days=-1)
    record = page.consents.get()
    record.document.save("ancien.pdf", paper())
    former = record.document.name
    client.force_login(pilot)
    assert not is_public(page)
    assert client.get(act("renew_consent", record)).status_code == 200
    form = renewal(client, record, document=paper("n.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(act("renew_consent", record), form).status_code == 302
    assert is_public(page)
    record.refresh_from_db()
    assert record.person == "Nadia B."
    assert default_storage.exists(record.document.name)
    assert not default_storage.exists(former)


def test_a_renewal_without_its_paper_is_refused(client: Any, structure: Any, pilot: Any) -> None:
    page = factories.testimonial(structure=structure, consent_days=-1)
    record = page.consents.get()
    record.document.save("ancien.pdf", paper())
    client.force_login(pilot)
    response = client.post(act("renew_consent", record), renewal(client, record, document=""))
    assert response.status_code == 200
    assert "document" in response.context["form"].errors
    assert not is_public(page)


def test_an_agreement_is_erased_with_its_paper_but_never_under_a_page_on_line(
    client: Any, live: Any, draft: Any, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(pilot)
    client.post(act("erase_consent", live.consents.get()))
    assert live.consents.exists()
    client.post(list_of(draft), agreement())
    record = draft.consents.get()
    name = record.document.name
    assert client.get(act("erase_consent", record)).status_code == 200
    assert draft.consents.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(act("erase_consent", record))
    assert not draft.consents.exists()
    assert not default_storage.exists(name)


def test_after_a_withdrawal_the_team_deletes_the_files_of_every_version(
    client: Any, live: Any, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    newer = live.get_latest_revision_as_object()
    newer.media = factories.media()
    newer.save_revision()
    names = [live.media.file.name, newer.media.file.name, live.captions.file.name]
    client.force_login(pilot)
    address = reverse("contributions:erase_files", args=[live.pk])
    client.post(address)
    assert SiteMedia.objects.count() == 2, "not while the page is on line"
    client.post(act("withdraw_consent", live.consents.get()))
    assert address in client.get(list_of(live)).content.decode()
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert not SiteMedia.objects.exists()
    assert not SiteDocument.objects.exists()
    assert not any(default_storage.exists(name) for name in names)
    page = TestimonialPage.objects.get(pk=live.pk)
    assert page.get_latest_revision_as_object().media is None
    assert client.get(reverse("contributions:edit", args=[page.pk])).status_code == 200


def test_a_file_that_another_testimonial_shows_is_not_deleted(
    client: Any, structure: Any, live: Any, pilot: Any
) -> None:
    other = factories.testimonial(structure=structure, kind="text")
    TestimonialPage.objects.filter(pk=other.pk).update(media=live.media)
    client.force_login(pilot)
    client.post(act("withdraw_consent", live.consents.get()))
    client.post(reverse("contributions:erase_files", args=[live.pk]))
    assert SiteMedia.objects.filter(pk=live.media_id).exists()


def test_the_list_of_contributions_leads_to_the_agreements(client: Any, draft: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert list_of(draft) in client.get(reverse("contributions:mine")).content.decode()
    assert list_of(draft) in client.get(reverse("contributions:edit", args=[draft.pk])).content.decode()


def test_pilots_are_led_to_the_card_of_their_structure(client: Any, structure: Any, pilot: Any, teammate: Any) -> None:
    address = reverse("structure_card", args=[structure.pk])
    for who, expected in ((pilot, True), (teammate, False)):
        client.force_login(who)
        assert (address in client.get(reverse("contributions:mine")).content.decode()) is expected
