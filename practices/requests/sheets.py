"""« En faire une fiche » : an answer becomes a draft of its author's structure, its words in their place."""

import re

from django.db import transaction

from community.models import Member, PeerComment, StructurePage
from practices.contributions.acts import drafts
from practices.models import PracticePage, PracticeRequestPage, SheetFromAnswer, ThrownDraft
from practices.models.sheets import MOST_STEPS
from practices.requests.answers import hold_with_its_question

LONGEST_TITLE = 80  # the form's own limit
LONGEST_SUMMARY = 200
ENOUGH_TO_BEGIN = LONGEST_SUMMARY
"""Characters: a shorter answer is the sentence that sums a sheet up, and leaves nothing for its steps."""
A_PARAGRAPH = re.compile(r"\n\s*\n")
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s")


class NoSheet(PermissionError):
    """This person may not make a sheet of this answer, or it is no longer read."""


def is_worth_a_sheet(*, words: str, has_helped: bool) -> bool:
    """Whether « En faire une fiche » is offered below an answer: it has helped, or it is long enough to be a start.

    Asked only of what is offered: whoever pressed before the mark was undone finds their draft.
    """
    return has_helped or len(words.strip()) >= ENOUGH_TO_BEGIN


def structure_for(*, comment: PeerComment, member: Member) -> StructurePage | None:
    """The structure that would have the sheet: one where both the author of the answer and this person are."""
    both = StructurePage.objects.filter(memberships__member=comment.user_id).filter(memberships__member=member)
    structure: StructurePage | None = both.order_by("memberships__pk").first()
    return structure


@transaction.atomic
def make_sheet(*, comment: PeerComment, member: Member) -> PracticePage:
    """The draft, begun now or before: pressed twice, or by two people, it is one. Raises NoSheet."""
    if not hold_with_its_question(answer=comment):
        raise NoSheet
    fresh: PeerComment | None = PeerComment.objects.filter(id=comment.pk, is_public=True, is_removed=False).first()
    structure = structure_for(comment=fresh, member=member) if fresh else None
    question = PracticeRequestPage.objects.visible_to(member).filter(pk=int(comment.object_pk)).first()
    if fresh is None or structure is None or question is None:
        raise NoSheet
    made = SheetFromAnswer.objects.select_related("sheet").filter(comment=fresh).first()
    if made is not None and not ThrownDraft.objects.filter(page=made.sheet_id).exists():
        return made.sheet
    sheet = drafts.start(structure=structure, member=member, page=_sheet(question, fresh.comment))
    SheetFromAnswer.objects.filter(comment=fresh).delete()
    SheetFromAnswer.objects.create(sheet=sheet, question=question, comment=fresh)
    return sheet


def _sheet(question: PracticeRequestPage, words: str) -> PracticePage:
    """What was said is how it is done; what was asked is the point of departure; the rest is for its author to tell."""
    sheet = PracticePage(
        title=_cut(question.title, LONGEST_TITLE),
        summary=_cut(END_OF_SENTENCE.split(words.strip())[0], LONGEST_SUMMARY),
        starting_point="\n\n".join(part for part in (question.title, question.tried) if part),
        steps=[("step", paragraph) for paragraph in _paragraphs(words)],
    )
    sheet.levers.set([lever for lever in question.levers.all() if not lever.is_retired])
    return sheet


def _paragraphs(words: str) -> list[str]:
    """One step each; those beyond the last stay together, so that no word is lost."""
    parts = [part.strip() for part in A_PARAGRAPH.split(words) if part.strip()]
    if len(parts) > MOST_STEPS:
        parts = [*parts[: MOST_STEPS - 1], "\n\n".join(parts[MOST_STEPS - 1 :])]
    return parts


def _cut(text: str, most: int) -> str:
    """At a space, where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
