"""A moment of a film or a sound: how it is said in French, and the address that leads to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_MOST_DIGITS = 6  # eleven days: longer than any recording, short enough for every database


@dataclass(frozen=True, slots=True)
class Moment:
    """A second of a recording, from 0."""

    seconds: int

    def __str__(self) -> str:
        """« 45 s », « 1 min 23 », « 1 h 02 »: past an hour, a listener no longer counts the seconds."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
        if minutes:
            return _("%(minutes)d min %(seconds)02d") % {"minutes": minutes, "seconds": seconds}
        return _("%(seconds)d s") % {"seconds": seconds}

    @property
    def clock(self) -> str:
        """As a player shows it: « 0:07 », « 1:23 », « 1:02:05 »."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"

    @property
    def spoken(self) -> str:
        """In whole words, to be read aloud: « 7 secondes », « 1 minute 23 secondes »."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        parts = (
            (hours, ngettext("%(number)d heure", "%(number)d heures", hours)),
            (minutes, ngettext("%(number)d minute", "%(number)d minutes", minutes)),
            (seconds, ngettext("%(number)d seconde", "%(number)d secondes", seconds)),
        )
        said = [words % {"number": number} for number, words in parts if number]
        return " ".join(said) or _("0 seconde")

    @property
    def label(self) -> str:
        """Where it stands: « à 1 min 23 », « au début »."""
        return _("à %(moment)s") % {"moment": self} if self.seconds else _("au début")

    @property
    def at_clock(self) -> str:
        """Where it stands, as players write it: « à 1:23 », « à 1:02:00 »; « au début »."""
        return _("à %(moment)s") % {"moment": self.clock} if self.seconds else _("au début")

    @property
    def anchor(self) -> str:
        """The identifier of its passage on the page: « t83 »."""
        return f"t{self.seconds}"

    @property
    def suffix(self) -> str:
        """What follows the page's address: the player starts there, and the page opens at these words."""
        return f"?t={self.seconds}#{self.anchor}"


def moment_named(typed: str, /) -> Moment | None:
    """The moment that an address asks for (`?t=83`); None for anything but a plain number of seconds."""
    if typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS:
        return Moment(int(typed))
    return None
