"""What was stored before notes were taken out is cleaned once, by a command that may be stopped and started again."""

from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import Model
from PIL import Image

from community.files import stored
from community.models import SiteDocument, SiteImage, SiteMedia
from tests import factories
from tests.community.test_pictures import photograph
from tests.factories.boxes import PLACE, film
from tests.factories.small_files import PDF, package

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "recordings" / "data"


def put(thing: Any, content: bytes, *, ending: str) -> Path:
    """As it was stored before: the same row, a file with all its notes."""
    path = Path(thing.file.path).with_suffix(f".{ending}")
    path.write_bytes(content)
    path.chmod(0o640)
    type(thing)._default_manager.filter(pk=thing.pk).update(file=str(Path(thing.file.name).with_suffix(f".{ending}")))
    return path


def said(**options: Any) -> str:
    out = StringIO()
    call_command("clean_stored_files", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def former(site: Any) -> dict[str, Path]:
    document = factories.document()
    picture = SiteImage.objects.create(title="Une table", file=photographed("clean.jpg"))
    return {
        "film": put(factories.media(), film(), ending="mp4"),
        "hevc": put(factories.media(), (DATA / "hevc.mp4").read_bytes(), ending="mp4"),
        "tagged": put(factories.media(kind="audio"), (DATA / "voice.mp3").read_bytes(), ending="mp3"),
        "pdf": put(document, PDF.replace(b"/Root", b"/Info<</Author(Nadia)>>/Root"), ending="pdf"),
        "zip": put(factories.document(), package({"a.txt": b"x"}), ending="zip"),
        "picture": put(picture, photograph("JPEG"), ending="jpg"),
    }


def photographed(name: str) -> ContentFile:
    content = BytesIO()
    Image.new("RGB", (40, 20)).save(content, "JPEG")
    return ContentFile(content.getvalue(), name=name)


def notes_in(former: dict[str, Path]) -> set[str]:
    told = (b"Nadia", PLACE, b"Exif", b"VideoHandler")
    return {name for name, path in former.items() if any(word in path.read_bytes() for word in told)}


def test_a_rehearsal_says_what_would_be_cleaned_and_writes_nothing(former: dict[str, Path]) -> None:
    before = {name: path.read_bytes() for name, path in former.items()}
    told = "\n" + said(dry_run=True)
    assert {name: path.read_bytes() for name, path in former.items()} == before
    assert [told.count(f"\n{outcome}: ") for outcome in ("cleaned", "could not be cleaned")] == [5, 1]
    assert "rehearsal" in told


def test_what_can_be_is_cleaned_and_what_cannot_is_named_with_its_reason(former: dict[str, Path]) -> None:
    told = said()
    assert notes_in(former) == set()
    assert f"could not be cleaned: documents/{former['zip'].name}" in told
    assert "archive zip" in told
    assert {path.stat().st_mode & 0o777 for path in former.values()} == {0o640}


def test_a_film_that_some_browsers_do_not_play_keeps_its_picture(former: dict[str, Path]) -> None:
    sent = former["hevc"].read_bytes()
    said()
    kept = former["hevc"].read_bytes()
    assert len(kept) == len(sent)
    at = sent.index(b"mdat")
    assert kept[at : at + 1700] == sent[at : at + 1700]


def test_the_second_time_nothing_is_left_to_do(former: dict[str, Path]) -> None:
    said()
    before = {name: path.stat().st_mtime_ns for name, path in former.items()}
    assert "0 cleaned," in said()
    assert {name: path.stat().st_mtime_ns for name, path in former.items()} == before


def test_stopped_half_way_it_loses_nothing_and_goes_on(former: dict[str, Path]) -> None:
    others = hidden_beside(former)  # of the tests before this one
    some = stored.clean_all(dry=False)
    next(some)
    some.close()
    said()
    assert notes_in(former) == set()
    assert hidden_beside(former) == others


def hidden_beside(files: dict[str, Path]) -> set[Path]:
    """What is being written, in the folders of these files."""
    return {path for folder in {path.parent for path in files.values()} for path in folder.glob(".*")}


def test_the_rows_say_what_is_kept(former: dict[str, Path]) -> None:
    said()
    kinds: tuple[type[Model], ...] = (SiteDocument, SiteImage)
    for kind in kinds:
        for thing in kind._default_manager.all():
            assert thing.file_size in (None, thing.file.size)


def test_a_file_that_the_storage_has_lost_is_named(site: Any) -> None:
    media = factories.media()
    Path(media.file.path).unlink()
    assert f"not in the storage: {media.file.name}" in said()
    assert SiteMedia.objects.filter(pk=media.pk).exists()
