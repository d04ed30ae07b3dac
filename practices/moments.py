"""A moment of a film or a sound: how it is said in French, and the address that leads to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

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
    def label(self) -> str:
        """Where it stands: « à 1 min 23 », « au début »."""
        return _("à %(moment)s") % {"moment": self} if self.seconds else _("au début")

    @property
    def clock(self) -> str:
        """As players write it, after « à »: « à 1:23 », « à 1:02:00 »; « au début »."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        told = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        return _("à %(moment)s") % {"moment": told} if self.seconds else _("au début")

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
