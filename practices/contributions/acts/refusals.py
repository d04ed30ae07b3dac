"""Why an act of writing or reviewing is refused, each with a sentence for the person who tried."""

from django.core.exceptions import PermissionDenied

from community.at_once import Outdated

__all__ = ["Incomplete", "NotAllowed", "Outdated"]


class NotAllowed(PermissionDenied):
    """This person may not do this to this page, or not now. Left alone, it answers 403."""


class Incomplete(Exception):
    """Fields are missing: `missing` maps each to the sentence that says so."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing
