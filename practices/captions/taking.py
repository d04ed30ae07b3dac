"""Captions that somebody brings: made into WebVTT in UTF-8 that a browser shows whole, or a sentence why not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.captions.encodings import decode
from practices.captions.losses import as_sentences
from practices.captions.subrip import as_webvtt, clock, is_subrip, read_subrip
from practices.captions.timeline import HOUR, earlier, hours_late, misfit
from practices.captions.webvtt import CaptionsRead, lines_of, read_webvtt
from practices.captions.words import shown_of


class Refused(ValueError):
    """Some of what these captions say would never be seen; the message says where, and what to write."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What is stored, and what was changed that the person should look at."""

    content: bytes
    remarks: tuple[str, ...] = ()
    doubt: str = ""
    """Why they may not be published with this film."""


def take(*, content: bytes, film: float | None = None) -> Taken:
    """Make of a file sent what the site stores: UTF-8, plain line ends, on the clock of a film of so many seconds.

    Raises Refused, and Undecodable when nobody can tell its letters.
    """
    if b"-->" not in content.replace(b"\x00", b""):  # whatever its encoding
        raise Refused(_nothing_in_it())
    decoded = decode(content)
    text = decoded.text
    if is_subrip(text):
        reading = read_subrip(text)
        text = as_webvtt(reading.cues)
    else:
        reading = read_webvtt(text)
        text = "\n".join(lines_of(text))
    if faults := faults_of(reading):
        raise Refused(faults)
    remarks = [_doubt_of_letters()] if decoded.is_guessed else []
    if hours := hours_late(reading.cues, film=film):
        text = earlier(text, hours=hours)
        reading = read_webvtt(text)
        remarks.append(
            _(
                "Vos sous-titres commençaient à %(start)s : ils sont maintenant comptés depuis le début de la vidéo. "
                "Vérifiez l’aperçu."
            )
            % {"start": clock(hours * HOUR)[:8]}
        )
    return Taken(content=text.encode(), remarks=tuple(remarks), doubt=misfit(reading.cues, film=film))


def faults_of(reading: CaptionsRead, /) -> str:
    """What a browser would not show of a file, in sentences; empty when it shows all of it, and there is something."""
    shown = sum(cue.start < cue.end and bool(shown_of(cue.text).text.strip()) for cue in reading.cues)
    if reading.lost:
        return as_sentences(reading.lost, shown=shown)
    return "" if shown else _nothing_in_it()


def _nothing_in_it() -> str:
    return _("Ce fichier ne contient aucun sous-titre. Est-ce le bon ? Il faut un fichier .vtt ou .srt.")


def _doubt_of_letters() -> str:
    return _(
        "Vos sous-titres étaient enregistrés à l’ancienne manière de Windows : vérifiez leurs accents dans l’aperçu."
    )
