"""Every door that takes a password slows a guesser down; those that libraries bring are closed."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.models import Member
from tests import factories
from tests.attacks.doors.test_every_door import OUTSIDE, plausible
from tests.community.accounts.asking import ask_by, come_in, right_code, type_by

pytestmark = pytest.mark.django_db

TRIES = 60
ASKED_OF_VISITORS = {"account_login"}
ASKED_OF_MEMBERS = {"account_change_password", "account_confirm"}
CLOSED = (
    "/_util/login/",
    "/_util/authenticate_with_password/1/1/",
    "/admin/password_reset/",
    "/admin/password_reset/done/",
    "/admin/password_reset/confirm/MQ/abc-def/",
    "/admin/password_reset/complete/",
    "/admin/bulk/community/member/set_active_state/",
    "/admin/bulk/community/member/assign_role/",
    "/compte/reauthenticate/",
    "/compte/email/",
    "/accounts/login/",
    "/comments/post/",
    "/documents/1/x.pdf",
    "/images/x/1/original/",
    "/django-admin/",
)


def is_in(client: Client) -> bool:
    return bool(client.get(reverse("contributions:mine")).status_code == 200)


def taking_a_password(client: Client, member: Member) -> set[str]:
    """The names of the addresses that show this browser a field for a password, without sending it elsewhere.

    Outside the admin, whose addresses let nobody in (test_every_door).
    """
    found = set()
    for address in OUTSIDE:
        page = client.get(plausible(address) + ("?par=mot-de-passe" if address.name == "account_login" else ""))
        if 'type="password"' in page.content.decode(errors="replace"):
            found.add(address.name)
    return found


def test_the_doors_that_take_a_password_are_these(site: Any) -> None:
    nadia = Member.objects.create_user("nadia@exemple.test", factories.PASSWORD, display_name="Nadia")
    assert taking_a_password(Client(), nadia) == ASKED_OF_VISITORS
    browser = Client()
    come_in(browser, nadia)
    nadia.refresh_from_db()
    assert taking_a_password(browser, nadia) == ASKED_OF_MEMBERS


@pytest.mark.parametrize("everywhere", [False, True], ids=["from one place", "from sixty places"])
def test_sixty_wrong_passwords_then_the_right_one_do_not_sign_in(everywhere: bool, pilot: Any) -> None:
    door = reverse("account_login")
    for number in range(TRIES):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{number + 1 if everywhere else 1}")
        guesser.post(door, {"login": pilot.email, "password": f"essai-{number}"})
    last = Client(REMOTE_ADDR="192.0.2.200" if everywhere else "192.0.2.1")
    last.post(door, {"login": pilot.email, "password": factories.PASSWORD})
    assert not is_in(last)


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_no_other_door_signs_in_nor_takes_sixty_tries(door: str, facilitator: Any) -> None:
    guesser = Client()
    for number in range(TRIES):
        data = {"username": facilitator.email, "login": facilitator.email, "password": f"essai-{number}"}
        assert guesser.post(door, data).status_code in {302, 404}
    right = {"username": facilitator.email, "login": facilitator.email, "password": factories.PASSWORD}
    guesser.post(door, right)
    assert not is_in(guesser)


@pytest.mark.parametrize("door", CLOSED)
def test_what_libraries_bring_and_nobody_uses_is_closed(door: str, client: Any, site: Any, facilitator: Any) -> None:
    assert client.get(door).status_code == 404
    client.force_login(facilitator)
    for ask in (client.get, client.post):
        assert ask(door).status_code == 404


def test_a_session_found_open_does_not_change_a_password(client: Any, pilot: Any) -> None:
    client.force_login(pilot)  # without proof, as a session that was opened a while ago
    new = {"password1": "une-autre-phrase-longue", "password2": "une-autre-phrase-longue"}
    answer = client.post(reverse("account_change_password"), new)
    assert answer["Location"].startswith(reverse("account_confirm"))
    assert Member.objects.get(pk=pilot.pk).check_password(factories.PASSWORD)
    assert "une-autre-phrase-longue" not in str(dict(client.session))


@pytest.mark.parametrize("link", ["", "done/", "key/1-faux/", "key/1a-set-password/", "key/done/"])
def test_links_sent_before_there_were_codes_lead_kindly_to_a_code(link: str, client: Any, pilot: Any) -> None:
    page = client.get(f"/compte/password/reset/{link}", follow=True)
    assert page.request["PATH_INFO"] == reverse("account_login")
    assert page.request["QUERY_STRING"] == "next=%2Fcompte%2Fpassword%2Fchange%2F"
    assert "par un code" in page.content.decode()
    assert 'type="password"' not in page.content.decode()


def test_who_forgot_a_password_comes_in_by_a_code_then_chooses_another(client: Any, pilot: Any) -> None:
    choose = reverse("account_change_password")
    ask_by(client, pilot.email, next=choose)
    assert type_by(client, right_code(), next=choose)["Location"] == choose
    assert "Choisir un mot de passe" in client.get(choose).content.decode()
    new = "une-autre-phrase-longue"
    assert "field--error" in client.post(choose, {"password1": new, "password2": "x"}).content.decode()
    client.post(choose, {"password1": new, "password2": new})
    assert Member.objects.get(pk=pilot.pk).check_password(new)
    assert is_in(client)


def test_a_page_closed_by_a_shared_password_asks_nobody_for_it(client: Any, sheet: Any) -> None:
    PageViewRestriction.objects.create(page=sheet.page_ptr, restriction_type="password", password="sésame")
    page = client.get(sheet.url).content.decode()
    assert sheet.summary not in page
    assert "Cette page n’est pas ouverte" in page or "404" in page
    assert 'type="password"' not in page


def test_browsers_find_where_to_change_a_password(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    response = client.get("/.well-known/change-password")
    assert (response.status_code, response["Location"]) == (302, reverse("account_change_password"))


def test_a_member_without_password_chooses_one_on_the_same_page(client: Any, pilot: Any) -> None:
    pilot.set_unusable_password()
    pilot.save()
    ask_by(client, pilot.email)
    type_by(client, right_code())
    response = client.get(reverse("account_set_password"), follow=True)
    assert response.request["PATH_INFO"] == reverse("account_change_password")
    assert 'name="password1"' in response.content.decode()


@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
def test_opening_the_admin_s_way_out_signs_nobody_out(method: str, facilitator: Any) -> None:
    client = Client()
    client.force_login(facilitator)
    answer = getattr(client, method)("/admin/logout/")
    assert "sessionid" not in answer.cookies
    assert client.get("/admin/").status_code == 200
    client.post("/admin/logout/")
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_a_page_of_the_members_sends_visitors_to_sign_in_and_brings_them_back(kind: str, sheet: Any) -> None:
    PageViewRestriction.objects.create(page=sheet, restriction_type=kind)
    for address in (sheet.url, f"{sheet.url}?t=3"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer.url == f"{reverse('account_login')}?{urlencode({'next': address}, safe='/')}"
