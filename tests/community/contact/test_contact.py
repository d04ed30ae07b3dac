"""Writing to a structure without knowing its address."""

from typing import Any

import pytest
from django.urls import reverse

from community.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_sheet(structure: Any, pilot: Any) -> Any:
    return factories.sheet(structure=structure, owner=pilot, contact_optin=True)


def test_a_message_reaches_the_team_with_the_sender_s_address(
    client: Any, open_sheet: Any, pilot: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    response = client.post(reverse("contact", args=[open_sheet.pk]), {"text": "Combien de binômes au début ?"})
    assert response.status_code == 302
    message = Notification.objects.get(recipient=pilot)
    assert "Combien de binômes" in message.body
    assert outsider.email in message.body


def test_the_page_never_shows_the_structure_s_addresses(
    client: Any, open_sheet: Any, pilot: Any, outsider: Any
) -> None:
    client.force_login(outsider)
    assert pilot.email not in client.get(reverse("contact", args=[open_sheet.pk])).content.decode()


def test_the_public_signs_in_first(client: Any, open_sheet: Any) -> None:
    response = client.get(reverse("contact", args=[open_sheet.pk]))
    assert response.status_code == 302
    assert "/compte/login/" in response["Location"]


def test_a_structure_that_did_not_agree_is_not_written_to(client: Any, sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    assert client.post(reverse("contact", args=[sheet.pk]), {"text": "Bonjour"}).status_code == 404
    assert not Notification.objects.exists()


def test_a_draft_gives_no_door(client: Any, structure: Any, outsider: Any) -> None:
    draft = factories.sheet(structure=structure, live=False, contact_optin=True)
    client.force_login(outsider)
    assert client.get(reverse("contact", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 3001])
def test_a_message_refused_keeps_its_text(client: Any, open_sheet: Any, outsider: Any, text: str) -> None:
    client.force_login(outsider)
    response = client.post(reverse("contact", args=[open_sheet.pk]), {"text": text})
    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert text.strip() in response.content.decode()


def test_the_seventh_message_of_the_hour_waits(client: Any, open_sheet: Any, outsider: Any) -> None:
    client.force_login(outsider)
    address = reverse("contact", args=[open_sheet.pk])
    assert [client.post(address, {"text": f"Question {n}"}).status_code for n in range(6)] == [302] * 6
    seventh = client.post(address, {"text": "Encore une question"})
    assert seventh.status_code == 200
    assert "Encore une question" in seventh.content.decode()
