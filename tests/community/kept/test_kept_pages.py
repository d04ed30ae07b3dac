"""Visitors are shown a page made once, exactly as it would be made now; nobody else is, and nothing else is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from community.comments.acts import withdraw as withdraw_comment
from community.kept.store import BoundedMemory
from practices.models import PracticePage
from search.answering.counts import flush
from search.models import SearchLog
from tests import factories
from tests.community.comments.talk import say
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _made_once_with_an_index(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.MADE_TWICE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    assert drain_all() == 0


def queries(client: Client, address: str, **asked: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address, **asked)
    assert response.status_code == 200, address
    return len(seen)


def is_kept(client: Client, address: str, **asked: Any) -> bool:
    """Whether a reading costs the generation only, once the first one has made what any site makes once."""
    queries(client, address, **asked)
    queries(client, address, **asked)
    return queries(client, address, **asked) <= 1


@pytest.fixture
def everywhere(sheet: Any, structure: Any) -> dict[str, str]:
    testimonial = factories.testimonial(structure=structure)
    factories.report()
    return {
        "front": "/",
        "sheet": sheet.url,
        "structure": structure.url,
        "testimonial": testimonial.url,
        "a moment of it": f"{testimonial.url}?t=2",
        "lever": reverse("lever", args=["accueil"]),
        "sheets": "/pratiques/?levier=accueil&page=1",
        "structures": "/structures/?departement=59",
        "results": "/recherche/?q=accueil",
        "no result": "/recherche/?q=",
        "feed": reverse("feed"),
        "sitemap": reverse("sitemap"),
        "sitemap of pages": reverse("sitemap_part", args=["pages"]),
    }


def test_every_public_page_costs_a_visitor_one_query(client: Client, everywhere: dict[str, str]) -> None:
    drain_all()
    assert {name: is_kept(client, address) for name, address in everywhere.items()} == dict.fromkeys(everywhere, True)


def test_a_page_shown_again_is_the_same_answer(client: Client, sheet: Any) -> None:
    made, again = client.get(sheet.url), client.get(sheet.url)
    assert made.content == again.content
    assert dict(made.headers) == dict(again.headers)
    assert made["Cache-Control"] == "private, no-cache"
    assert "Cookie" in made["Vary"]
    assert int(made["Content-Length"]) == len(made.content)
    assert "Content-Security-Policy" in again


def test_whoever_holds_it_is_sent_nothing(client: Client, sheet: Any) -> None:
    etag = client.get(sheet.url)["ETag"]
    assert not etag.startswith("W/")
    for _kept_or_not in range(2):
        same = client.get(sheet.url, headers={"if-none-match": etag})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
        caches["pages"].clear()
    assert client.get(sheet.url, headers={"if-none-match": '"another"'}).status_code == 200


def test_an_unrelated_write_leaves_the_etag(client: Client, sheet: Any) -> None:
    etag = client.get(sheet.url)["ETag"]
    factories.member(display_name="Ailleurs")
    assert client.get(sheet.url, headers={"if-none-match": etag}).status_code == 304


def test_who_asks_with_an_etag_first_lets_it_be_kept_too(client: Client, everywhere: dict[str, str]) -> None:
    feed = everywhere["feed"]
    etag = client.get(feed)["ETag"]
    caches["pages"].clear()
    assert client.get(feed, headers={"if-none-match": etag}).status_code == 304
    assert queries(client, feed) == 1


def test_a_head_is_answered_and_leaves_nothing(client: Client, sheet: Any) -> None:
    assert client.head(sheet.url).status_code == 200
    assert queries(client, sheet.url) > 1
    head = client.head(sheet.url)
    assert head["ETag"] == client.get(sheet.url)["ETag"]


ASKED_OTHERWISE: dict[str, dict[str, Any]] = {
    "by somebody signed in": {"cookies": {"sessionid": "whatever"}},
    "with a message waiting": {"cookies": {"messages": "whatever"}},
    "by htmx": {"headers": {"hx-request": "true"}},
    "for a part": {"headers": {"range": "bytes=0-10"}},
    "with an address made up": {"query_params": {"zz": "1"}},
    "with an address made up among others": {"query_params": {"t": "2", "zz": "1"}},
}


@pytest.mark.parametrize("how", ASKED_OTHERWISE)
def test_nothing_is_kept_when_it_is_asked(client: Client, sheet: Any, how: str) -> None:
    asked = dict(ASKED_OTHERWISE[how])
    client.cookies.load(asked.pop("cookies", {}))
    caches["pages"].clear()
    client.get(sheet.url, **asked)
    store = caches["pages"]
    assert isinstance(store, BoundedMemory)
    assert store.held() == (0, 0)


def test_a_form_with_a_token_is_never_kept(client: Client, sheet: Any) -> None:
    for _twice in range(2):  # the second time the cookie is there, and none is set
        assert b"csrfmiddlewaretoken" in client.get(reverse("account_login")).content
    store = caches["pages"]
    assert isinstance(store, BoundedMemory)
    assert store.held() == (0, 0)


def test_other_hosts_and_schemes_have_their_own(client: Client, sheet: Any, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    queries(client, sheet.url)
    assert queries(client, sheet.url, headers={"host": "localhost"}) > 1
    assert queries(client, sheet.url, headers={"x-forwarded-proto": "https"}) > 1
    assert client.get(sheet.url, headers={"host": "ailleurs.example"}).status_code == 400


def test_a_signed_in_person_is_never_shown_a_visitor_s_page(client: Client, sheet: Any, pilot: Any) -> None:
    visitor = client.get(sheet.url).content.decode()
    signed_in = Client()
    signed_in.force_login(pilot)
    theirs = signed_in.get(sheet.url).content.decode()
    assert pilot.display_name in theirs
    assert pilot.display_name not in visitor
    assert client.get(sheet.url).content.decode() == visitor


def test_addresses_made_up_push_out_no_plain_page(client: Client, sheet: Any) -> None:
    client.get(sheet.url)
    plain, asked = caches["pages"], caches["pages-with-parameters"]
    assert isinstance(plain, BoundedMemory)
    assert isinstance(asked, BoundedMemory)
    before = plain.held()
    for number in range(1, 5):
        assert is_kept(client, f"/pratiques/?page={number}")
        assert is_kept(client, f"/recherche/?q=coquelicot+{number}")
    assert (plain.held(), asked.held()[0]) == (before, 8)


def test_off_by_one_setting(client: Client, sheet: Any, settings: Any) -> None:
    settings.KEEP_PAGES = False
    client.get(sheet.url)
    assert queries(client, sheet.url) > 1
    store = caches["pages"]
    assert isinstance(store, BoundedMemory)
    assert store.held() == (0, 0)


# --- What changes shows at the next request.


def withdraw(page: Any) -> None:
    page.consents.update(withdrawn_at=timezone.now())


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def edit(page: Any) -> None:
    page.title = "Un titre tout neuf"
    page.save_revision().publish()


HIDING: dict[str, Callable[[Any], object]] = {
    "a consent withdrawn": withdraw,
    "a restriction laid": restrict,
    "a restriction laid above": lambda page: restrict(page.get_parent()),
    "taken off line": lambda page: page.unpublish(),
    "its structure taken off line": lambda page: page.get_parent().specific.unpublish(),
    "deleted": lambda page: page.delete(),
}


@pytest.mark.parametrize("act", HIDING)
def test_what_hides_a_page_hides_it_at_the_next_request(client: Client, structure: Any, act: str) -> None:
    page = factories.testimonial(structure=structure, kind="video", title="Ce que Nadia raconte")
    lists = ("/temoignages/", structure.url, reverse("feed"), reverse("sitemap_part", args=["pages"]))
    for _twice in range(2):
        assert client.get(page.url).status_code == 200
        assert page.url in client.get("/temoignages/").content.decode()
        for address in lists:
            client.get(address)
    HIDING[act](page)
    assert client.get(page.url).status_code in (302, 404)
    for address in lists:
        assert page.url not in client.get(address).content.decode(), address


def test_an_edit_and_a_comment_show_at_the_next_request(client: Client, sheet: Any, pilot: Any) -> None:
    client.get(sheet.url)
    edit(sheet)
    assert "Un titre tout neuf" in client.get(sheet.url).content.decode()
    comment = say(sheet, pilot, "Nous l’avons essayé jeudi.")
    assert "Nous l’avons essayé jeudi." in client.get(sheet.url).content.decode()
    withdraw_comment(comment=comment, member=pilot)
    assert "Nous l’avons essayé jeudi." not in client.get(sheet.url).content.decode()


def test_a_consent_that_ends_hides_at_local_midnight(
    client: Client, structure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.testimonial(structure=structure, kind="video")
    page.consents.update(expires_on=timezone.localdate())
    assert is_kept(client, page.url)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    at(monkeypatch, midnight - timedelta(seconds=1))
    assert client.get(page.url).status_code == 200
    at(monkeypatch, midnight)
    assert client.get(page.url).status_code == 404


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_sheet_found_close_shows_once_the_index_has_it(client: Client, structure: Any, sheet: Any) -> None:
    drain_all()
    assert is_kept(client, sheet.url)
    factories.sheet(structure=factories.structure(), title=f"{sheet.title} aussi", summary=sheet.summary)
    client.get(sheet.url)
    drain_all()
    assert f"{sheet.title} aussi" in client.get(sheet.url).content.decode()


def test_a_site_moved_by_sql_shows_in_the_addresses_of_the_next_page(client: Client, sheet: Any) -> None:
    """Wagtail keeps where sites begin for an hour, and hears of forms only."""
    structure = sheet.get_parent()
    assert is_kept(client, "/structures/")
    assert b'href="/structures/le-cafe-des-tilleuls/"' in client.get("/structures/").content
    Site.objects.update(root_page=structure.get_parent())
    assert b'href="/le-cafe-des-tilleuls/"' in client.get("/").content


def test_a_search_shown_again_is_counted_again(client: Client, sheet: Any) -> None:
    drain_all()
    flush()  # what other tests have searched
    SearchLog.objects.all().delete()
    for _time in range(3):
        client.get("/recherche/", {"q": "Accueil"}, headers={"user-agent": "Firefox"})
    client.get("/recherche/", {"q": "accueil"}, headers={"user-agent": "Googlebot"})
    flush()
    assert SearchLog.objects.get(words="accueil").searches == 3


def test_an_answer_that_no_engine_gave_is_not_kept(client: Client, sheet: Any, settings: Any, tmp_path: Any) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing here"
    assert not is_kept(client, "/recherche/?q=accueil")
    assert not is_kept(client, sheet.url)  # its close sheets are missing
    assert is_kept(client, "/structures/")


def test_nothing_is_kept_of_a_page_that_moved_while_it_was_made(client: Client, sheet: Any) -> None:
    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if "django_comments" in sql and not moved:
            moved.append(True)
            PracticePage.objects.filter(pk=sheet.pk).update(title="Entre-temps")
        return execute(sql, *rest)

    moved: list[bool] = []
    caches["pages"].clear()
    with connection.execute_wrapper(meanwhile):
        client.get(sheet.url)
    assert moved
    assert "Entre-temps" in client.get(sheet.url).content.decode()


def test_a_path_that_holds_a_question_mark_is_another_address(client: Client, sheet: Any) -> None:
    assert client.get("/pratiques/?page=2?").status_code == 200
    assert client.get("/pratiques/%3Fpage=2").status_code == 404


def test_a_preview_is_the_version_previewed_whoever_asks(client: Client, sheet: Any) -> None:
    """Wagtail makes it by a request of its own, below the same middlewares: without a person when nobody is there."""
    there = {"headers": {"host": urlsplit(sheet.full_url).netloc}}
    assert is_kept(client, sheet.url, **there)
    sheet.title = "Un brouillon encore"
    assert "Un brouillon encore" in sheet.make_preview_request().content.decode()
    assert "Un brouillon encore" not in client.get(sheet.url, **there).content.decode()


def test_each_port_has_its_own_site_even_where_the_host_names_none(client: Client, sheet: Any, settings: Any) -> None:
    Site.objects.create(hostname="petit.exemple.test", port=8080, root_page=sheet.get_parent())
    Site.objects.create(hostname="petit.exemple.test", port=9090, root_page=sheet)
    settings.ALLOWED_HOSTS = ["*"]
    here = {"headers": {"host": "petit.exemple.test"}}
    structure, itself = (client.get("/", SERVER_PORT=port, **here).content for port in ("8080", "9090"))
    assert structure != itself
    assert sheet.pitfalls in itself.decode()
