"""The one door of uploaded files."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from tests.factories import small_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(structure: Any) -> Any:
    return factories.testimonial(structure=structure, kind="video")


def addresses(page: Any) -> list[str]:
    return [page.media.url, page.captions.url]


def test_the_files_of_a_visible_page_are_given_to_everybody(client: Any, film: Any) -> None:
    assert [client.get(url).status_code for url in addresses(film)] == [200, 200]


def test_the_files_of_a_draft_are_given_to_its_team_and_facilitators_only(
    client: Any, structure: Any, pilot: Any, outsider: Any, facilitator: Any
) -> None:
    draft = factories.testimonial(structure=structure, kind="video", live=False)
    assert [client.get(url).status_code for url in addresses(draft)] == [404, 404]
    for person, expected in ((outsider, 404), (pilot, 200), (facilitator, 200)):
        client.force_login(person)
        assert [client.get(url).status_code for url in addresses(draft)] == [expected, expected]


@pytest.mark.parametrize("fault", ["withdrawn", "ended", "missing"])
def test_the_files_of_a_testimonial_stop_with_its_consent(client: Any, film: Any, outsider: Any, fault: str) -> None:
    if fault == "withdrawn":
        film.consents.update(withdrawn_at=timezone.now())
    elif fault == "ended":
        film.consents.update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        film.consents.all().delete()
    assert [client.get(url).status_code for url in addresses(film)] == [404, 404]
    client.force_login(outsider)
    assert [client.get(url).status_code for url in addresses(film)] == [404, 404]


def test_a_restricted_page_keeps_its_files(client: Any, film: Any, outsider: Any) -> None:
    PageViewRestriction.objects.create(page=film, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(film.media.url).status_code == 404
    client.force_login(outsider)
    assert client.get(film.media.url).status_code == 200


def test_a_signed_agreement_is_never_given_by_this_door(client: Any, film: Any, pilot: Any, facilitator: Any) -> None:
    from django.core.files.base import ContentFile

    record = film.consents.get()
    record.document.save("accord.pdf", ContentFile(b"%PDF-1.4"))
    for person in (None, pilot, facilitator):
        if person:
            client.force_login(person)
        assert client.get(record.document.url).status_code == 404


@pytest.mark.parametrize("name", ["../site.sqlite3", "%00", "media/nothing.webm", "x" * 3000, "original_images/é.png"])
def test_a_hostile_or_unknown_name_is_not_found(client: Any, site: Any, name: str) -> None:
    assert client.get(f"/fichiers/{name}").status_code == 404


def test_a_player_gets_the_piece_it_asks_for(client: Any, film: Any) -> None:
    piece = client.get(film.media.url, headers={"Range": "bytes=10-19"})
    assert piece.status_code == 206
    assert b"".join(piece.streaming_content) == small_files.webm()[10:20]
    assert piece["Content-Range"] == "bytes 10-19/1000"
    last = client.get(film.media.url, headers={"Range": "bytes=-5"})
    assert b"".join(last.streaming_content) == small_files.webm()[-5:]


@pytest.mark.parametrize("asked", ["bytes=2000-", "bytes=9-3", "bytes=2000-1"])
def test_a_range_out_of_the_file_is_refused(client: Any, film: Any, asked: str) -> None:
    assert client.get(film.media.url, headers={"Range": asked}).status_code == 416


@pytest.mark.parametrize(
    "asked", ["bytes=-", "octets=1-2", "bytes=a-b", "bytes=1-2,4-5", f"bytes={'9' * 5000}-", f"bytes=-{'9' * 5000}"]
)
def test_a_range_we_do_not_understand_gives_the_whole_file(client: Any, film: Any, asked: str) -> None:
    assert client.get(film.media.url, headers={"Range": asked}).status_code == 200


def test_a_document_is_downloaded_and_never_shown_on_our_address(client: Any, structure: Any) -> None:
    from practices.models import PracticeAttachment

    page = factories.sheet(structure=structure)
    poster = factories.document(name="affiche.pdf")
    page.attachments.add(PracticeAttachment(document=poster))
    page.save_revision().publish()
    response = client.get(poster.url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_every_cache_asks_again(client: Any, film: Any) -> None:
    response = client.get(film.media.url)
    assert response["Cache-Control"] == "private, no-cache"
    again = client.get(film.media.url, headers={"If-Modified-Since": response["Last-Modified"]})
    assert again.status_code == 304
    film.consents.update(withdrawn_at=timezone.now())
    assert client.get(film.media.url, headers={"If-Modified-Since": response["Last-Modified"]}).status_code == 404


def test_a_picture_at_another_size_follows_its_page(client: Any, structure: Any) -> None:
    from wagtail.images.tests.utils import get_test_image_file

    from community.models import SiteImage

    page = factories.testimonial(structure=structure, kind="audio", live=False)
    page.poster = SiteImage.objects.create(title="Une table", file=get_test_image_file())
    page.save_revision().publish()
    rendition = page.poster.get_rendition("width-100")
    assert client.get(rendition.url).status_code == 200
    type(page).objects.get(pk=page.pk).unpublish()
    assert client.get(rendition.url).status_code == 404
    assert client.get(page.poster.file.url).status_code == 404


def test_the_web_server_in_front_may_send_the_bytes(client: Any, film: Any, settings: Any) -> None:
    settings.SENDFILE_PREFIX = "/_fichiers"
    response = client.get(film.media.url)
    assert response["X-Accel-Redirect"] == f"/_fichiers/{film.media.file.name}"
    assert response.content == b""
