"""A file bears its name once it is whole, and none stays that no row of the database names."""

import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse

from community.files.leftovers import without_leftovers
from community.models import SiteDocument
from tests import factories

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def answered(view: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    response: Any = without_leftovers(view)(HttpRequest())
    return response


def test_two_files_of_one_name_are_two_files(storage: Path) -> None:
    first, second = (default_storage.save("documents/a.txt", ContentFile(text)) for text in (b"un", b"deux"))
    assert first == "documents/a.txt"
    assert second != first
    assert {(storage / name).read_bytes() for name in (first, second)} == {b"un", b"deux"}
    assert stored(storage) == sorted([first, second]), "nothing else is left beside them"


def test_a_file_that_stops_half_way_leaves_nothing(storage: Path) -> None:
    class Interrupted(ContentFile):
        def chunks(self, chunk_size: int | None = None) -> Any:
            yield b"le debut"
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        default_storage.save("documents/a.txt", Interrupted(b"le debut et la fin"))
    assert stored(storage) == []


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_an_answer_is_given_though_the_database_left_meanwhile(
    storage: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise fault("connection already closed")

    def view(_request: HttpRequest) -> HttpResponse:
        default_storage.save("documents/a.txt", ContentFile(b"un"))
        monkeypatch.setattr(connection, "cursor", away)
        return HttpResponse(status=503)

    assert answered(view).status_code == 503
    monkeypatch.undo()


def test_a_request_whose_rows_are_taken_back_leaves_no_file(storage: Path) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                factories.document(name="perdu.txt")
                raise RuntimeError
        except RuntimeError:
            return HttpResponse(status=500)

    assert answered(view).status_code == 500
    assert stored(storage) == []


def test_a_request_keeps_the_files_that_its_rows_name(storage: Path) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        factories.document(name="garde.txt")
        return HttpResponse()

    answered(view)
    assert stored(storage) == [SiteDocument.objects.get().file.name]


def test_the_daily_care_removes_what_a_killed_process_left_and_only_once_it_is_old(storage: Path) -> None:
    kept = factories.document().file.name
    for name, age in (("media/.a.part", 2 * DAY), ("documents/perdu.txt", 2 * DAY), ("documents/recent.txt", 60)):
        path = storage / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    os.utime(storage / kept, (time.time() - 9 * DAY,) * 2)
    told = StringIO()
    call_command("remove_leftovers", "--list", stdout=told)
    assert sorted(told.getvalue().split()) == ["documents/perdu.txt", "media/.a.part"]
    call_command("remove_leftovers", stdout=told)
    assert stored(storage) == sorted([kept, "documents/recent.txt"])
