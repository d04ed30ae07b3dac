"""What the list of questions and a question show: always what this reader may see, in few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest
from wagtail.models import Page as Tree

from community.contexts import register_context
from community.kept_order import KeptOrder
from community.models import Member, Membership, PeerComment, StructurePage
from community.models.visible import IN_A_LIST
from community.paging import A_LONG_PAGE, page_asked
from community.visibility import reader, visible_to
from practices.cards import name_levers, on_cards
from practices.models import Lever, PracticeRequestIndexPage, PracticeRequestPage, SheetFromAnswer
from practices.models.levers import LeverShown
from practices.queries import levers_in_use

WAITING = "sans"
"""`?reponses=sans`: those that nobody has answered yet."""


@dataclass(frozen=True, kw_only=True)
class QuestionListing:
    """One page of questions, the levers they can be narrowed to, and what was chosen."""

    page: Page
    levers: Sequence[LeverShown]
    lever: LeverShown | None
    only_waiting: bool


def register_contexts() -> None:
    """Called from `ready()`."""
    register_context(
        model=PracticeRequestIndexPage, context=lambda page, request: {"questions": questions_page(request=request)}
    )
    register_context(
        model=PracticeRequestPage, context=lambda page, request: around_question(question=page, request=request)
    )


def questions_of_their_own(*, member: Member) -> Sequence[PracticeRequestPage]:
    """The latest that this person asked, on line or waiting for a facilitator: one query, whatever their number."""
    rows = PracticeRequestPage.objects.filter(asker=member.pk, withdrawn_at=None)
    return list(rows.filter(Q(live=True) | Q(held_at__isnull=False)).order_by("-asked_at", "-pk")[:A_LONG_PAGE])


def questions_page(*, request: HttpRequest) -> QuestionListing:
    """Twenty questions, those without an answer first; `?levier=` and `?reponses=sans` narrow them."""
    levers = levers_in_use()
    wanted = request.GET.get("levier", "")
    lever = next((each for each in levers if each.slug == wanted), None)
    only_waiting = request.GET.get("reponses", "") == WAITING
    member = reader(request)
    order = _in_order.seen_by(member, narrowed=(lever.pk if lever else None, only_waiting))
    page = Paginator(order, A_LONG_PAGE).get_page(page_asked(request=request))
    rows = PracticeRequestPage.objects.visible_to(member).filter(pk__in=list(page.object_list))
    page.object_list = question_cards(pages=rows.unanswered_first(), member=member)
    return QuestionListing(page=page, levers=levers, lever=lever, only_waiting=only_waiting)


def newest_questions(
    *, member: Member | None, lever: Lever | LeverShown | None = None, limit: int, only_waiting: bool = False
) -> list[PracticeRequestPage]:
    """The first questions of the list, as cards: those without an answer first."""
    order = _in_order.seen_by(member, narrowed=(lever.pk if lever else None, only_waiting))
    rows = PracticeRequestPage.objects.visible_to(member).filter(pk__in=list(order[:limit]))
    return question_cards(pages=rows.unanswered_first(), member=member)


def question_cards(*, pages: Any, member: Member | None) -> list[PracticeRequestPage]:
    """These questions with what their card shows: levers, who asks, from where, how many answers."""
    cards = list(on_cards(pages))
    name_levers(pages=cards)
    _name_structures(cards, member)
    answers = _answers_of(cards)
    for card in cards:
        card.answers_in_hand = answers.get(str(card.pk), 0)
    return cards


def around_question(*, question: PracticeRequestPage, request: HttpRequest) -> dict[str, Any]:
    """What is shown beside the words of a question."""
    member = reader(request)
    if question.is_as_stored:
        name_levers(pages=[question])
    _name_structures([question], member)
    question.teammates_in_hand = _teammates(member)
    question.sheets_in_hand = _sheets_born(question, member)
    is_asker = member is not None and member.pk == question.asker_id
    return {
        "structure": question.structure_in_hand,
        "is_asker": is_asker,
        "may_change": is_asker and question.withdrawn_at is None and (question.live or question.is_held),
    }


def _teammates(member: Member | None) -> frozenset[int]:
    """Those whose answers this person may make a sheet of: the people of their structures, themselves included."""
    if member is None:
        return frozenset()
    structures = Membership.objects.filter(member=member).values("structure")
    return frozenset(Membership.objects.filter(structure__in=structures).values_list("member", flat=True))


def _sheets_born(question: PracticeRequestPage, member: Member | None) -> dict[int, Any]:
    """The sheets that its answers became, by the answer, where this reader may see them."""
    born = dict(
        SheetFromAnswer.objects.filter(question=question.pk, comment__isnull=False).values_list("sheet", "comment")
    )
    pages = visible_to(Tree.objects.filter(pk__in=born), member).only(*IN_A_LIST) if born else []
    return {born[page.pk]: page for page in pages}


def _name_structures(questions: Iterable[PracticeRequestPage], member: Member | None) -> None:
    """Give each question its structure, where this reader may see it: the name of one that is hidden is not said."""
    named = {question.structure_id for question in questions if question.structure_id}
    rows = StructurePage.objects.visible_to(member).filter(pk__in=named).to_name() if named else []
    there = {structure.pk: structure for structure in rows}
    for question in questions:
        question.structure_in_hand = there.get(question.structure_id)


def _answers_of(questions: Sequence[PracticeRequestPage]) -> dict[str, int]:
    """How many comments are read below each, by its key as comments say it."""
    if not questions:
        return {}
    kind = ContentType.objects.get_for_model(PracticeRequestPage)
    rows = PeerComment.norel_objects.filter(
        content_type=kind, object_pk__in=[str(question.pk) for question in questions], is_public=True, is_removed=False
    )
    return dict(rows.order_by().values_list("object_pk").annotate(Count("pk")))


def _rows(narrowed: tuple[int | None, bool] | None) -> Any:
    lever, only_waiting = narrowed or (None, False)
    rows = PracticeRequestPage.objects.unanswered_first()
    if only_waiting:
        rows = rows.filter(is_waiting=True)
    return rows.filter(lever_items__tag=lever) if lever else rows


_in_order = KeptOrder(_rows)
