"""Our way from an address to its page gives what Wagtail's own walk gives, whoever asks and whatever the address."""

import re
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import re_path
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.urls import serve_pattern
from wagtail.views import serve

from community.models.visible import VisiblePage
from config import urls
from tests import factories
from tests.standing import standing

pytestmark = pytest.mark.django_db

WAGTAILS_OWN = ModuleType("wagtails_own")
vars(WAGTAILS_OWN)["urlpatterns"] = [*urls.urlpatterns[:-1], re_path(serve_pattern, serve, name="wagtail_serve")]
TOKEN = re.compile(rb'(csrf\w*token|security_hash)" value="[^"]+"|<input type="hidden" name="timestamp"[^>]*>')

ODD = [
    "/",
    "//",
    "/structures",
    "/structures/",
    "/structures/?departement=Nord",
    "/structures//",
    "/Structures/",
    "/structures/nulle-part/",
    "/structures/../",
    "/structures/%2e%2e/",
    "/structur%65s/",
    "/str%C3%BCctures/",
    "/home/",
    "/structures/structures/",
    "/_/",
    "/a/b/c/d/e/f/g/",
    "/" + "a" * 2000 + "/",
    "/" + "a/" * 400,
    "/structures/%00/",
]


@standing
def addresses(site: Any, structure: Any, sheet: Any, facilitator: Any) -> list[str]:
    """A page in each state, and addresses that look like theirs."""
    hidden = factories.structure(title="Fermée", live=False)
    login, group, password = (factories.sheet(structure=structure) for _ in range(3))
    for page, kind in ((login, "login"), (group, "groups"), (password, "password")):
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    stale, moved = factories.sheet(structure=structure), factories.sheet(structure=structure)
    Page.objects.filter(pk=stale.pk).update(url_path="/ailleurs/")
    Page.objects.filter(pk=moved.pk).update(slug="autre-nom")
    twins = [factories.sheet(structure=structure) for _ in range(2)]
    Page.objects.filter(pk__in=[one.pk for one in twins]).update(
        slug="jumelle", url_path=f"{structure.url_path}jumelle/"
    )
    pages = [
        structure,
        sheet,
        hidden,
        login,
        group,
        password,
        stale,
        moved,
        factories.sheet(structure=hidden),
        factories.sheet(structure=structure, live=False),
        factories.testimonial(structure=structure),
        factories.testimonial(structure=structure, consent_days=-1),
    ]
    named = [page.url for page in pages]
    last = [f"{sheet.url}plus-bas/", f"{structure.url}jumelle/", f"{structure.url}autre-nom/", structure.url[:-1]]
    return [*named, *last]


def answer(client: Client, address: str, **headers: str) -> tuple[int, str, bytes]:
    response = client.get(address, **headers)  # type: ignore[arg-type]
    return response.status_code, response.headers.get("Location", ""), TOKEN.sub(b"", response.content)


@pytest.mark.parametrize("who", ["public", "outsider", "teammate", "facilitator"])
def test_every_address_answers_as_wagtail_would(
    who: str, addresses: list[str], settings: Any, request: pytest.FixtureRequest
) -> None:
    client = Client(raise_request_exception=False)
    if who != "public":
        client.force_login(request.getfixturevalue(who))
    ours = {address: answer(client, address) for address in addresses}
    settings.ROOT_URLCONF = WAGTAILS_OWN
    assert {address: answer(client, address) for address in addresses} == ours
    assert {status for status, _, _ in ours.values()} >= {200, 301, 404, 500}


def test_odd_addresses_answer_as_wagtail_would(client: Client, site: Any, settings: Any) -> None:
    ours = [answer(client, address) for address in ODD]
    settings.ROOT_URLCONF = WAGTAILS_OWN
    assert [answer(client, address) for address in ODD] == ours


def test_each_host_and_port_has_its_own_root(addresses: list[str], structure: Any, sheet: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    index = structure.get_parent()
    Site.objects.create(hostname="petit.exemple.test", port=80, root_page=index)
    Site.objects.create(hostname="petit.exemple.test", port=8080, root_page=structure)
    asked = [
        (path, host)
        for host in ("testserver", "petit.exemple.test", "petit.exemple.test:8080", "autre.exemple.test")
        for path in ("/", f"/{structure.slug}/", f"/{sheet.slug}/", f"/{structure.slug}/{sheet.slug}/", structure.url)
    ]
    ours = [answer(Client(), path, HTTP_HOST=host) for path, host in asked]
    settings.ROOT_URLCONF = WAGTAILS_OWN
    assert [answer(Client(), path, HTTP_HOST=host) for path, host in asked] == ours
    assert [status for status, _, _ in ours].count(200) > 5


def test_a_site_without_any_page_answers_nothing(client: Client, site: Any) -> None:
    Site.objects.all().delete()
    assert client.get("/").status_code == 404


def test_a_page_is_found_in_two_questions(client: Client, sheet: Any) -> None:
    client.get(sheet.url)
    with CaptureQueriesContext(connection) as asked:
        client.get(sheet.url)
    on_the_way = [one["sql"] for one in asked if f"'{sheet.slug}'" in one["sql"]]
    assert len(on_the_way) == 1


def test_a_type_of_page_that_finds_its_own_way_is_left_to_wagtail(
    client: Client, sheet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def below_anything(self: Any, request: Any, path_components: list[str]) -> RouteResult:
        return VisiblePage.route(self, request, [])

    monkeypatch.setattr(type(sheet), "route", below_anything)
    assert client.get(f"{sheet.url}nimporte/quoi/").status_code == 200


def test_a_page_deleted_while_it_is_looked_for_is_not_found(client: Client, sheet: Any) -> None:
    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "practices_practicepage"' in sql and not gone:
            gone.append(True)
            sheet.delete()
        return execute(sql, *rest)

    gone: list[bool] = []
    with connection.execute_wrapper(meanwhile):
        assert client.get(sheet.url).status_code == 404
    assert gone
