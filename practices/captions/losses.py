"""What a browser would leave out of a caption file, said to the person who made it: which line, and what to write."""

import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

SHOWN_OF_A_LINE = 60  # characters: enough to find it again
_ODD_SPACE = re.compile(r"[^\S \t\f]|[\u200b-\u200f\u2060\ufeff]")
_OTHER_ARROW = re.compile(r"[0-9]\s*(?:[-–—=]+>|→)\s*[0-9]")
_STAMP = re.compile(r"(?:(\d+):)??(\d+):(\d+)(?:[.,:](\d+))?(?!\S)")


class WhyLost(Enum):
    """The reason, which `SENTENCES` says."""

    NO_SIGNATURE = "no signature"
    NO_TIMES = "words without times"
    BAD_TIMES = "times that mean nothing"
    BACKWARDS = "ends before it begins"
    BESIDE_TIMES = "words taken for settings"
    LOOKS_LIKE_A_TAG = "words taken for a tag"
    BROKEN_LETTERS = "letters that are lost"


SENTENCES = {
    WhyLost.NO_SIGNATURE: gettext_lazy(
        "un fichier .vtt commence par le mot WEBVTT, seul sur sa ligne. "
        "La plupart des outils de sous-titrage savent enregistrer en WebVTT (.vtt) ou en SubRip (.srt)."
    ),
    WhyLost.NO_TIMES: gettext_lazy(
        "ces mots n’ont pas d’horaire. "
        "Enlevez la ligne vide qui les sépare de leur sous-titre, ou donnez-leur un horaire."
    ),
    WhyLost.BAD_TIMES: gettext_lazy("un horaire s’écrit 00:01:02.500 --> 00:01:05.000."),
    WhyLost.BACKWARDS: gettext_lazy("la fin doit venir après le début."),
    WhyLost.BESIDE_TIMES: gettext_lazy("ce qui suit l’horaire ne s’affiche pas : écrivez-le à la ligne suivante."),
    WhyLost.LOOKS_LIKE_A_TAG: gettext_lazy(
        "le signe « < » cache ce qui le suit : remplacez-le par des mots, ou par &lt;."
    ),
    WhyLost.BROKEN_LETTERS: gettext_lazy(
        "des lettres sont perdues (�). Repartez du fichier d’origine, et enregistrez-le avec le codage UTF-8."
    ),
}


class Lost(NamedTuple):
    """Something that nobody would see: its line, from 1, why, and what is written there."""

    line: int
    why: WhyLost
    said: str

    def __str__(self) -> str:
        """« ligne 12 : « 0:12.5 --> … » : il faut… »."""
        said = Truncator(" ".join(self.said.split())).chars(SHOWN_OF_A_LINE)
        why = str(SENTENCES[self.why])
        if self.why is WhyLost.BAD_TIMES:
            why = _wrong_with_times(self.said)
        elif self.why is WhyLost.NO_TIMES and _OTHER_ARROW.search(self.said):
            why = _("la flèche d’un horaire s’écrit avec deux tirets, comme 00:12.500 --> 00:14.000.")
        if not said:
            return _("ligne %(line)d : %(why)s") % {"line": self.line, "why": why}
        return _("ligne %(line)d : « %(said)s » : %(why)s") % {"line": self.line, "said": said, "why": why}


def as_sentences(lost: Sequence[Lost], /, *, shown: int) -> str:
    """What is wrong with a file of which a browser would show `shown` cues: the first thing, and how many more."""
    parts = [_what_remains(shown)]
    if lost:
        parts.append(capfirst(str(lost[0])))
    if count := max(0, len(lost) - 1):
        others = ngettext("Un autre endroit est à corriger.", "%(count)d autres endroits sont à corriger.", count)
        parts.append(others % {"count": count})
    return " ".join(parts)


def _what_remains(count: int) -> str:
    if not count:
        return _("Aucun de ces sous-titres ne s’afficherait.")
    return ngettext(
        "Une partie de ce texte ne s’afficherait pas : un navigateur montrerait %(count)d sous-titre.",
        "Une partie de ce texte ne s’afficherait pas : un navigateur montrerait %(count)d sous-titres.",
        count,
    ) % {"count": count}


def _wrong_with_times(line: str) -> str:
    """The slip that a line of times makes, the surest first."""
    start, _arrow, end = line.partition("-->")
    if not re.search(r"\d", line):
        return _("la flèche « --> » est réservée aux horaires. Écrivez « → ».")
    if _ODD_SPACE.search(line):
        return _("une espace insécable ou un signe invisible s’est glissé dans l’horaire : mettez une espace simple.")
    if not re.search(r"\d", start) or not re.search(r"\d", end):
        return _("il faut un début et une fin, comme 00:01:02.500 --> 00:01:05.000.")
    stamps = [stamp for side in (start, end) if (stamp := _STAMP.match(side.strip()))]
    return next(
        (slip for slip, is_made in _slips().items() if any(map(is_made, stamps))), str(SENTENCES[WhyLost.BAD_TIMES])
    )


def _slips() -> dict[str, Callable[[re.Match[str]], bool]]:
    """What may be wrong with one time, and how it is seen, in the order in which it is told."""
    return {
        _("il faut des minutes et des secondes sur deux chiffres, comme 00:12.500."): (
            lambda stamp: len(stamp[2]) != 2 or len(stamp[3]) != 2
        ),
        _("les minutes et les secondes ne dépassent pas 59 : au-delà, comptez en heures, comme 01:15:00.000."): (
            lambda stamp: int(stamp[2]) > 59 or int(stamp[3]) > 59
        ),
        _("il faut trois chiffres pour les millièmes, comme 00:12.500."): lambda stamp: len(stamp[4] or "") != 3,
        _("mettez un point, et non une virgule, devant les millièmes, comme 00:12.500."): lambda stamp: "," in stamp[0],
    }
