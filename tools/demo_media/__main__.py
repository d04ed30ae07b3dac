"""Makes the sounds, films, captions and pictures of the demo testimonials from their written words.

Run it from the root of the project, after changing a transcript or a scene:

    nice .venv/bin/python -m tools.demo_media           # everything
    nice .venv/bin/python -m tools.demo_media m3 m5     # only these

For each file of `home/demo/content/testimonials/` it writes, in `home/demo/media/`, what the file names:
the film (WebM: VP9 and Opus) or the sound (MP3), the captions (WebVTT) and the poster (JPEG).
The words come from the transcript, one sentence at a time: each is spoken on its own by espeak-ng,
so that the length of its sound gives the exact times of its caption. The pictures are drawn (see `scenes.py`).

It needs the Debian packages ffmpeg, espeak-ng and fonts-dejavu-core. The files made are kept in the
repository: nobody needs to run this to see the demo. The same words and the same versions of these
tools give the same files, to the byte.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import textwrap
import tomllib
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from home.demo.source import CONTENT, MEDIA
from tools.demo_media.scenes import paint

WORDS: Final = CONTENT / "testimonials"

SAMPLE_RATE: Final = 22050  # what espeak-ng gives
WORDS_PER_MINUTE: Final = 150
SILENCE_BEFORE: Final = 0.6
SILENCE_BETWEEN: Final = 0.3
SILENCE_AFTER: Final = 1.0

FRAMES_PER_SECOND: Final = 15
FILM_SIZE: Final = (480, 270)
POSTER_SIZE: Final = (960, 540)
# The moment of each scene that says most (a waving hand, a lit radio).
POSTER_MOMENT: Final = 4.4

# Two lines of 42 signs at most are what can be read at ease under a film.
LINE_LENGTH: Final = 42
CAPTION_LINES: Final = 2


@dataclass(frozen=True)
class Voice:
    """A variant of espeak-ng's French voice, with its pitch from 0 to 99."""

    variant: str
    pitch: int


VOICES: Final = {
    "m1": Voice(variant="fr-fr+f2", pitch=38),
    "m2": Voice(variant="fr-fr+m3", pitch=30),
    "m3": Voice(variant="fr-fr+f4", pitch=52),
    "m5": Voice(variant="fr-fr+f3", pitch=60),
    "m6": Voice(variant="fr-fr+m7", pitch=46),
}


@dataclass(frozen=True)
class Caption:
    """One caption: its words and its times, in seconds from the start."""

    text: str
    start: float
    end: float


def main(*, keys: Iterable[str]) -> None:
    """Makes the files of the testimonials named by `keys`, or of all of them when there is none."""
    wanted = set(keys)
    for path in sorted(WORDS.glob("*.toml")):
        testimonial = tomllib.loads(path.read_text(encoding="utf-8"))
        if not wanted or testimonial["key"] in wanted:
            make(testimonial=testimonial)


def make(*, testimonial: dict[str, Any]) -> None:
    """Writes the poster, and for a film or a sound its media file and its captions."""
    key = testimonial["key"]
    if testimonial.get("poster"):
        _save_poster(key=key, path=MEDIA / testimonial["poster"])
    if not testimonial.get("media"):
        return
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "voice.wav"
        cues = speak(sentences=spoken_sentences(transcript=testimonial["transcript"]), voice=VOICES[key], path=sound)
        (MEDIA / testimonial["captions"]).write_text(webvtt(cues=cues), encoding="utf-8")
        target = MEDIA / testimonial["media"]
        if testimonial["kind"] == "video":
            _save_film(key=key, sound=sound, seconds=cues[-1].end + SILENCE_AFTER, path=target)
        else:
            _save_sound(sound=sound, path=target)


def spoken_sentences(*, transcript: str) -> list[str]:
    """The sentences of a transcript, without the name of the person who speaks (« Josette : »)."""
    turns = (re.sub(r"^[\w’' -]{1,30}\s:\s", "", line.strip()) for line in transcript.splitlines())
    return [sentence for turn in turns if turn for sentence in re.split(r"(?<=[.!?…])\s+(?=[A-ZÀÉÊÇ«])", turn)]


def speak(*, sentences: list[str], voice: Voice, path: Path) -> list[Caption]:
    """Speaks the sentences into one WAV file, with a breath between them, and returns their captions."""
    cues: list[Caption] = []
    samples = bytearray(_silence(seconds=SILENCE_BEFORE))
    for sentence in sentences:
        start = _seconds(samples)
        samples += _spoken(sentence=sentence, voice=voice)
        cues.append(Caption(text=sentence, start=start, end=_seconds(samples)))
        samples += _silence(seconds=SILENCE_BETWEEN)
    samples += _silence(seconds=SILENCE_AFTER - SILENCE_BETWEEN)
    with wave.open(str(path), "wb") as track:
        track.setnchannels(1)
        track.setsampwidth(2)
        track.setframerate(SAMPLE_RATE)
        track.writeframes(bytes(samples))
    return cues


