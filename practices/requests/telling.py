"""Once a question is on line, the structures that may have an answer are told, each person once a week at most.

Done after the commit, by a thread: whoever asks does not wait for the search. Who is told is said to nobody; the
question says how many structures.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.background import Worker
from community.comments.telling import SAYING_WORDS
from community.models import Member, Membership, Notification
from community.notifications.acts import notify, say_as_it_is_now
from community.readers import readers_among
from practices.contributions.mails import ContributionMail
from practices.models import PracticeRequestPage, ToldStructure
from practices.models.requests import hold
from practices.requests.finder import may_answer

logger = logging.getLogger(__name__)
MOST_STRUCTURES = 6  # so that each feels asked, and not one of a crowd
MOST_LOOKED_AT = 18  # some were told of another question this week: those behind them are asked instead
MOST_PEOPLE = 3  # of one structure: its pilots first
AGAIN_AFTER = timedelta(days=7)
SAYING_IT = (
    *(ContributionMail.QUESTION_FOR_YOU, ContributionMail.QUESTION_ANSWERED, ContributionMail.ANSWER_HELPED),
    *SAYING_WORDS,
)


def tell_all() -> int:
    """Tell of every question on line that nobody was told of yet; returns how many wait for another try."""
    waiting = 0
    for question in PracticeRequestPage.objects.to_be_told().order_by("asked_at", "pk"):
        try:
            tell(question=question)
        except Exception:  # one that cannot be told keeps no other from it
            logger.exception("structures not told of question %s", question.pk)
            waiting += 1
    return waiting


def tell(*, question: PracticeRequestPage) -> int:
    """Tell the people of at most six structures, once for each question; returns how many structures."""
    found = may_answer(question=question, limit=MOST_LOOKED_AT)  # before anything is held: it may take a while
    with transaction.atomic():
        teams = _teams(found)
        free = _told_of_none_lately(teams, but=question.asker_id)  # held before the question, as who answers does
        if not hold(question=question.pk):
            return 0
        if not PracticeRequestPage.objects.to_be_told().filter(pk=question.pk).exists():
            return 0  # another process has told them, or it was withdrawn meanwhile
        now = timezone.now()
        PracticeRequestPage.objects.filter(pk=question.pk).update(told_at=now)
        question = PracticeRequestPage.objects.get(pk=question.pk)  # as it is asked now
        told = _people_to_tell(question, teams, free)
        ToldStructure.objects.bulk_create(
            ToldStructure(question_id=question.pk, structure_id=structure, member=person, told_at=now)
            for structure, people in told.items()
            for person in people
        )
        PracticeRequestPage.objects.filter(pk=question.pk).update(told_count=len(told))
        people = [person for persons in told.values() for person in persons]
        notify(
            recipients=people,
            kind=ContributionMail.QUESTION_FOR_YOU,
            context=_said_of(question),
            about=question.asker,
        )
    return len(told)


def tell_as_changed(*, question: PracticeRequestPage) -> None:
    """Its author said it otherwise: the mails that have not left yet say the new words."""
    if address := question.get_url():
        mails = Notification.objects.filter(kind=ContributionMail.QUESTION_FOR_YOU, body__contains=address)
        say_as_it_is_now(messages=mails, context=_said_of(question))


def forget_what_waits(*, question: PracticeRequestPage) -> None:
    """It is off line: the mails that say its words or those of its answers, and have not left yet, do not leave."""
    if address := question.get_url():
        Notification.objects.waiting().filter(kind__in=SAYING_IT, body__contains=address).delete()


def _said_of(question: PracticeRequestPage) -> dict[str, Any]:
    return {"question": question, "page_path": question.get_url() or ""}


def _told_of_none_lately(teams: dict[int, list[Member]], *, but: int | None) -> list[Member]:
    """The people of these teams who were told of no question this week, held until the act ends: of two questions at
    once, one tells them.
    """
    everybody = {person.pk for people in teams.values() for person in people if person.pk != but}
    held = list(Member.objects.select_for_update(no_key=True).filter(pk__in=everybody, is_active=True).order_by("pk"))
    since = timezone.now() - AGAIN_AFTER
    lately = set(ToldStructure.objects.filter(member__in=held, told_at__gt=since).values_list("member_id", flat=True))
    return [person for person in held if person.pk not in lately]


def _people_to_tell(
    question: PracticeRequestPage, teams: dict[int, list[Member]], free: Iterable[Member]
) -> dict[int, list[Member]]:
    """By structure, the likeliest first: those who may read the question, nobody for two structures."""
    readers = {person.pk: person for person in readers_among(page=question, people=free)}
    told: dict[int, list[Member]] = {}
    for structure, people in teams.items():
        chosen = [readers.pop(person.pk) for person in people if person.pk in readers][:MOST_PEOPLE]
        if chosen and len(told) < MOST_STRUCTURES:
            told[structure] = chosen
    return told


def _teams(structures: list[int]) -> dict[int, list[Member]]:
    """The people of these structures, in their order; pilots first."""
    order = list(Membership.Role.values)
    places = Membership.objects.filter(structure__in=structures, member__is_active=True).select_related("member")
    teams: defaultdict[int, list[Membership]] = defaultdict(list)
    for place in places.order_by("pk"):
        teams[place.structure_id].append(place)
    return {
        pk: [place.member for place in sorted(teams[pk], key=lambda place: order.index(place.role))]
        for pk in structures
        if pk in teams
    }


# `settle`: the index is told of the question by another thread, woken by the same commit; no hurry either.
teller = Worker(name="teller of questions", drain=tell_all, settle=1.0)
