"""A renewal counts for the agreement that its form showed: withdrawn or renewed meanwhile, it is refused and told."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from practices.contributions.acts import consents
from practices.models import ConsentRecord
from tests import factories
from tests.attacks.files.doors import files_without_a_row
from tests.practices.contributions.screens import hidden, text_of
from tests.practices.contributions.test_consents import act, agreement, paper, renewal

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(structure: Any) -> Any:
    """A published testimonial, and the agreement of one person."""
    return factories.testimonial(structure=structure)


def test_a_renewal_opened_before_a_withdrawal_does_not_put_the_agreement_back(
    client: Any, live: Any, pilot: Any
) -> None:
    record = live.consents.get()
    record.document.save("ancien.pdf", paper())
    client.force_login(pilot)
    form = renewal(client, record, places="site, et une affiche")
    client.post(act("withdraw_consent", record))
    before = ConsentRecord.objects.filter(pk=record.pk).values().get()
    stored = files_without_a_row()

    response = client.post(act("renew_consent", record), form)
    assert response.status_code == 200
    assert "il a été retiré le" in str(response.context["form"].non_field_errors())
    assert "Joignez de nouveau" in str(response.context["form"].errors["document"])
    text = text_of(response)
    assert 'value="site, et une affiche"' in text, "nothing typed is lost"
    assert "Accord retiré le" in text, "what stands is shown"
    assert ConsentRecord.objects.filter(pk=record.pk).values().get() == before
    assert default_storage.exists(record.document.name)
    assert files_without_a_row() == stored
    again = agreement(places="site, et une affiche", seen=hidden(text, "seen"))
    assert client.post(act("renew_consent", record), again).status_code == 302, "once read, it is a choice"
    record.refresh_from_db()
    assert (record.withdrawn_at, record.places, record.recorded_by) == (None, "site, et une affiche", pilot)


def test_a_renewal_refused_for_another_reason_tells_of_the_withdrawal_too(client: Any, live: Any, pilot: Any) -> None:
    record = live.consents.get()
    client.force_login(pilot)
    form = renewal(client, record, given_on="hier")
    client.post(act("withdraw_consent", record))
    response = client.post(act("renew_consent", record), form)
    assert "given_on" in response.context["form"].errors
    assert "il a été retiré le" in str(response.context["form"].non_field_errors())


def test_a_renewal_that_does_not_say_what_it_showed_is_refused(client: Any, live: Any, pilot: Any) -> None:
    record = live.consents.get()
    client.force_login(pilot)
    for seen in ({}, {"seen": "\x00"}, {"seen": "x" * 20_000}):
        assert client.post(act("renew_consent", record), agreement(**seen)).status_code == 200
    assert ConsentRecord.objects.get(pk=record.pk).expires_on == record.expires_on


def test_of_two_renewals_from_one_state_the_second_is_refused_and_leaves_no_file(
    client: Any, structure: Any, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    record = factories.testimonial(structure=structure).consents.get()
    record.document.save("ancien.pdf", paper())
    client.force_login(pilot)
    stored = files_without_a_row()
    first, second = renewal(client, record), renewal(client, record, places="ailleurs")
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(act("renew_consent", record), first).status_code == 302
    kept = ConsentRecord.objects.filter(pk=record.pk).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(act("renew_consent", record), second)
    assert "il va maintenant jusqu’au" in str(response.context["form"].non_field_errors())
    assert ConsentRecord.objects.filter(pk=record.pk).values().get() == kept
    assert files_without_a_row() == stored


def test_a_renewal_writes_what_was_signed_and_nothing_else_of_what_was_read(structure: Any, pilot: Any) -> None:
    stale = factories.testimonial(structure=structure).consents.get()
    ConsentRecord.objects.filter(pk=stale.pk).update(person="Nadia Belkacem", is_minor=True)
    stale.places = "site"
    consents.renew(consent=stale, member=pilot, seen=consents.seen_in(ConsentRecord.objects.get(pk=stale.pk)))
    now = ConsentRecord.objects.get(pk=stale.pk)
    assert (now.person, now.is_minor, now.places) == ("Nadia Belkacem", True, "site")
