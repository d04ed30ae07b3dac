"""A film that browsers would show black, or play silent, is refused in words that say what to do."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.files.recordings.recording import look_at
from community.models import SiteMedia
from practices.contributions.acts.drafts import draft_of
from practices.contributions.forms.files import check_recording, format_of
from practices.models import TestimonialPage
from practices.vocabulary import Format
from tests.factories.boxes import box, film, picture, sound, track, whole

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
REFUSED = {
    "hevc.mp4": "HEVC",
    "mpeg4.mp4": "DivX",
    "mjpeg.mp4": "MPEG-4",
    "ten_bits.mp4": "10 bits",
    "ac3.mp4": "AC-3",
    "pcm.mov": "PCM",
    "alac.m4a": "ALAC",
    "adpcm.wav": "ADPCM",
    "speex.ogg": "Speex",
    "flac.ogg": "FLAC",
    "h264.webm": "AVC",
    "protected.mp4": "protégé contre la copie",
}


def sent(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (DATA / name).read_bytes() if content is None else content)


def refusal(file: SimpleUploadedFile) -> str:
    with pytest.raises(ValidationError) as refused:
        check_recording(file)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("name", REFUSED)
def test_what_browsers_do_not_play_is_refused_by_its_name(name: str) -> None:
    assert REFUSED[name] in refusal(sent(name))


def test_a_picture_that_nobody_would_see_says_what_to_do_on_a_telephone() -> None:
    words = refusal(sent("hevc.mp4"))
    for step in ("Réglages › Appareil photo › Formats", "Le plus compatible", "Android", "VLC"):
        assert step in words


@pytest.mark.parametrize(("name", "length"), [("first.mp4", 2500), ("phone.mp4", 2000), ("phone.mp4", 3500)])
def test_a_film_cut_on_its_way_is_refused(name: str, length: int) -> None:
    assert "s’arrête avant la fin" in refusal(sent(name, (DATA / name).read_bytes()[:length]))


def test_a_film_never_finished_is_refused() -> None:
    start = film().partition(b"mdat")[0][:-4]
    for rest in (box(b"mdat", bytes(400)), box(b"moov", box(b"mvhd", bytes(100)))):
        assert "n’a pas été terminé" in refusal(sent("film.mp4", start + rest))


def test_a_film_that_lies_elsewhere_is_refused() -> None:
    away = film().replace(whole(1) + b"/Users", whole(0) + b"/Users")
    assert "un autre fichier" in refusal(sent("film.mov", away))


def test_a_second_sound_that_no_browser_plays_is_erased_and_the_film_kept() -> None:
    spatial = track(handler=b"soun", entry=sound(b"apac"), place=36, sizes=[4])
    file = sent("film.mov", film(more_tracks=[spatial]))
    check_recording(file)
    assert b"apac" not in file.read()


def test_a_vp9_or_av1_of_ordinary_colours_is_taken() -> None:
    assert look_at(file=BytesIO(film(entry=picture(b"vp09", b"vpcC\1\0\0\0\0"))), name="a.mp4").has_picture
    assert look_at(file=BytesIO(film(entry=picture(b"av01", b"av1C\x81\0"))), name="a.mp4").has_picture


def test_a_film_named_as_a_sound_is_told_its_right_name() -> None:
    assert ".mp4" in refusal(sent("film.m4a", film()))


def test_a_refused_film_is_told_beside_its_field_and_the_rest_is_saved(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    answer = client.post(
        "/partager/temoignage/", {"title": "Je regardais", "action": "save", "media_file": sent("hevc.mp4")}
    )
    assert answer.status_code == 200
    assert "HEVC" in str(answer.context["form"].errors["media_file"])
    page = draft_of(page=TestimonialPage.objects.get())
    assert (page.title, page.media) == ("Je regardais", None)


def test_a_film_of_an_iphone_is_taken_and_served_as_mp4(client: Any, pilot: Any) -> None:
    client.force_login(pilot)
    answer = client.post(
        "/partager/temoignage/", {"title": "Je regardais", "action": "save", "media_file": sent("iphone.mov")}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    page = draft_of(page=TestimonialPage.objects.get())
    assert page.kind == Format.VIDEO
    served = client.get(page.media.url)
    assert served["Content-Type"] == "video/mp4"


def test_the_voice_of_a_browser_s_recorder_is_a_sound(client: Any, pilot: Any) -> None:
    assert format_of(sent("voice.webm")) == Format.AUDIO
    client.force_login(pilot)
    client.post("/partager/temoignage/", {"title": "Une voix", "action": "save", "media_file": sent("voice.webm")})
    page = draft_of(page=TestimonialPage.objects.get())
    assert (page.kind, page.media.type) == (Format.AUDIO, "audio")
    answer = client.post(
        reverse("contributions:edit", args=[page.pk]),
        {
            "title": "Une voix, encore",
            "kind": "audio",
            "media_kept": page.media_id,
            "revision": page.latest_revision_id,
            "action": "save",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_the_admin_refuses_with_one_sentence(kind: str, client: Any, facilitator: Any) -> None:
    client.force_login(facilitator)
    file = sent("hevc.mp4" if kind == "video" else "alac.m4a")
    answer = client.post(reverse("wagtailmedia:add", args=[kind]), {"title": "Un film", "file": file, "duration": 0})
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["file"]) == 1
    assert not SiteMedia.objects.exists()
