"""Why an act of writing or reviewing is refused, each with a sentence for the person who tried."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Revision


class NotAllowed(PermissionDenied):
    """This person may not do this to this page, or not now. Left alone, it answers 403."""


class Incomplete(Exception):
    """Fields are missing: `missing` maps each to the sentence that says so."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Outdated(Exception):
    """Somebody saved another version since this one was opened: `latest` is theirs."""

    def __init__(self, latest: Revision | None) -> None:
        super().__init__("another version was saved meanwhile")
        self.latest = latest
