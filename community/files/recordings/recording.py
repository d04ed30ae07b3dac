"""A film or a sound as it arrives: what it is, how long it lasts, and the same without its notes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError

from community.files.recordings import mp4, mp4_notes, tagged, wav, webm
from community.files.recordings.eraser import Eraser
from community.files.recordings.refusals import Refused

MP4_SOUNDS = ("m4a",)
MP4 = ("mp4", "m4v", "mov", *MP4_SOUNDS)
OGG = ("oga", "ogg", "opus")


@dataclass(frozen=True, kw_only=True)
class Recording:
    """`duration` in seconds, None where the file does not say; `ending` under which it is kept and served."""

    has_picture: bool
    duration: float | None
    ending: str


def ending_of(name: str | None) -> str:
    """The ending of a name, in lower case, without its dot."""
    return PurePath(name or "").suffix.lstrip(".").lower()


def look_at(*, file: IO[bytes], name: str | None) -> Recording:
    """What a recording is. Raises Refused, in words for the person, when browsers do not play it."""
    return _work(file=file, name=name, eraser=None, is_kept=False)


def forget_notes(
    *, file: IO[bytes], name: str | None, dry: bool = False, is_kept: bool = False
) -> tuple[Recording, bool]:
    """Erase in place all that is not picture or sound; and whether there was anything. `dry`: only look.

    Raises Refused like look_at, and where the notes cannot be told from the rest. `is_kept`: the file is stored since
    before this was asked, and is cleaned even if some browsers do not play it.
    """
    eraser = Eraser(file, dry=dry)
    recording = _work(file=file, name=name, eraser=eraser, is_kept=is_kept)
    file.flush()
    return recording, eraser.found


def duration_of(file: Any) -> float | None:
    """How many seconds a film or a sound lasts; None when its file does not say, or cannot be read."""
    try:
        with at_hand(file):
            return look_at(file=file, name=file.name).duration
    except (ValidationError, OSError, ValueError):
        return None


@contextmanager
def at_hand(file: Any) -> Iterator[None]:
    """A file of Django, stored or just sent, opened where it was closed, and then left as it was found."""
    was_closed = file.closed
    if was_closed:
        file.open()
    try:
        yield
    finally:
        file.close() if was_closed else file.seek(0)


def _work(*, file: IO[bytes], name: str | None, eraser: Eraser | None, is_kept: bool) -> Recording:
    ending = ending_of(name)
    try:
        if ending in MP4:
            return _mp4(file=file, ending=ending, eraser=eraser, is_kept=is_kept)
        if ending == "webm":
            return _webm(file=file, eraser=eraser, is_kept=is_kept)
        if ending == "wav":
            return _wav(file=file, eraser=eraser)
        return _tagged(file=file, ending=ending, eraser=eraser)
    finally:
        file.seek(0)


def _mp4(*, file: IO[bytes], ending: str, eraser: Eraser | None, is_kept: bool) -> Recording:
    film = mp4.read(file=file)
    if is_kept:
        film = mp4.with_all_it_shows(film=film)
    else:
        mp4.check(film=film, as_sound=ending in MP4_SOUNDS)
    if eraser:
        mp4_notes.erase(film=film, eraser=eraser)
    kept_as = "mp4" if film.has_picture else "m4a"
    return Recording(has_picture=film.has_picture, duration=film.duration, ending=kept_as)


def _webm(*, file: IO[bytes], eraser: Eraser | None, is_kept: bool) -> Recording:
    film = webm.read(file=file)
    if not is_kept:
        webm.check(film=film)
    if eraser:
        webm.erase(film=film, eraser=eraser)
    return Recording(has_picture=film.has_picture, duration=film.duration, ending="webm")


def _wav(*, file: IO[bytes], eraser: Eraser | None) -> Recording:
    sound = wav.read(file=file)
    if eraser:
        wav.erase(sound=sound, eraser=eraser)
    return Recording(has_picture=False, duration=sound.duration, ending="wav")


def _tagged(*, file: IO[bytes], ending: str, eraser: Eraser | None) -> Recording:
    if ending not in (*OGG, "mp3"):
        raise Refused("damaged")
    sound = tagged.read_mp3(file=file) if ending == "mp3" else tagged.read_ogg(file=file)
    if eraser and sound.has_notes:
        eraser.found = True
        if not eraser.dry:
            sound.erase()
    return Recording(has_picture=False, duration=sound.duration, ending=ending)
