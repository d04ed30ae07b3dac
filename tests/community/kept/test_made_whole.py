"""A page that lacks what a disk or an engine did not give is made again for the next visitor, as it always was."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from community.kept import generation
from community.kept.store import BoundedMemory
from community.models import SiteImage, StructurePage
from tests import factories
from tests.the_index import drain_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _made_once_with_an_index(site: Any, settings: Any, tmp_path: Any) -> None:
    settings.MADE_TWICE = False
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    assert drain_all() == 0


def held() -> int:
    store = caches["pages"]
    assert isinstance(store, BoundedMemory)
    return store.held()[0]


def test_a_picture_that_could_not_be_made(client: Client, structure: Any) -> None:
    logo = SiteImage.objects.create(title="Un logo", file=get_test_image_file())
    StructurePage.objects.filter(pk=structure.pk).update(logo=logo)
    path = Path(logo.file.path)
    elsewhere = path.rename(path.with_suffix(".away"))
    caches["pages"].clear()
    assert b"/fichiers/" not in client.get(structure.url).content
    assert held() == 0
    elsewhere.rename(path)
    assert b"/fichiers/" in client.get(structure.url).content
    client.get(structure.url)
    assert held() == 1


def test_captions_that_could_not_be_read(client: Client, structure: Any) -> None:
    film = factories.testimonial(structure=structure, kind="video")
    film.passages.all().delete()
    path = Path(film.captions.file.path)
    elsewhere = path.rename(path.with_suffix(".away"))
    caches["pages"].clear()
    assert b'<track kind="captions"' not in client.get(film.url).content
    assert held() == 0
    elsewhere.rename(path)
    assert b'<track kind="captions"' in client.get(film.url).content


def test_openings_that_the_engine_did_not_try(client: Client, sheet: Any, settings: Any) -> None:
    """It answered the search, that finds nothing, then no more: what is proposed instead is not all there is."""
    drain_all()
    address = "/recherche/?q=%22mardi+zzqqx%22"
    for _time in range(3):
        whole = client.get(address).content
    index, away = Path(settings.SEARCH_INDEX_DIR), Path(settings.SEARCH_INDEX_DIR).with_name("away")

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "practices_lever"' in sql and index.exists():
            index.rename(away)
        elif "FROM kept_generation" in sql and away.exists():
            away.rename(index)
        return execute(sql, *rest)

    caches["pages-with-parameters"].clear()
    with connection.execute_wrapper(meanwhile):
        assert client.get(address).content != whole
    if away.exists():
        away.rename(index)
    assert client.get(address).content == whole


def test_a_document_that_could_not_be_weighed() -> None:
    document = factories.document()
    document.file_size = None
    Path(document.file.path).unlink()
    with generation.asked_once():
        assert generation.is_whole()
        assert document.get_file_size() is None
        assert not generation.is_whole()
