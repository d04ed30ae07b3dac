"""What a facilitator finds in the admin, and whom its door keeps out."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from community.models import Member, Membership, Notification
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
    "wagtailusers_users:index",
    "wagtailusers_users:add",
    "wagtailsnippets_community_membership:list",
    "wagtailsnippets_community_membership:add",
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


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailusers_users:index", "wagtailadmin_explore_root"])
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


def test_a_facilitator_opens_an_account_without_choosing_a_password(desk: Any, structure: Any) -> None:
    page = desk.get(reverse("wagtailusers_users:add")).content.decode()
    assert "first_name" not in page
    assert "is_superuser" not in page
    response = desk.post(
        reverse("wagtailusers_users:add"),
        {"email": "Nadia@Exemple.test", "display_name": "Nadia B.", "password1": "", "password2": ""},
    )
    assert response.status_code == 302
    nadia = Member.objects.get(email="nadia@exemple.test")
    assert not nadia.has_usable_password()
    assert not nadia.is_superuser


def test_one_address_is_one_account_whatever_its_capitals(desk: Any, pilot: Any) -> None:
    response = desk.post(
        reverse("wagtailusers_users:add"),
        {"email": pilot.email.upper(), "display_name": "Copie", "password1": "", "password2": ""},
    )
    assert response.status_code == 200
    assert "Un compte existe déjà avec cette adresse." in response.content.decode()


def test_a_facilitator_closes_an_account_and_deletes_none(desk: Any, pilot: Any) -> None:
    address = reverse("wagtailusers_users:edit", args=[pilot.pk])
    assert "password" not in desk.get(address).content.decode()
    response = desk.post(address, {"email": pilot.email, "display_name": "Ancienne pilote"})
    assert response.status_code == 302
    pilot.refresh_from_db()
    assert pilot.display_name == "Ancienne pilote"
    assert not pilot.is_active
    assert desk.post(reverse("wagtailusers_users:delete", args=[pilot.pk])).status_code == 302
    assert Member.objects.filter(pk=pilot.pk).exists()


def test_a_facilitator_does_not_touch_an_administrator(desk: Any) -> None:
    boss = Member.objects.create_superuser(
        "admin@exemple.test", "une-phrase-assez-longue", display_name="Administration"
    )
    address = reverse("wagtailusers_users:edit", args=[boss.pk])
    assert desk.get(address).status_code == 302
    desk.post(address, {"email": "moi@exemple.test", "display_name": "Moi", "is_active": "on"})
    boss.refresh_from_db()
    assert boss.email == "admin@exemple.test"
    bulk = reverse("wagtail_bulk_action", args=["community", "member", "set_active_state"])
    desk.post(f"{bulk}?id={boss.pk}", {"mark_as_active": "False"})
    boss.refresh_from_db()
    assert boss.is_active


def test_nobody_takes_their_own_part_away_by_mistake(desk: Any, facilitator: Any) -> None:
    desk.post(
        reverse("wagtailusers_users:edit", args=[facilitator.pk]),
        {"email": facilitator.email, "display_name": "Claire"},
    )
    facilitator.refresh_from_db()
    assert facilitator.display_name == "Claire"
    assert facilitator.is_facilitator
    assert facilitator.is_active


def test_the_account_page_keeps_the_displayed_name(desk: Any, facilitator: Any) -> None:
    page = desk.get(reverse("wagtailadmin_account")).content.decode()
    assert "first_name" not in page
    response = desk.post(
        reverse("wagtailadmin_account"),
        {
            "name_email-display_name": "Claire D.",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )
    assert response.status_code == 302
    facilitator.refresh_from_db()
    assert facilitator.display_name == "Claire D."


def test_placing_a_member_in_a_structure_gives_the_rights_of_its_team(desk: Any, structure: Any) -> None:
    newcomer = factories.member()
    response = desk.post(
        reverse("wagtailsnippets_community_membership:add"),
        {"member": newcomer.pk, "structure": structure.pk, "role": "copilot"},
    )
    assert response.status_code == 302
    place = Membership.objects.get(member=newcomer)
    assert newcomer.groups.filter(pk=structure.space.group_id).exists()
    assert desk.get(reverse("wagtailsnippets_community_membership:edit", args=[place.pk])).status_code == 200
    again = desk.post(
        reverse("wagtailsnippets_community_membership:add"),
        {"member": newcomer.pk, "structure": structure.pk, "role": "member"},
    )
    assert again.status_code == 200, "one place a structure: said beside the form, not by a fault"


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
