"""What a facilitator finds in the admin, and whom its door keeps out."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from community.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Any, facilitator: Any) -> Any:
    """A facilitator's browser."""
    client.force_login(facilitator)
    return client


PLACES = [
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailsnippets_community_notification:list",
    "wagtailimages:index",
    "wagtailimages:add",
    "wagtailimages_chooser:choose",
    "wagtaildocs:index",
    "wagtaildocs:add",
    "wagtaildocs_chooser:choose",
    "wagtailmedia:index",
    "wagtailmedia:chooser",
    "wagtailadmin_choose_page",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
]


@pytest.mark.parametrize("name", PLACES)
def test_a_facilitator_opens_every_room(desk: Any, name: str) -> None:
    assert desk.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_a_facilitator_adds_films_and_sounds(desk: Any, kind: str) -> None:
    assert desk.get(reverse("wagtailmedia:add", args=[kind])).status_code == 200


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_explore_root"])
def test_a_member_is_told_that_the_admin_is_not_theirs(client: Any, pilot: Any, name: str) -> None:
    client.force_login(pilot)
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


def test_a_visitor_signs_in_by_the_page_of_the_site(client: Any) -> None:
    for address in ("/admin/", "/admin/login/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_the_door_never_leads_to_another_site(desk: Any) -> None:
    response = desk.get(reverse("admin_door"), {"next": "https://ailleurs.test/"})
    assert response.url == reverse("wagtailadmin_home")


def test_the_account_page_of_the_admin_keeps_its_looks_and_leads_to_mon_compte(desk: Any, facilitator: Any) -> None:
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert reverse("account_home") in page
    for field in ('name="name_email-', 'type="file"', 'type="password"'):
        assert field not in page
    response = desk.post(
        reverse("wagtailadmin_account"),
        {
            "name_email-display_name": "Claire D.",
            "theme-theme": "dark",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    assert response.status_code == 302
    name = facilitator.display_name
    facilitator.refresh_from_db()
    assert (facilitator.display_name, facilitator.wagtail_userprofile.theme) == (name, "dark")


def test_messages_that_wait_are_shown_with_their_reason_and_cannot_be_written(desk: Any, pilot: Any) -> None:
    stuck = Notification.objects.create(
        recipient=pilot,
        kind="published",
        subject="Votre fiche est en ligne",
        body="…",
        attempts=12,
        last_error="SMTPServerDisconnected",
        given_up_at=timezone.now(),
    )
    sent = Notification.objects.create(
        recipient=pilot, kind="published", subject="Déjà partie", body="…", sent_at=timezone.now() - timedelta(days=1)
    )
    page = desk.get(reverse("wagtailsnippets_community_notification:list")).content.decode()
    assert stuck.subject in page
    assert "SMTPServerDisconnected" in page
    assert sent.subject not in page
    for name, args in (("add", []), ("edit", [stuck.pk]), ("delete", [stuck.pk])):
        response = desk.get(reverse(f"wagtailsnippets_community_notification:{name}", args=args))
        assert response.status_code == 302, name
    assert "1 message n’a pas pu être envoyé" in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_the_chooser_hides_the_drafts_of_others(client: Any, structure: Any, outsider: Any, facilitator: Any) -> None:
    from django.test import RequestFactory

    from community.wagtail_hooks import hide_the_drafts_of_others

    draft = factories.sheet(structure=structure, live=False)
    request: Any = RequestFactory().get("/")
    request.user = outsider
    assert draft.pk not in hide_the_drafts_of_others(Page.objects.all(), request).values_list("pk", flat=True)
    request.user = facilitator
    assert draft.pk in hide_the_drafts_of_others(Page.objects.all(), request).values_list("pk", flat=True)


@pytest.mark.parametrize("boss", [False, True])
def test_wagtail_s_screens_of_accounts_lead_to_les_personnes(
    client: Any, facilitator: Any, pilot: Any, boss: bool
) -> None:
    facilitator.is_superuser = boss
    facilitator.save()
    client.force_login(facilitator)
    person = reverse("person", args=[pilot.pk])
    leads = {
        reverse("wagtailusers_users:index") + "?q=nadia": reverse("people") + "?q=nadia",
        reverse("wagtailusers_users:add"): reverse("people"),
        reverse("wagtailusers_users:edit", args=[pilot.pk]): person,
        reverse("wagtailusers_users:delete", args=[pilot.pk]): person,
    }
    for address, place in leads.items():
        for visit in (client.get, client.post):
            assert visit(address).headers.get("Location") == place, address
    bulk = reverse("wagtail_bulk_action", args=["community", "member", "set_active_state"])
    assert client.post(f"{bulk}?id={pilot.pk}", {"mark_as_active": "False"}).status_code == 404
    pilot.refresh_from_db()
    assert pilot.is_active
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Les personnes" in page
    assert "wagtailsnippets_community_membership" not in page
    assert "/admin/users/" not in page


def test_wagtail_s_screens_of_accounts_are_nothing_to_members(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert client.get(reverse("wagtailusers_users:edit", args=[pilot.pk])).status_code == 404
