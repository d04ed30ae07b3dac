"""Coming in by a code: in this browser, on the page one wanted, and with a sentence whatever happens."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from community.models import AskedCode, Member
from community.notifications.acts import deliver
from home.models import SiteSettings
from tests import factories
from tests.community.accounts.asking import ask_by, last_asked, right_code, type_by, wrong_code

pytestmark = pytest.mark.django_db

CODE_PAGE = "/compte/code/"
SIGN_IN = "/compte/login/"


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_a_member_comes_in_by_the_code_of_the_mail(client: Client, pilot: Any) -> None:
    page = ask_by(client, pilot.email.upper())
    assert page.request["PATH_INFO"] == CODE_PAGE
    deliver()
    assert mail.outbox[0].to == [pilot.email]
    answer = type_by(client, f" {right_code()[:4]} {right_code()[4:]}\u00a0")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who(client) == str(pilot.pk)


@pytest.mark.parametrize("address", ["\u200bELISE@exemple.test ", "elise@exemple.test\u00ad"])
def test_an_address_with_capitals_or_invisible_letters_is_the_same(client: Client, site: Any, address: str) -> None:
    member = Member.objects.create_user("elise@exemple.test", None, display_name="Élise")
    ask_by(client, address)
    type_by(client, right_code())
    assert who(client) == str(member.pk)


def test_one_arrives_where_one_wanted_to_go(client: Client, pilot: Any) -> None:
    page = ask_by(client, pilot.email, next="/partager/")
    assert page.request["QUERY_STRING"] == "next=%2Fpartager%2F"
    assert 'name="next" value="/partager/"' in page.content.decode()
    again = client.post(CODE_PAGE, {"resend": "", "next": "/partager/"})
    assert again["Location"] == f"{CODE_PAGE}?next=%2Fpartager%2F"
    assert type_by(client, right_code(), next="/partager/")["Location"] == "/partager/"


def test_nobody_is_led_to_another_site(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email, next="https://ailleurs.test/")
    assert type_by(client, right_code(), next="https://ailleurs.test/")["Location"] == "/"


def test_the_mail_and_the_page_say_from_when_until_when(client: Client, pilot: Any) -> None:
    page = ask_by(client, pilot.email).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    deliver()
    asked = last_asked()
    for moment in (asked.asked_at, asked.ends_at):
        hour = f"{timezone.localtime(moment):%-H h %M}"
        assert hour in page
        assert hour in mail.outbox[0].body.replace("\u00a0", " ").replace("\u202f", " ")
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_another_code_is_sent_and_the_first_no_longer_works(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    first = right_code()
    page = client.post(CODE_PAGE, {"resend": ""}, follow=True)
    assert "Un nouveau code est parti" in page.content.decode()
    assert "Ce n’est pas ce code" in type_by(client, first).content.decode()
    type_by(client, right_code())
    assert who(client) == str(pilot.pk)


def test_the_quota_of_codes_sent_again_is_told_and_costs_no_try(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    AskedCode.objects.update(resent=3)
    assert "Renvoyer un code" not in client.get(CODE_PAGE).content.decode()
    page = client.post(CODE_PAGE, {"resend": ""}, follow=True)
    assert "Plusieurs codes sont déjà partis" in page.content.decode()
    assert last_asked().tries == 0


def test_a_code_that_is_over_is_told_in_a_sentence(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    AskedCode.objects.update(ends_at=timezone.now())
    answer = client.post(CODE_PAGE, {"code": right_code(), "next": "/partager/"}, follow=True)
    assert answer.request["PATH_INFO"] == SIGN_IN
    assert "Ce code ne marche plus" in answer.content.decode()
    assert 'value="/partager/"' in answer.content.decode()


def test_a_browser_that_asked_for_nothing_is_told_so(client: Client, pilot: Any) -> None:
    ask_by(Client(), pilot.email)
    answer = client.post(CODE_PAGE, {"code": right_code()}, follow=True)
    assert "demandé depuis un autre navigateur" in answer.content.decode()
    assert who(client) == ""


def test_a_wrong_code_is_kept_in_its_field_with_the_tries_that_are_left(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    wrong = wrong_code()
    page = type_by(client, wrong).content.decode()
    assert "il reste 4 essais" in page
    assert wrong in page
    for _ in range(3):
        page = type_by(client, wrong).content.decode()
    assert "il reste 1 essai." in page
    last = client.post(CODE_PAGE, {"code": wrong}, follow=True)
    assert "essayé trop de fois" in last.content.decode()
    type_by(client, right_code())
    assert who(client) == ""


def test_what_is_no_code_costs_no_try(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    for typed in ("", "1234", "x" * 100_000, "\x00", "<script>", "1" * 200):
        answer = type_by(client, typed)
        assert answer.status_code == 200
        assert "field--error" in answer.content.decode()
    assert last_asked().tries == 0


def test_a_code_used_twice_opens_nothing(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    code, other = right_code(), Client()
    other.cookies["sessionid"] = client.cookies["sessionid"].value
    session = client.session.session_key
    type_by(client, code)
    assert who(client) == str(pilot.pk)
    assert client.session.session_key != session
    assert other.post(CODE_PAGE, {"code": code})["Location"] == f"{SIGN_IN}?code=fini"


def test_who_pressed_twice_is_in_and_reads_no_refusal(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    code = right_code()
    type_by(client, code)
    assert type_by(client, code, next="/partager/")["Location"] == "/partager/"
    assert client.get(f"{SIGN_IN}?code=fini")["Location"] == "/"


def test_a_button_pressed_twice_asks_once(client: Client, pilot: Any) -> None:
    client.get("/")
    ask_by(client, pilot.email)
    ask_by(client, pilot.email)
    assert AskedCode.objects.count() == 1


def test_two_tabs_each_keep_their_address(client: Client, pilot: Any, outsider: Any) -> None:
    ask_by(client, pilot.email)
    code = right_code()
    ask_by(client, outsider.email)
    type_by(client, code, address=pilot.email)
    assert who(client) == str(pilot.pk)


def test_a_mistyped_address_is_no_trap(client: Client, pilot: Any) -> None:
    """The library would lead every page of sign-in back to the code for a quarter of an hour."""
    page = ask_by(client, "pilote@exmple.test", next="/partager/").content.decode()
    assert "Ce n’est pas la bonne adresse" in page
    assert f'href="{SIGN_IN}?next=%2Fpartager%2F"' in page
    first = client.get(SIGN_IN).content.decode()
    assert "Recevoir un code" in first
    assert "marche encore jusqu’à" in first
    client.post(SIGN_IN, {"login": pilot.email, "password": factories.PASSWORD})
    assert who(client) == str(pilot.pk)


def test_who_is_in_already_is_led_where_they_go(client: Client, pilot: Any) -> None:
    client.force_login(pilot)
    for page in (SIGN_IN, CODE_PAGE):
        assert client.get(f"{page}?next=/partager/")["Location"] == "/partager/"


def test_an_account_closed_since_is_told_so_to_its_owner_only(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    assert type_by(client, right_code())["Location"] == "/compte/inactive/"
    assert who(client) == ""


def test_an_address_changed_since_opens_nothing(client: Client, pilot: Any) -> None:
    ask_by(client, pilot.email)
    Member.objects.filter(pk=pilot.pk).update(email="autre@exemple.test")
    assert type_by(client, right_code())["Location"] == f"{SIGN_IN}?code=fini"
    assert who(client) == ""


def test_the_first_mail_of_a_new_member_welcomes_them_and_says_how_one_comes_in(client: Client, site: Any) -> None:
    Member.objects.create_user("nadia@exemple.test", None, display_name="Nadia B.")
    ask_by(client, "nadia@exemple.test")
    deliver()
    first = mail.outbox[0]
    assert "Bienvenue" in first.subject
    assert "On y entre par un code" in first.body
    assert "Bonjour Nadia B." in first.body


def test_a_code_does_not_ask_the_facilitators_group_again(client: Client, pilot: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask_by(client, pilot.email)
    with CaptureQueriesContext(connection) as queries:
        type_by(client, right_code())
    assert not [query for query in queries if "auth_group" in query["sql"]]


def test_the_library_s_address_of_the_page_leads_to_ours(client: Client, site: Any) -> None:
    assert client.get("/compte/login/code/?next=/partager/")["Location"] == f"{SIGN_IN}?next=/partager/"


def test_the_admin_leads_to_the_same_page(client: Client, facilitator: Any) -> None:
    page = client.get("/admin/", follow=True)
    assert page.request["PATH_INFO"] == SIGN_IN
    ask_by(client, facilitator.email, next="/admin/")
    answer = type_by(client, right_code(), next="/admin/")
    assert "admin" in unquote(answer["Location"])  # by the page that asks facilitators for a second factor
    assert who(client) == str(facilitator.pk)


@pytest.mark.parametrize("address", ["", "x", "a@b", "x" * 100_000 + "@exemple.test", "\x00@exemple.test", "<b>@x.fr"])
def test_what_is_no_address_is_told_beside_the_field(client: Client, site: Any, address: str) -> None:
    answer = ask_by(client, address)
    assert answer.status_code == 200
    assert "field--error" in answer.content.decode()
    assert not AskedCode.objects.exists()


def test_nothing_is_written_in_the_library_s_table_of_addresses(client: Client, pilot: Any) -> None:
    from allauth.account.models import EmailAddress

    ask_by(client, pilot.email)
    type_by(client, right_code())
    client.post(
        reverse("account_change_password"), {"password1": "une-phrase-longue", "password2": "une-phrase-longue"}
    )
    client.post(reverse("account_logout"))
    client.post(SIGN_IN, {"login": pilot.email, "password": "une-phrase-longue"})
    assert who(client) == str(pilot.pk)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("contact", ["reseau@exemple.test", ""])
def test_who_receives_no_code_reads_what_to_do(client: Client, site: Any, pilot: Any, contact: str) -> None:
    """Refused for good, or a queue that is stuck: the page says the same for an address without account."""
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"contact_address": contact})
    told = set()
    for address in (pilot.email, "personne@exemple.test"):
        page = ask_by(Client(), address).content.decode().replace("\u00a0", " ")
        assert "Toujours rien au bout de dix minutes ?" in page
        paragraph = page.partition("Toujours rien")[2].partition("</p>")[0]
        assert (f'href="mailto:{contact}"' in paragraph) if contact else ("Parlez-en à l’animation" in paragraph)
        told.add(paragraph)
    assert len(told) == 1
