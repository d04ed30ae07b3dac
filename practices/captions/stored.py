"""The caption file of a testimonial, as it is stored: what is wrong with it, and whether a browser shows it at all."""

import logging
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.utils.translation import gettext as _

from community.kept.generation import leave_nothing
from community.models import SiteDocument
from practices.captions.reading import Cue, Unreadable, read_as_a_browser, read_captions
from practices.captions.taking import faults_of
from practices.captions.timeline import misfit, seconds_of

logger = logging.getLogger(__name__)

HEAVIEST_READ = 1024 * 1024  # bytes, as much as the form accepts; the admin's chooser could name anything


def content_of(document: SiteDocument, /) -> bytes:
    """The bytes of the file. Raises Unreadable when it weighs more than captions do, OSError when it is lost."""
    with document.file.open("rb") as file:
        content: bytes = file.read(HEAVIEST_READ + 1)
    if len(content) > HEAVIEST_READ:
        raise Unreadable("too heavy for captions")
    return content


def cues_of(document: SiteDocument, /) -> list[Cue]:
    """What a browser shows of it; nothing, and a line in the log, when it cannot be read."""
    try:
        return read_captions(content_of(document))
    except (OSError, SuspiciousOperation, ValueError) as fault:
        logger.warning("the captions %s cannot be read: %s", document.pk, fault)
        if isinstance(fault, OSError):  # it may be given at the next reading
            leave_nothing()
        return []


def wrong_with(document: SiteDocument, /, *, recording: Any = None) -> str:
    """Why a testimonial must not be published with these captions, in sentences; empty when they are right.

    A file that the storage has lost, or does not give today, says nothing either way.
    """
    try:
        reading = read_as_a_browser(content_of(document))
    except Unreadable:
        return _("Ce fichier est trop lourd pour des sous-titres : est-ce le bon ?")
    except (OSError, SuspiciousOperation, ValueError):
        return ""
    return faults_of(reading) or misfit(reading.cues, film=seconds_of(recording))
