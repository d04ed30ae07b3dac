"""What we take, a real browser plays, before and after our cleaning; what it would show black is refused."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from community.files.recordings.recording import forget_notes, look_at
from community.files.recordings.refusals import Refused

pytestmark = pytest.mark.journey

DATA = Path(__file__).parents[1] / "community" / "recordings" / "data"
TYPES = {"webm": "video/webm", "m4a": "audio/mp4", "mp3": "audio/mpeg", "wav": "audio/x-wav", "mp4": "video/mp4"}
# Chromium plays them, and other browsers do not: Firefox (10 bits, PCM), Safari (FLAC in Ogg, H.264 in WebM).
MORE_THAN_OTHERS = {"ten_bits.mp4", "pcm.mov", "flac.ogg", "h264.webm"}
PLAY = """async (films) => Promise.all(films.map(async ([name, type, content]) => {
  const player = document.createElement("video");
  document.body.append(player);
  const ended = new Promise((done) => {
    player.onended = () => done(true);
    player.onerror = () => done(false);
    setTimeout(() => done(false), 8000);
  });
  player.muted = true;
  player.src = `data:${type};base64,${content}`;
  player.play().catch(() => {});
  const played = await ended;
  return [name, { played, seen: player.videoWidth > 0, heard: player.webkitAudioDecodedByteCount > 0 }];
}))"""


def shown(page: Any, files: dict[str, bytes]) -> dict[str, dict[str, bool]]:
    """What the browser did with each."""
    sent = [
        (name, TYPES.get(name.rpartition(".")[2], "audio/ogg"), base64.b64encode(content).decode())
        for name, content in files.items()
    ]
    page.goto("about:blank")
    return dict(page.evaluate(PLAY, sent))


def verdicts() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files taken, cleaned, under the name they are served by; and those refused."""
    taken, refused = {}, {}
    for path in sorted(DATA.iterdir()):
        if path.suffix == ".sh":
            continue
        file = BytesIO(path.read_bytes())
        try:
            recording = look_at(file=file, name=path.name)
        except Refused:
            refused[path.name] = file.getvalue()
        else:
            forget_notes(file=file, name=path.name)
            taken[f"{path.name}.{recording.ending}"] = file.getvalue()
    return taken, refused


def test_what_is_taken_is_seen_and_heard_and_what_would_not_be_is_refused(page: Any) -> None:
    taken, refused = verdicts()
    assert len(taken) >= 20
    assert len(refused) >= 10
    for name, did in shown(page, taken).items():
        assert did["played"], name
        assert did["heard"], name
        assert did["seen"] == (not name.startswith(("voice", "telephone"))), name
    for name, did in shown(page, refused).items():
        has_sound_only = name.endswith((".m4a", ".wav", ".ogg"))
        whole = did["played"] and did["heard"] and (did["seen"] or has_sound_only)
        assert whole == (name in MORE_THAN_OTHERS), name
