"""What somebody asked, or answered as a facilitator, is in their archive, and goes when they leave."""

from typing import Any

import pytest
from django.utils import timezone

from community.models import EntryRequest
from community.rights.leavers import Leaver
from community.rights.traces import forget_elsewhere
from community.rights.what_we_keep import kept_of
from tests import factories
from tests.community.requests import asking

pytestmark = pytest.mark.django_db


def test_an_archive_holds_what_was_asked_and_what_was_answered(pilot: Any, facilitator: Any) -> None:
    asking.request(address=pilot.email, reason="Raconter le jeudi")
    asking.request(outcome="answered", answer="Venez", answered_at=timezone.now(), answered_by=facilitator)
    of_the_pilot = {part.key: part.rows for part in kept_of(member=pilot)}
    of_the_facilitator = {part.key: part.rows for part in kept_of(member=facilitator)}
    assert "Raconter le jeudi" in of_the_pilot["requests"][0].values()
    assert "Venez" in of_the_facilitator["answers"][0].values()
    assert not of_the_pilot["answers"]
    assert not of_the_facilitator["requests"]


def test_the_requests_of_who_leaves_go_along(site: Any) -> None:
    leaving = factories.member()
    asking.request(address=leaving.email)
    asking.request()
    forget_elsewhere(
        Leaver(pk=leaving.pk, addresses=(leaving.email,), names=(leaving.display_name,), erases_words=True)
    )
    assert EntryRequest.objects.get().address == asking.ADDRESS
