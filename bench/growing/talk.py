"""What is said on a grown site besides its pages: questions and their answers, what waits to be read.

Per sheet: a question, eight answers and a half; a settled report for ten sheets. As much waits for a
facilitator at every size.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Min

from bench.growing import people, texts
from bench.growing.rows import put, put_pages
from bench.growing.sheets import Place
from bench.growing.texts import Draw
from community.models import Decision, Matter, Member, PeerComment, Report
from practices.models import HelpfulAnswer, PracticePage, PracticeRequestIndexPage, PracticeRequestPage
from practices.models.requests import PracticeRequestLever

ANSWERS = 8.5
"""A question; with the comments of sheets, ten a sheet."""
ANSWERED, HELPED = 0.9, 0.3
ON_THE_MOST_ANSWERED = 1_000
WAITING_TO_BE_READ = 30


def questions(draw: Draw, *, places: Sequence[Place], number: int) -> PracticeRequestPage:
    """Questions and their answers; one in ten has none. The most answered is returned."""
    index = PracticeRequestIndexPage.objects.get()
    pages: list[Any] = [texts.question(draw, place=draw.one(places)) for _each in range(number)]
    levers = [{"lever_items": draw.levers(PracticeRequestLever)} for _page in pages]
    put_pages(pages, below=[index] * number, children=levers)
    answered = pages[: int(number * ANSWERED)]
    writers = [place.writer for place in places]
    people.conversation(draw, on=[draw.one(answered) for _answer in range(int(number * ANSWERS))], by=writers)
    people.conversation(draw, on=[answered[0]] * min(ON_THE_MOST_ANSWERED, number), by=writers)
    _answer(draw)
    return PracticeRequestPage.objects.get(pk=answered[0].pk)


def _answer(draw: Draw) -> None:
    """What the acts would have written of these questions: they wait no more, some have found what they looked for."""
    kind = ContentType.objects.get_for_model(PracticeRequestPage)
    said = PeerComment.objects.filter(content_type=kind).order_by("object_pk")
    marks = []
    for page, first_at, comment in said.values_list("object_pk").annotate(Min("submit_date"), Min("pk")):
        has_helped = draw.is_so(HELPED)
        is_ours = PracticeRequestPage.objects.filter(pk=page, first_answer_at=None).update(
            first_answer_at=first_at, is_waiting=False, answered=has_helped
        )
        if is_ours and has_helped:  # those of the demonstration have their marks
            marks.append(HelpfulAnswer(question_id=int(page), comment_id=comment))
    put(marks)


def matters(draw: Draw, *, about: Sequence[PracticePage], by: Member) -> None:
    """The journal grows with the site; what waits does not."""
    live = [page for page in about if page.live]
    waiting = [_matter(page) for page in live[:WAITING_TO_BE_READ]]
    settled = [
        _matter(page, closed_at=draw.moment(), outcome=Matter.Outcome.LEFT)
        for page in (draw.one(live) for _each in range(len(about) // 10))
    ]
    put([*waiting, *settled])
    put([Report(matter=each, member=by, reason=Report.Reason.OTHER, words="À relire.") for each in waiting])
    put([Decision(matter=each, what=Decision.What.LEFT, by=by, sentence="Laissé en place.") for each in settled])


def _matter(page: PracticePage, **fields: Any) -> Matter:
    return Matter(subject="fiche", object_id=page.pk, title=page.title, author_id=page.owner_id, **fields)
