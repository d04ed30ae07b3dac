"""Empty, enormous, malformed and hostile values in every public form and parameter: a clear answer, never a 500."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.chosen import times

pytestmark = pytest.mark.django_db

CALM = (200, 301, 302, 400, 404, 405)
PARAMETERS = ("q", "page", "levier", "niveau", "type", "tri", "departement", "annee", "structure", "next", "t")
PUBLIC = (
    "/",
    "/recherche/",
    "/pratiques/",
    "/temoignages/",
    "/structures/",
    "/parcours/",
    "/comptes-rendus/",
    "/glossaire/",
    "/leviers/accueil/",
    "/flux/",
    "/flux/leviers/accueil/",
    "/compte/login/",
)
HOSTILE = (
    "",
    "\x00",
    "-1",
    "0",
    "99999999999999999999",
    "1e9",
    "é" * 5000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "%00%ff",
    "../../etc/passwd",
    "\u202e\ud83d\ude42",
    "{{ 7*7 }}",
    '"',
    "NaN",
)
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=300))
quietly = settings(
    max_examples=times(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("address", PUBLIC)
@quietly
@given(parameter=st.sampled_from(PARAMETERS), value=hostile)
@example(parameter="page", value="99999999999999999999")
@example(parameter="levier", value="\x00")
@example(parameter="q", value="\x00")
def test_a_parameter_of_a_public_page(address: str, parameter: str, value: str, site: Any) -> None:
    response = Client().get(address, {parameter: value.encode("utf-8", "replace").decode()})
    assert response.status_code in CALM
    assert "<script>alert(1)</script>" not in response.content.decode()


@pytest.mark.parametrize("name", ["account_login", "account_confirm_login_code", "account_signup"])
@quietly
@given(value=hostile, other=hostile)
def test_a_form_of_the_accounts(name: str, value: str, other: str, site: Any) -> None:
    from django.core.cache import caches

    caches["throttles"].clear()  # else the throttle answers for the form
    data = {"login": value, "password": other, "email": value, "password1": other, "password2": other, "next": other}
    data |= {"code": value, "address": other, "other": value}
    clean = {key: each.encode("utf-8", "replace").decode() for key, each in data.items()}
    assert Client().post(reverse(name), clean).status_code in (*CALM, 403)


@quietly
@given(text=hostile)
def test_the_message_to_a_structure(text: str, outsider: Any, structure: Any) -> None:
    from django.core.cache import caches

    caches["throttles"].clear()
    page = factories.sheet(structure=structure, contact_optin=True)
    client = Client()
    client.force_login(outsider)
    clean = text.encode("utf-8", "replace").decode()
    assert client.post(reverse("contact", args=[page.pk]), {"text": clean}).status_code in CALM


@pytest.mark.parametrize(
    "path", ["/leviers/%00/", "/commentaires/99999999999999999999/ecrire/", "/ecrire/0/", "/%F0%28"]
)
def test_an_address_made_up(path: str, site: Any) -> None:
    assert Client().get(path).status_code in CALM
