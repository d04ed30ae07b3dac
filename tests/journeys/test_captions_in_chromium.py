"""Our reading of captions is the browser's: every file of the corpus is given to a real Chromium, and compared.

So a cue that Chromium drops is one that we name, and what we store is shown whole.
"""

from base64 import b64encode
from typing import Any

import pytest
from playwright.sync_api import Browser

from practices.captions.encodings import Undecodable
from practices.captions.reading import read_as_a_browser
from practices.captions.taking import Refused, take
from practices.captions.webvtt import CaptionsRead
from practices.captions.words import shown_of
from tests.practices.captions.corpus import FILES

READ_ALL = """async (files) => {
  const read = {};
  for (const [name, content] of Object.entries(files)) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const video = document.createElement("video"), element = document.createElement("track");
    const settled = new Promise((resolve) => {
      element.onload = () => resolve(true);
      element.onerror = () => resolve(false);
    });
    element.src = URL.createObjectURL(new Blob([bytes], {type: "text/vtt"}));
    document.body.append(video);
    video.append(element);
    element.track.mode = "hidden";
    const isCaptions = await settled;
    const cues = Array.from(element.track.cues || []);
    const shown = (cue) => cue.getCueAsHTML().textContent;
    read[name] = [isCaptions, cues.map((cue) => [cue.startTime, cue.endTime, cue.text, shown(cue)])];
  }
  return read;
}"""


MADE_READABLE = {"srt", "srt_with_header", "utf16_without_bom"}
"""Shown by no browser as they are, and by every one as they are stored."""


@pytest.fixture(scope="module")
def as_read_by_chromium(browser: Browser) -> dict[str, Any]:
    """For each file, whether it is captions, and its cues: start, end, text, what is shown. Ours once stored too."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<body></body>", content_type="text/html"))
    page.goto("http://sous-titres.test/")
    sent = FILES | {f"stored {name}": content for name, content in stored().items()}
    read: dict[str, Any] = page.evaluate(
        READ_ALL, {name: b64encode(content).decode() for name, content in sent.items()}
    )
    page.close()
    return read


def stored() -> dict[str, bytes]:
    """What the site stores of each file that it takes."""
    taken = {}
    for name, content in FILES.items():
        try:
            taken[name] = take(content=content).content
        except ValueError:
            continue
    return taken


def cues_in(reading: CaptionsRead) -> list[list[Any]]:
    return [[cue.start, cue.end, cue.text, shown_of(cue.text).text] for cue in reading.cues]


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) >= 140


@pytest.mark.parametrize("name", FILES)
def test_every_cue_is_read_as_chromium_reads_it(as_read_by_chromium: dict[str, Any], name: str) -> None:
    is_captions, cues = as_read_by_chromium[name]
    reading = read_as_a_browser(FILES[name])
    assert cues_in(reading) == cues
    assert is_captions == reading.is_captions or name == "nothing_but_bom"  # which Chromium loads, and finds empty


def test_whatever_is_stored_is_shown_by_chromium(as_read_by_chromium: dict[str, Any]) -> None:
    for name, content in stored().items():
        is_captions, cues = as_read_by_chromium[f"stored {name}"]
        assert is_captions, name
        assert cues == cues_in(read_as_a_browser(content)), name
        assert any(shown.strip() and start < end for start, end, _text, shown in cues), name


def test_what_chromium_shows_nothing_of_is_refused(as_read_by_chromium: dict[str, Any]) -> None:
    for name, content in FILES.items():
        if not as_read_by_chromium[name][1] and name not in MADE_READABLE:
            with pytest.raises((Refused, Undecodable)):
                take(content=content)
