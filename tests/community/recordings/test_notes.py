"""A film or a sound says nothing besides what it shows: no place, no name, no day, whatever wrote it."""

import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from community.files.recordings.recording import duration_of, forget_notes
from community.models import SiteMedia
from tests.factories.boxes import PICTURES, PLACE, SOUNDS, box, film, picture
from tests.factories.small_files import MP3, element, webm

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
TOLD = (b"Nadia", b"Secret", b"50.6292", b"Lavf", b"GeneratedBy", b"VideoHandler")
# The sound itself may name its encoder, once, where no player looks.
FILMS = [
    *("phone.mp4", "apple_keys.mp4", "first.mp4", "iphone.mov", "pieces.mp4", "subtitled.mp4", "h264_mp3.mp4"),
    *("h264_opus.mp4", "h264_flac.mp4", "vp9.mp4", "av1.mp4", "vp9.webm", "live.webm", "vp8_vorbis.webm"),
]
SOUNDS_SENT = [
    *("voice.webm", "voice.mp4", "voice.m4a", "voice.opus", "voice.ogg", "voice.mp3", "voice.wav", "telephone.wav")
]


def told_by(content: bytes) -> list[bytes]:
    return [word for word in TOLD if word in content]


def stored(name: str, content: bytes) -> SiteMedia:
    return SiteMedia.objects.create(title="Une voix", type="video", file=SimpleUploadedFile(name, content))


def content_of(media: SiteMedia) -> bytes:
    with media.file.open() as file:
        return file.read()


def cleaned(name: str, content: bytes) -> bytes:
    file = BytesIO(content)
    forget_notes(file=file, name=name)
    return file.getvalue()


@pytest.mark.parametrize("name", FILMS + SOUNDS_SENT)
def test_nothing_but_picture_and_sound_is_stored(name: str, site: Any) -> None:
    sent = (DATA / name).read_bytes()
    media = stored(name, sent)
    left = [
        word for word in told_by(content_of(media)) if not (name in ("voice.opus", "voice.ogg") and word == b"Lavf")
    ]
    assert left == []
    assert (media.type == "video") == (name in FILMS)


@pytest.mark.parametrize("name", FILMS + SOUNDS_SENT)
def test_what_is_clean_is_not_touched_again(name: str) -> None:
    file = BytesIO((DATA / name).read_bytes())
    forget_notes(file=file, name=name)
    once = file.getvalue()
    assert forget_notes(file=file, name=name, dry=True)[1] is False
    assert forget_notes(file=file, name=name)[1] is False
    assert file.getvalue() == once


def test_looking_changes_nothing() -> None:
    sent = (DATA / "phone.mp4").read_bytes()
    file = BytesIO(sent)
    assert forget_notes(file=file, name="phone.mp4", dry=True)[1] is True
    assert file.getvalue() == sent


@pytest.mark.parametrize("name", ["phone.mp4", "iphone.mov", "vp9.webm", "live.webm", "voice.wav", "voice.m4a"])
def test_nothing_moves_inside_a_film(name: str) -> None:
    sent = (DATA / name).read_bytes()
    assert len(cleaned(name, sent)) == len(sent)


def test_the_track_of_positions_of_a_telephone_is_erased_with_what_it_holds() -> None:
    sent = film()
    clean = cleaned("film.mov", sent)
    assert PLACE in sent
    assert PLACE not in clean
    assert PICTURES in clean
    assert SOUNDS in clean
    assert [
        word for word in (b"adia", b"mebx", b"ISO6709", b"Telephone", b"Users") if word.lower() in clean.lower()
    ] == []


def test_the_day_is_erased_and_the_length_kept() -> None:
    file = BytesIO(film())
    recording, _found = forget_notes(file=file, name="film.mov")
    assert (0xE5000000).to_bytes(4, "big") not in file.getvalue()
    assert recording.duration == 2.0


def test_what_a_maker_adds_one_day_is_erased_unknown_as_it_is() -> None:
    clean = cleaned(
        "film.mp4", film(more_boxes=box(b"n4d1", b"Nadia Bensaid") + box(b"uuid", bytes(16), b"<x:xmp>Nadia"))
    )
    assert b"adia" not in clean


@pytest.mark.parametrize("chunk", [b"LIST", b"bext", b"iXML", b"id3 ", b"_PMX"])
def test_no_chunk_of_a_wav_keeps_a_name(chunk: bytes) -> None:
    name = b"Nadia Bensaid."
    more = chunk + len(name).to_bytes(4, "little") + name
    sent = (DATA / "telephone.wav").read_bytes() + more
    assert b"Nadia" not in cleaned("a.wav", sent)


def test_no_element_of_a_webm_keeps_a_name() -> None:
    title, tags = element(0x7BA9, b"Nadia"), element(0x1254C367, b"Nadia") + element(0x1941A469, b"Nadia")
    sent = webm(info=title, more=tags)
    assert b"Nadia" in sent
    assert b"Nadia" not in cleaned("a.webm", sent)


@pytest.mark.parametrize(
    "sent",
    [
        b"ID3\x04\0\0\0\0\0\x0eTIT2 Nadia ...." + MP3,
        MP3 + b"TAG" + b"Nadia".ljust(125, b"\0"),
        b"ID3\x04\0\0\0\0\0\x05Nadia" * 2 + MP3,
        MP3 + b"LYRICSBEGIN Nadia LYRICS200",
    ],
)
def test_no_tag_of_an_mp3_keeps_a_name(sent: bytes) -> None:
    clean = cleaned("a.mp3", sent)
    assert b"Nadia" not in clean
    assert MP3 in clean


