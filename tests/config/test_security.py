"""What every answer says to the browser, and what production refuses to be without."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config.settings import base

pytestmark = pytest.mark.django_db


def policy_of(response: Any) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in directives}


def test_the_site_runs_only_its_own_scripts_and_styles(site: Any, client: Client) -> None:
    policy = policy_of(client.get("/"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["media-src"] == "'self'"
    assert policy["form-action"] == "'self'"


def test_only_the_admin_gets_the_looser_policy(facilitator: Any, client: Client) -> None:
    client.force_login(facilitator)
    assert "'unsafe-inline'" in policy_of(client.get("/admin/"))["script-src"]
    assert "'unsafe-inline'" not in policy_of(client.get("/recherche/"))["script-src"]


def test_production_settings_are_the_strict_ones() -> None:
    assert base.DEBUG is False
    assert base.SESSION_COOKIE_SECURE is base.CSRF_COOKIE_SECURE is base.SECURE_SSL_REDIRECT is True
    assert base.SECURE_HSTS_SECONDS >= 31_536_000
    assert base.DEMO_ACCOUNTS is False, "the demonstration's password is known to everybody"


def test_a_plain_request_is_sent_to_https_in_production(site: Any, client: Client) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = client.get("/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/")


def test_no_address_leaves_the_machine() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
