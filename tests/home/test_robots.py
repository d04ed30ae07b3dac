"""What machines ask of any site: what they are shown, and that it is only what the public may read."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home import sitemap
from home.models import SiteSettings
from practices.models import ConsentRecord, PracticePage
from practices.models.levers import PracticeLever
from tests import factories

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314 – our own output
    return [str(found.text) for found in root.iter(f"{NAMESPACE}loc")]


def listed(client: Client) -> list[str]:
    """Every address that the sitemap leads to."""
    parts = addresses(client, "/sitemap.xml")
    assert all(part.startswith(f"{settings.SITE_URL}/sitemap-") for part in parts)
    return [one for part in parts for one in addresses(client, part.removeprefix(settings.SITE_URL))]


def days(client: Client) -> dict[str, str]:
    """Of each address of the levers' file: the day that it is given, if any."""
    root = ElementTree.fromstring(client.get("/sitemap-leviers.xml").content)  # noqa: S314 – our own output
    return {
        urlsplit(line.findtext(f"{NAMESPACE}loc", "")).path: line.findtext(f"{NAMESPACE}lastmod", "")
        for line in root.iter(f"{NAMESPACE}url")
    }


def test_the_sitemap_lists_what_the_public_reads_and_every_address_answers(client: Client, sheet: Any) -> None:
    testimonial = factories.testimonial(structure=sheet.get_parent().specific)
    found = listed(client)
    assert len(found) == len(set(found))
    for page in (sheet, testimonial, sheet.get_parent()):
        assert settings.SITE_URL + page.get_url() in found
    assert settings.SITE_URL + "/leviers/accueil/" in found
    for address in found:
        assert address.startswith(f"{settings.SITE_URL}/")
        assert client.get(urlsplit(address).path).status_code == 200, address


def test_the_sitemap_holds_nothing_that_the_public_may_not_read(client: Client, structure: Any) -> None:
    hidden = [
        factories.sheet(structure=structure, live=False),
        factories.testimonial(structure=structure, consent_days=-1),
        factories.sheet(structure=factories.structure(title="Hors ligne", live=False)),
        factories.sheet(structure=structure),
    ]
    PageViewRestriction.objects.create(page=hidden[-1], restriction_type=PageViewRestriction.LOGIN)
    found = listed(client)
    client.force_login(factories.member(is_facilitator=True))
    assert listed(client) == found, "it is the public's, whoever asks"
    assert not [page for page in hidden if settings.SITE_URL + page.get_url() in found]


def test_a_sitemap_is_sent_again_only_when_it_has_changed(client: Client, sheet: Any) -> None:
    for path in ("/sitemap.xml", "/sitemap-pages.xml"):
        first = client.get(path)
        assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    first = client.get("/sitemap-pages.xml")
    sheet.unpublish()
    assert client.get("/sitemap-pages.xml", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("made_each_time")
def test_a_long_sitemap_is_cut_into_files(client: Client, structure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        factories.sheet(structure=structure)
    whole = listed(client)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    assert len(addresses(client, "/sitemap.xml")) > 2
    assert sorted(listed(client)) == sorted(whole)
    for path in ("/sitemap-pages.xml?p=999", "/sitemap-pages.xml?p=x", "/sitemap-inconnu.xml"):
        assert client.get(path).status_code == 404


@pytest.mark.usefixtures("made_each_time")
def test_the_sitemap_asks_few_questions_whatever_its_length(
    client: Client, structure: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        factories.sheet(structure=structure)
    paths = ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-leviers.xml")
    for path in paths:
        client.get(path)
    for path in paths:
        with django_assert_max_num_queries(5):
            client.get(path)


@pytest.mark.usefixtures("made_each_time")
def test_what_each_lever_lists_is_looked_at_once_for_each_state_of_the_site(client: Client, sheet: Any) -> None:
    """To find the newest of each is to read them all: whoever asks afterwards, for the list of files too, does not."""
    pages = PracticePage._meta.db_table
    for path in ("/sitemap.xml", "/sitemap-leviers.xml"):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        assert not [query["sql"] for query in asked if pages in query["sql"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("made_each_time")
def test_the_list_of_files_counts_levers_without_looking_at_what_they_list(client: Client, structure: Any) -> None:
    """Just after a write too, when nothing of it is in memory."""
    client.get("/sitemap.xml")
    factories.sheet(structure=structure)
    with CaptureQueriesContext(connection) as asked:
        client.get("/sitemap.xml")
    assert not [query["sql"] for query in asked if PracticeLever._meta.db_table in query["sql"]]


def test_a_lever_is_dated_by_the_newest_thing_that_the_public_reads_there(client: Client, structure: Any) -> None:
    """At the next request: after a publication, and after it was taken back."""
    older, newer = (factories.sheet(structure=structure) for _each in range(2))
    day = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # the 2nd, here
    PracticePage.objects.filter(pk=older.pk).update(last_published_at=day)
    PracticePage.objects.filter(pk=newer.pk).update(last_published_at=day + timedelta(days=30))
    assert days(client)["/leviers/accueil/"] == "2026-04-01"
    newer.unpublish()
    assert days(client)["/leviers/accueil/"] == "2026-03-02"
    told = factories.testimonial(structure=structure)
    assert days(client)["/leviers/accueil/"] == str(timezone.localdate(told.last_published_at))
    ConsentRecord.objects.filter(testimonial=told).update(withdrawn_at=timezone.now())
    assert days(client)["/leviers/accueil/"] == "2026-03-02"


def test_robots_walk_the_pages_and_not_the_combinations(client: Client, site: Any) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    said = response.content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in said.splitlines()
    closed = [line.removeprefix("Disallow: ") for line in said.splitlines() if line.startswith("Disallow: ")]
    rules = re.compile("|".join(re.escape(path).replace(r"\*", ".*") for path in closed))  # RFC 9309, 2.2.2 and 2.2.3
    for path in ("/", "/pratiques/", "/pratiques/?page=2", "/flux/", "/recherche/", "/fichiers/images/a.jpg"):
        assert not rules.match(path), path
    for path in ("/recherche/?q=accueil", "/recherche/?levier=accueil&type=fiche", "/admin/", "/compte/login/"):
        assert rules.match(path), path


def test_whoever_finds_a_fault_knows_whom_to_tell(client: Client, site: Any, rf: Any) -> None:
    network = SiteSettings.for_request(rf.get("/"))
    network.contact_address = ""
    network.save()
    assert client.get("/.well-known/security.txt").status_code == 404
    network.contact_address = "securite@exemple.test"
    network.save()
    said = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert said["Contact"] == "mailto:securite@exemple.test"
    ends = datetime.fromisoformat(said["Expires"])
    assert timezone.now() + timedelta(days=30) < ends < timezone.now() + timedelta(days=365)
    assert said["Canonical"].startswith(settings.SITE_URL)


def test_the_tab_of_a_browser_has_its_sign(client: Client, site: Any) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert (settings.ROOT / "static/img/favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"
    assert response["Location"] == f"{settings.STATIC_URL}img/favicon.ico"
