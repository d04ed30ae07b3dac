"""The timed passages of a testimonial, kept in step with the version on line, and read for its page.

They are made from what is stored, so a draft never shows in them, and made again only when they differ. Captions that
are lost or cannot be read leave the testimonial without passages: its whole transcript is shown and searched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from practices.captions.stored import cues_of
from practices.cutting import Piece, cut
from practices.models import TestimonialPage, TranscriptPassage
from practices.moments import Moment, moment_named
from practices.monologue import only_speaker
from practices.vocabulary import Format

CUT_FROM = {"live", "kind", "media", "media_id", "captions", "captions_id", "transcript"}
"""The fields whose change may change the passages."""

passages_changed = Signal()
"""Sent with `testimonial_id` when other passages than before are kept, in the transaction that keeps them."""


@dataclass(frozen=True, kw_only=True)
class Listening:
    """The passages of a page, and the one that its address asks for, if any."""

    passages: Sequence[TranscriptPassage] = ()
    is_whole: bool = False
    """Whether they are the transcript itself; else they are the captions' words, shown beside it."""
    start: Moment | None = None
    """Where the player begins."""
    chosen: TranscriptPassage | None = None
    is_captioned: bool = False
    """Whether a browser shows the captions of the page; without them, the page must not say that it has some."""
    only_speaker: str = ""
    """The name before each paragraph of one person alone: not shown again and again."""


def keep_in_step(*, testimonial_id: int) -> bool:
    """Cut anew the passages of a testimonial on line; returns whether they changed. Off line they stay as they are."""
    rows = TestimonialPage.objects.select_related("captions").filter(pk=testimonial_id, live=True)
    page = rows.first()
    return page is not None and _keep(page, _cut(page))


def forget(*, testimonials: Iterable[Any]) -> None:
    """Delete their passages: the film or its captions are gone."""
    for page in testimonials:
        _keep(page, [])


def keep_all_in_step() -> tuple[int, int]:
    """Every testimonial on line; returns how many were looked at, and how many changed."""
    ids = list(TestimonialPage.objects.live().order_by("pk").values_list("pk", flat=True))
    return len(ids), sum(keep_in_step(testimonial_id=pk) for pk in ids)


def films_shown_without_captions() -> list[TestimonialPage]:
    """Films on line whose captions no browser shows: older than the check of captions, replaced or lost since."""
    films = TestimonialPage.objects.live().filter(kind=Format.VIDEO, captions__isnull=False, passages__isnull=True)
    return [film for film in films.select_related("captions").order_by("title", "pk") if not _is_captioned(film)]


def listening(*, page: TestimonialPage, asked: str = "", is_preview: bool = False) -> Listening:
    """The passages to show; `asked` is what the address says after `t=`, and an odd value is ignored.

    A preview shows only passages whose words the previewed version holds.
    """
    if page.kind == Format.TEXT or not page.media_id:
        return Listening()
    passages = list(page.passages.all())
    captioned = _is_captioned(page, has_passages=bool(passages) and not is_preview)
    is_whole = bool(passages) and says_all(passages=passages, transcript=page.transcript)
    alone = only_speaker(transcript=page.transcript, speaker=page.speaker_name)
    if not passages or (is_preview and not is_whole):
        return Listening(is_captioned=captioned, only_speaker=alone)
    told = Listening(passages=passages, is_whole=is_whole, is_captioned=captioned, only_speaker=alone)
    start = moment_named(asked)
    if start is None or start.seconds >= passages[-1].end:
        return told
    chosen = next((one for one in reversed(passages) if one.start <= start.seconds), None)
    return replace(told, start=start, chosen=chosen)


def says_all(*, passages: Iterable[TranscriptPassage], transcript: str) -> bool:
    """Whether the passages are the transcript, cut, rather than the captions' own words."""
    return [word for passage in passages for word in passage.text.split()] == transcript.split()


def _cut(page: TestimonialPage) -> list[Piece]:
    if page.kind == Format.TEXT or not page.media_id:
        return []
    return cut(transcript=page.transcript, cues=cues_of(page.captions) if page.captions else [])


def _is_captioned(page: TestimonialPage, *, has_passages: bool = False) -> bool:
    """Passages on line come from captions that are shown; only without them is the file itself looked at."""
    if has_passages or not page.captions_id:
        return has_passages
    return page.captions is not None and bool(cues_of(page.captions))


def _keep(page: TestimonialPage, pieces: Sequence[Piece]) -> bool:
    with transaction.atomic():
        kept = TranscriptPassage.objects.filter(testimonial=page.pk)
        if list(kept.values_list("start", "end", "text")) == [tuple(piece) for piece in pieces]:
            return False
        kept.delete()
        TranscriptPassage.objects.bulk_create(
            TranscriptPassage(testimonial_id=page.pk, number=number, start=piece.start, end=piece.end, text=piece.text)
            for number, piece in enumerate(pieces)
        )
        passages_changed.send(sender=TranscriptPassage, testimonial_id=page.pk)
    return True
