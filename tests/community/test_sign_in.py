"""Signing in: by e-mail, throttled, without sign-up, and telling nobody which addresses have an account."""

from typing import Any

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def attempt(client: Any, address: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": address, "password": password})


def test_a_member_signs_in_whatever_the_capitals_of_the_address(client: Any, pilot: Any) -> None:
    response = attempt(client, pilot.email.upper(), factories.PASSWORD)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(pilot.pk)


def test_the_sixth_wrong_password_waits_even_if_it_is_right(client: Any, pilot: Any) -> None:
    for _ in range(5):
        assert attempt(client, pilot.email, "pas le bon").status_code == 200
    refused = attempt(client, pilot.email, factories.PASSWORD)
    assert refused.status_code in (200, 429)
    assert "_auth_user_id" not in client.session
    assert "tentatives" in refused.content.decode()


def test_a_wrong_password_keeps_the_address_typed(client: Any, pilot: Any) -> None:
    assert pilot.email in attempt(client, pilot.email, "pas le bon").content.decode()


def test_nobody_signs_up_alone(client: Any, site: Any) -> None:
    response = client.post(
        reverse("account_signup"), {"email": "x@exemple.test", "password1": "a-b-c-d-e-f", "password2": "a-b-c-d-e-f"}
    )
    assert response.status_code in (200, 403)
    from community.models import Member

    assert not Member.objects.filter(email="x@exemple.test").exists()


def test_members_have_no_admin(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    assert client.get("/admin/", follow=True).status_code in (403, 404)


def test_the_page_says_how_one_comes_in_and_the_forgotten_password_comes_after_its_field(
    client: Any, site: Any
) -> None:
    first = client.get(reverse("account_login")).content.decode()
    assert 'type="password"' not in first
    page = client.get(f"{reverse('account_login')}?par=mot-de-passe").content.decode()
    assert page.index('name="password"') < page.index("Mot de passe oublié")
    assert page.count("Mot de passe oublié") == 1
    assert "Pas encore de compte" in page
    assert "ouverts par l’animation du réseau" in page
