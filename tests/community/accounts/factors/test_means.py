"""What somebody enters with: made, shown, used, taken away; nothing that opens an account is readable at rest."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from community.accounts.codes import code_of
from community.accounts.factors.forgetting import forget_factors
from community.accounts.factors.means import means_of
from community.accounts.factors.sealing import opened, sealed
from community.models import AskedCode, Member, Notification
from tests import factories
from tests.community.accounts.factors.hands import (
    enter,
    entered_ago,
    give_an_application,
    proved,
)
from tests.community.accounts.factors.totp import shown_by

pytestmark = pytest.mark.django_db

SECOND = "/compte/cles/deuxieme-preuve/"
CHANGING = [
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
]


def kinds_told(member: Any) -> list[str]:
    return list(Notification.objects.filter(recipient=member).order_by("pk").values_list("kind", flat=True))


def test_who_has_an_application_is_asked_for_it_after_the_password(client: Client, pilot: Any) -> None:
    secret = give_an_application(pilot)
    assert enter(client, pilot).url == SECOND
    assert not client.get("/").wsgi_request.user.is_authenticated
    refused = client.post(SECOND, {"code": "000000"}).content.decode()
    assert "Ce n’est pas le bon code" in refused
    code = shown_by(secret)
    assert client.post(SECOND, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert client.get("/").wsgi_request.user == pilot


def test_a_code_seen_over_a_shoulder_opens_nothing_more(client: Client, pilot: Any) -> None:
    secret = give_an_application(pilot)
    code = shown_by(secret)
    for browser, lets_in in ((client, True), (Client(), False)):
        enter(browser, pilot)
        assert (browser.post(SECOND, {"code": code}).status_code == 302) is lets_in


def test_a_recovery_code_opens_once(client: Client, pilot: Any) -> None:
    give_an_application(pilot)
    code = means_codes(pilot)[0]
    for browser, lets_in in ((client, True), (Client(), False)):
        enter(browser, pilot)
        assert (browser.post(SECOND, {"code": code}).status_code == 302) is lets_in
    assert means_of(member=pilot).recovery_codes_left == 9


def means_codes(member: Any) -> list[str]:
    row = Authenticator.objects.get(user=member, type="recovery_codes")
    return list(RecoveryCodes(row).get_unused_codes())


def test_six_digits_are_not_tried_for_ever(client: Client, pilot: Any) -> None:
    secret = give_an_application(pilot)
    enter(client, pilot)
    for _try in range(6):
        client.post(SECOND, {"code": "000000"})
    assert client.post(SECOND, {"code": shown_by(secret)}).status_code == 200


@pytest.mark.parametrize("name", CHANGING)
def test_a_session_found_open_changes_no_means(client: Client, pilot: Any, name: str) -> None:
    give_an_application(pilot)
    for age in (None, 11):
        entered_ago(client, pilot, minutes=age) if age else client.force_login(pilot)
        for visit in (client.get, client.post):
            assert visit(reverse(name)).url.startswith(reverse("account_confirm"))
    assert Authenticator.objects.filter(user=pilot).count() == 2


@pytest.mark.parametrize("name", [*CHANGING, "mfa_index", "account_sessions", "account_confirm", "account_resume"])
def test_strangers_are_asked_to_sign_in(client: Client, name: str) -> None:
    for visit in (client.get, client.post):
        assert visit(reverse(name)).url.startswith(reverse("account_login"))


def test_without_factor_one_confirms_by_the_password(client: Client, pilot: Any) -> None:
    entered_ago(client, pilot, minutes=30)
    asked = client.get(reverse("mfa_activate_totp")).url
    wrong = client.post(asked, {"way": "password", "password": "faux", "next": reverse("mfa_activate_totp")})
    assert "Ce n’est pas le bon mot de passe" in wrong.content.decode()
    right = {"way": "password", "password": factories.PASSWORD, "next": reverse("mfa_activate_totp")}
    assert client.post(asked, right).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_without_password_one_confirms_by_a_code(client: Client, pilot: Any) -> None:
    pilot.set_unusable_password()
    pilot.save()
    entered_ago(client, pilot, minutes=30)
    asked = client.get(reverse("mfa_add_webauthn")).url
    assert "Recevoir un code par e-mail" in client.get(asked).content.decode()
    client.post(asked, {"way": "ask"})
    typed = {"way": "mail", "next": reverse("mfa_add_webauthn")}
    assert "Ce n’est pas ce code" in client.post(asked, typed | {"code": "00000000"}).content.decode()
    code = code_of(AskedCode.objects.get(address=pilot.email))
    assert client.post(asked, typed | {"code": code}).url == reverse("mfa_add_webauthn")
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_who_has_a_factor_does_not_confirm_by_less(client: Client, pilot: Any) -> None:
    give_an_application(pilot)
    entered_ago(client, pilot, minutes=30)
    html = client.get(reverse("account_confirm")).content.decode()
    assert "Mot de passe" not in html
    assert "Recevoir un code" not in html
    for sent in ({"way": "password", "password": factories.PASSWORD}, {"way": "ask"}, {"way": "mail", "code": "1"}):
        assert client.post(reverse("account_confirm"), sent).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", ""])
def test_the_way_back_stays_on_this_site(client: Client, pilot: Any, elsewhere: str) -> None:
    entered_ago(client, pilot, minutes=30)
    sent = {"way": "password", "password": factories.PASSWORD, "next": elsewhere}
    assert client.post(reverse("account_confirm"), sent).url == "/"
    assert client.get(reverse("account_resume"), {"next": elsewhere}).url == "/"


def test_an_application_is_made_shown_and_told(client: Client, pilot: Any) -> None:
    entered_ago(client, pilot)
    html = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in html
    assert "data:image" not in html
    assert "<?xml" not in html
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000 000"}).content.decode()
    assert "Ce n’est pas le bon code" in wrong
    made = client.post(reverse("mfa_activate_totp"), {"code": shown_by(client.session["mfa.totp.secret"])})
    assert made.url == reverse("mfa_view_recovery_codes")
    html = client.get(made.url).content.decode()
    assert all(code in html for code in means_codes(pilot))
    text = client.get(reverse("mfa_download_recovery_codes"))
    assert text["Content-Type"].startswith("text/plain")
    assert means_codes(pilot)[0] in text.content.decode()


def test_every_change_of_means_is_told_by_mail(
    client: Client, pilot: Any, django_capture_on_commit_callbacks: Any
) -> None:
    entered_ago(client, pilot)
    client.get(reverse("mfa_activate_totp"))
    sent = {"code": shown_by(client.session["mfa.totp.secret"])}
    for name, typed in (("mfa_activate_totp", sent), ("mfa_generate_recovery_codes", {}), ("mfa_deactivate_totp", {})):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(reverse(name), typed).status_code == 302
    assert kinds_told(pilot) == ["factor_added", "recovery_codes_made", "factor_removed"]
    assert not Authenticator.objects.filter(user=pilot).exists()


def test_nothing_that_opens_an_account_is_readable_in_the_database(client: Client, pilot: Any) -> None:
    secret = give_an_application(pilot)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in means_codes(pilot))


def test_a_new_secret_key_still_reads_what_the_former_one_sealed(settings: Any) -> None:
    kept = sealed("ABC")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert opened(kept) == "ABC"
    settings.SECRET_KEY_FALLBACKS = []
    assert opened(kept) not in ("", "ABC")
    assert opened(kept) != opened(kept), "no code can be computed from it"


@pytest.mark.parametrize(
    "sent", ["", "[]", "{}", '"x"', "3", "{", '{"id": []}', '{"response": {"userHandle": "x"}}', '{"response": []}']
)
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_login_webauthn", "account_confirm"])
def test_what_is_no_answer_of_a_key_is_refused_and_breaks_nothing(
    client: Client, pilot: Any, name: str, sent: str
) -> None:
    if name == "mfa_login_webauthn":
        assert client.post(reverse(name), {"credential": sent}).status_code in (200, 302)
        assert not client.get("/").wsgi_request.user.is_authenticated
        return
    give_an_application(pilot)
    entered_ago(client, pilot)
    assert client.post(reverse(name), {"way": "key", "name": "x", "credential": sent}).status_code == 200


def test_who_lost_everything_is_helped_by_another(client: Client, facilitator: Any, pilot: Any) -> None:
    give_an_application(pilot)
    elsewhere = entered_ago(Client(), pilot)
    proved(client, facilitator)
    page = reverse("forget_factors", args=[pilot.pk])
    assert "Je lui ai parlé" in client.get(page).content.decode()
    assert client.post(page)["Location"] == reverse("person", args=[pilot.pk]), "back to whom one was helping"
    assert not Authenticator.objects.filter(user=pilot).exists()
    assert not elsewhere.get("/").wsgi_request.user.is_authenticated
    assert kinds_told(pilot) == ["factors_forgotten"]


def test_nobody_makes_their_own_be_forgotten_nor_an_administrator_s(facilitator: Any, pilot: Any) -> None:
    admin = Member.objects.create_superuser("b@exemple.test", display_name="B")
    for person, by in ((facilitator, facilitator), (admin, facilitator), (facilitator, pilot)):
        give_an_application(person)
        with pytest.raises(PermissionDenied):
            forget_factors(member=person, by=by)
        Authenticator.objects.all().delete()
    give_an_application(facilitator)
    assert forget_factors(member=facilitator, by=admin)


def test_who_runs_the_site_has_a_command(pilot: Any, capsys: Any) -> None:
    give_an_application(pilot)
    call_command("forget_factors", pilot.email.upper())
    assert not Authenticator.objects.filter(user=pilot).exists()
    assert kinds_told(pilot) == ["factors_forgotten"]


def test_a_closed_account_is_opened_by_no_factor(client: Client, pilot: Any) -> None:
    secret = give_an_application(pilot)
    enter(client, pilot)
    Member.objects.filter(pk=pilot.pk).update(is_active=False)
    client.post(SECOND, {"code": shown_by(secret)})
    assert not client.get("/").wsgi_request.user.is_authenticated