def test_a_film_of_200_megabytes_is_cleaned_where_it_lies(tmp_path: Path) -> None:
    start, movie = film().split(PICTURES)[0][:-8], box(b"moov", film().partition(b"moov")[2])
    weight = 200_000_000
    path = tmp_path / "film.mov"
    with path.open("wb+") as file:
        file.write(start + weight.to_bytes(4, "big") + b"mdat" + PICTURES + PLACE * 2 + SOUNDS)
        file.seek(len(start) + weight)
        file.write(movie)
        tracemalloc.start()
        forget_notes(file=file, name="film.mov")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        file.seek(0)
        assert PLACE not in file.read(1000)
    assert peak < 2_000_000


def test_a_large_upload_is_cleaned_before_it_is_moved_to_its_place(site: Any) -> None:
    upload = TemporaryUploadedFile("film.mov", "video/quicktime", 0, None)
    upload.write(film())
    media = SiteMedia.objects.create(title="Un film", type="video", file=upload)
    assert PLACE not in content_of(media)
    upload.close()


def test_the_file_that_a_command_reads_is_left_as_it_was(tmp_path: Path, site: Any) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film())
    with path.open("rb") as source:
        media = SiteMedia.objects.create(title="Un film", type="video", file=File(source, name="film.mp4"))
    assert path.read_bytes() == film()
    assert PLACE not in content_of(media)


def test_a_film_of_an_iphone_is_kept_as_mp4(site: Any) -> None:
    media = stored("IMG_0001.MOV", (DATA / "iphone.mov").read_bytes())
    assert media.file.name.endswith(".mp4")
    assert media.sources[0]["type"] == "video/mp4"
    assert media.duration == pytest.approx(0.4, abs=0.05)


def test_a_film_that_is_a_voice_alone_is_a_sound(site: Any) -> None:
    media = stored("voice.mp4", (DATA / "voice.mp4").read_bytes())
    assert (media.type, media.file.name[-4:]) == ("audio", ".m4a")
    assert media.sources[0]["type"].startswith("audio/")


@pytest.mark.parametrize("name", sorted({*FILMS, *SOUNDS_SENT} - {"pieces.mp4", "live.webm"}))
def test_how_long_it_lasts_is_read_in_the_file(name: str) -> None:
    file = File(BytesIO((DATA / name).read_bytes()), name=name)
    assert duration_of(file) == pytest.approx(0.4, abs=0.09)
    assert file.tell() == 0


@pytest.mark.parametrize("name", ["live.webm", "a.vtt", "a.mp4"])
def test_what_does_not_say_how_long_it_lasts_has_no_length(name: str) -> None:
    path = DATA / name
    assert duration_of(File(BytesIO(path.read_bytes() if path.exists() else b"x"), name=name)) is None


def test_nothing_is_stored_that_could_not_be_cleaned(site: Any) -> None:
    with pytest.raises(ValidationError):
        SiteMedia.objects.create(title="?", type="video", file=ContentFile(b"0123456789" * 100, name="film.mp4"))
    assert not SiteMedia.objects.exists()


@pytest.mark.parametrize(("ending", "door"), [("phone.mp4", "wagtailmedia:add"), ("iphone.mov", "wagtailmedia:add")])
def test_the_door_of_the_admin_keeps_no_place_either(ending: str, door: str, client: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    file = SimpleUploadedFile(ending, (DATA / ending).read_bytes())
    root = facilitator._meta.apps.get_model("wagtailcore", "Collection").get_first_root_node()
    answer = client.post(
        reverse(door, args=["video"]), {"title": "Un film", "file": file, "collection": root.pk, "duration": 0}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    media = SiteMedia.objects.get()
    assert told_by(content_of(media)) == []
    assert media.duration > 0


def test_a_film_that_replaces_another_keeps_no_place_either(client: Any, facilitator: Any, site: Any) -> None:
    client.force_login(facilitator)
    media = stored("vp9.webm", (DATA / "vp9.webm").read_bytes())
    client.post(
        reverse("wagtailmedia:edit", args=[media.pk]),
        {
            "title": "Un autre",
            "file": SimpleUploadedFile("a.mov", film()),
            "collection": media.collection_id,
            "duration": 0,
        },
    )
    media.refresh_from_db()
    assert media.title == "Un autre"
    assert PLACE not in content_of(media)
    assert media.file.name.endswith(".mp4")


def test_the_demonstration_is_cleaned_like_the_rest(site: Any) -> None:
    for path in sorted((settings.ROOT / "home" / "demo" / "media").glob("*.webm")):
        media = stored(path.name, path.read_bytes())
        assert told_by(content_of(media)) == []


def test_a_description_of_a_picture_names_no_program() -> None:
    assert b"Camera de Nadia" in picture()
    assert b"Camera de Nadia" not in cleaned("a.mp4", film())


@pytest.mark.parametrize("more", [element(0xEC, b"Nadia"), webm(info=element(0x4D80, b"Nadia")), b"Nadia Bensaid"])
def test_what_follows_the_end_of_a_film_is_forgotten(more: bytes) -> None:
    content = cleaned("a.webm", webm() + more)
    assert told_by(content) == []
    assert cleaned("a.webm", content) == content