def webvtt(*, cues: list[Caption]) -> str:
    """The captions as a WebVTT file, on one or two lines each; ValueError when a sentence is too long for that."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(cues, start=1):
        blocks.append(f"{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{_caption_lines(text=cue.text)}")
    return "\n\n".join(blocks) + "\n"


def _caption_lines(*, text: str) -> str:
    """The text on one line, or on two of nearly the same length: less travel for the eye."""
    text = re.sub(r" (?=[:;!?»])", "\N{NO-BREAK SPACE}", text)
    if len(text) <= LINE_LENGTH:
        return text
    for width in range((len(text) + 1) // CAPTION_LINES, LINE_LENGTH + 1):
        lines = textwrap.wrap(text, width=width)
        if len(lines) <= CAPTION_LINES:
            return "\n".join(lines)
    raise ValueError(f"This sentence is too long for one caption, please cut it in two: {text}")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"00:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _spoken(*, sentence: str, voice: Voice) -> bytes:
    """The sound of a sentence, as 16-bit samples, without the silence that espeak-ng leaves at its end."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        options = ["-v", voice.variant, "-p", str(voice.pitch), "-s", str(WORDS_PER_MINUTE)]
        subprocess.run(["espeak-ng", *options, "-w", file.name, sentence], check=True)
        with wave.open(file.name, "rb") as sound:
            samples = sound.readframes(sound.getnframes())
    spoken = samples.rstrip(b"\0")
    return spoken + b"\0" * (len(spoken) % 2)


def _silence(*, seconds: float) -> bytes:
    return b"\0\0" * round(seconds * SAMPLE_RATE)


def _seconds(samples: bytearray) -> float:
    return len(samples) / 2 / SAMPLE_RATE


def _save_poster(*, key: str, path: Path) -> None:
    picture = paint(key=key, moment=POSTER_MOMENT, is_still=True).finished(width=POSTER_SIZE[0], height=POSTER_SIZE[1])
    picture.save(path, quality=82, optimize=True, progressive=True)


def _save_sound(*, sound: Path, path: Path) -> None:
    _ffmpeg("-i", str(sound), *_SOFTENED, "-c:a", "libmp3lame", "-b:a", "64k", "-ar", "44100", "-ac", "1", str(path))


def _save_film(*, key: str, sound: Path, seconds: float, path: Path) -> None:
    """Draws the frames one by one and hands them to ffmpeg as they come: no pile of pictures on the disk."""
    width, height = FILM_SIZE
    pictures = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FRAMES_PER_SECOND))
    film = ("-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-pix_fmt", "yuv420p", "-g", "150", "-row-mt", "1")
    voice = ("-c:a", "libopus", "-b:a", "40k", "-ar", "48000", "-ac", "1")
    _ffmpeg(
        *pictures, "-i", "-", "-i", str(sound), *_SOFTENED, *film, *voice, str(path),
        frames=_frames(key=key, seconds=seconds),
    )  # fmt: skip


def _frames(*, key: str, seconds: float) -> Iterator[bytes]:
    for number in range(round(seconds * FRAMES_PER_SECOND)):
        canvas = paint(key=key, moment=number / FRAMES_PER_SECOND)
        yield canvas.finished(width=FILM_SIZE[0], height=FILM_SIZE[1]).tobytes()


# A machine's voice is harsh: the shrillest sounds are taken away and the loudness made even.
_SOFTENED: Final = ("-af", "highpass=f=90,lowpass=f=6500,loudnorm=I=-18:TP=-2")


def _ffmpeg(*arguments: str, frames: Iterable[bytes] = ()) -> None:
    """Runs ffmpeg, feeding it the frames; it writes no date and no version, so that the result can be compared."""
    always = ("ffmpeg", "-y", "-loglevel", "error")
    plain = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact")
    command = [*always, *arguments[:-1], *plain, arguments[-1]]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        _pour(frames=frames, into=process.stdin)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def _pour(*, frames: Iterable[bytes], into: IO[bytes] | None) -> None:
    if into is None:
        return
    for frame in frames:
        into.write(frame)
    into.close()


if __name__ == "__main__":
    main(keys=sys.argv[1:])
