"""Two hundred acts at once below one question, on either database: answers, thanks, withdrawals, marks, decisions."""

import random
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from community.comments import acts
from community.comments.acts import Refused
from community.comments.models import PeerComment
from community.comments.reactions import react
from community.models import Decision, Matter, Member, Notification, Reaction
from community.moderation.deciding import AlreadyDecided, ChangedMeanwhile, decide, seen_in
from community.moderation.queue import shown_of
from practices.models import HelpfulAnswer, PracticeRequestPage
from practices.requests import acts as questions
from practices.requests import answers
from tests import factories
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other
from tests.community.comments.talk import say
from tests.community.moderation import hands
from tests.practices.requests.asking import asked

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 25
"""Threads: each round of acts starts at the same instant, as many rounds as make two hundred."""

EXPECTED = (Refused, answers.NotMarked, AlreadyDecided, ChangedMeanwhile)
"""What somebody who comes too late is told, in a sentence."""

Job = Callable[[], Any]


def all_of(*lots: list[Job]) -> list[Exception]:
    """Do them all, shuffled, so many at the same instant; returns what nobody expected."""
    jobs = list(chain(*lots))
    assert len(jobs) >= 200
    random.Random(14).shuffle(jobs)
    faults: list[Exception] = []
    for first in range(0, len(jobs), AT_ONCE):
        faults += at_once(jobs[first : first + AT_ONCE])[1]
    return [fault for fault in faults if not isinstance(fault, EXPECTED)]


def marks(said: list[PeerComment], by: Member) -> list[Job]:
    return [lambda one=one: answers.mark(comment=one, member=by) for one in said]


def unmarks(said: list[PeerComment], by: Member) -> list[Job]:
    return [lambda one=one: answers.unmark(comment=one, member=by) for one in said]


def withdrawals(said: list[PeerComment]) -> list[Job]:
    return [lambda one=one: acts.withdraw(comment=one, member=one.user) for one in said]


def thanks(one: PeerComment, people: list[Member]) -> list[Job]:
    kind = Reaction.Kind.THANKS
    return [lambda person=person: react(comment=one, member=person, kind=kind, is_given=False) for person in people]


def replies(page: Any, people: list[Member], below: PeerComment) -> list[Job]:
    return [lambda person=person: say(page, person, f"Réponse de {person.pk}", parent=below) for person in people]


def decisions(by: Member, what: Decision.What) -> list[Job]:
    """A decision on each open matter, as somebody who has read it."""
    return [
        lambda shown=shown: decide(
            matter=shown.matter,
            by=by,
            what=what,
            sentence="Merci de rester sur la question.",
            seen=seen_in(matter=shown.matter, thing=shown.thing, subject=shown.subject),
        )
        for shown in shown_of(list(Matter.objects.open()))
    ]


def reported(said: list[PeerComment], reporters: list[Member]) -> None:
    for one, reporter in zip(said, reporters, strict=True):
        client = Client()
        client.force_login(reporter)
        assert hands.report(client, one).status_code == 302


def test_two_hundred_acts_at_once_below_one_question_lose_nothing_and_double_nothing(
    pilot: Any, facilitator: Any
) -> None:
    question, other = asked(member=pilot), factories.member(is_facilitator=True)
    people = [factories.member(display_name=f"Personne {chr(65 + number)}") for number in range(24)]
    helped, back, doubtful = (
        [say(question, one, f"{text} {one.pk}") for one in people[:12]] for text in ("Voici", "À retirer", "À lire")
    )
    reported(doubtful, people[12:])
    faults = all_of(
        [*replies(question, people, below=helped[0]), *replies(question, people, below=helped[1])],
        thanks(helped[0], people[1:] * 2),
        [*withdrawals(back), *withdrawals(back)],
        [*marks(helped, pilot), *marks(helped, facilitator), *marks(back, pilot), *marks(doubtful, facilitator)],
        [*unmarks(back, pilot), *unmarks(doubtful, pilot)],
        [*decisions(facilitator, Decision.What.REMOVED), *decisions(other, Decision.What.LEFT)],
    )
    assert faults == []
    assert_nothing_is_lost_or_twice(helped, back, people)
    assert_each_was_decided_once(doubtful)
    standing = set(HelpfulAnswer.objects.standing().values_list("comment", flat=True))
    shown = set(PeerComment.objects.filter(is_public=True, is_removed=False).values_list("pk", flat=True))
    assert {one.pk for one in helped} <= standing <= shown
    row = PracticeRequestPage.objects.get(pk=question.pk)
    assert row.answered
    assert not row.is_waiting


def assert_nothing_is_lost_or_twice(helped: list[PeerComment], back: list[PeerComment], people: list[Member]) -> None:
    for root in helped[:2]:
        said = PeerComment.objects.filter(thread_id=root.pk)
        assert said.filter(comment__startswith="Réponse").count() == len(people)
        assert len(set(said.values_list("order", flat=True))) == said.count()
        assert not said.exclude(parent_id__in=PeerComment.objects.values("pk")).exists()
    assert Reaction.objects.count() == len(people) - 1
    assert {one.comment for one in PeerComment.objects.filter(pk__in=[one.pk for one in back])} == {""}
    thanked = Notification.objects.filter(kind="answer_helped", recipient__in=[one.user_id for one in helped])
    assert thanked.count() >= len(helped)  # each of them once for this answer; some for another of theirs


def assert_each_was_decided_once(doubtful: list[PeerComment]) -> None:
    assert not Matter.objects.open().exists()
    made = list(Decision.objects.values_list("matter__object_id", "what"))
    assert len(made) == len(dict(made)) == len(doubtful)
    for pk, what in made:
        assert PeerComment.objects.get(pk=pk).is_removed == (what == Decision.What.REMOVED)


@pytest.mark.postgresql
def test_an_answer_that_waited_for_its_question_to_be_withdrawn_is_not_sent_nor_told(site: Any) -> None:
    asker, author = factories.member(), factories.member()
    question = asked(member=asker)
    Notification.objects.all().delete()
    faults = one_waits_for_the_other(
        lambda: questions.withdraw(question=question, member=asker), lambda: say(question, author, "Nous, oui !")
    )
    assert {type(fault) for fault in faults} <= {Refused}
    assert not PeerComment.objects.exists()
    assert not Notification.objects.exists()
