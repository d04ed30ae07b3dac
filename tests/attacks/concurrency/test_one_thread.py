"""Two hundred acts at once on one thread: answers, thanks, withdrawals, changes, closing; nothing lost nor twice."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django_comments_xtd.models import XtdComment

from community.comments import acts, closing, editing
from community.comments.acts import Refused
from community.comments.models import PeerComment
from community.comments.pages import read_page
from community.comments.quoting import Quote
from community.comments.reactions import react
from community.models import CommentVersion, ConversationVisit, Reaction
from tests import factories
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other
from tests.chosen import times
from tests.community.comments.talk import say
from tests.practices.requests.asking import asked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
AT_ONCE = 25
"""Threads: each round of acts starts at the same instant, as many rounds as make two hundred."""


@pytest.fixture
def page(site: Any) -> Any:
    return factories.sheet(structure=factories.structure())


def each_once(jobs: list[Callable[[], Any]]) -> list[Exception]:
    random.Random(14).shuffle(jobs)
    faults: list[Exception] = []
    for first in range(0, len(jobs), AT_ONCE):
        _answers, wrong = at_once(jobs[first : first + AT_ONCE])
        faults += wrong
    return faults


def test_two_hundred_acts_at_once_on_one_thread_lose_nothing_and_double_nothing(page: Any) -> None:
    people = [factories.member(display_name=f"Personne {chr(65 + number)}") for number in range(25)]
    root = say(page, people[0], "Qui vient lundi ?")
    taken_back = [say(page, person, f"À retirer par {person.pk}", parent=root) for person in people]
    changed = [say(page, person, f"À changer par {person.pk}", parent=root) for person in people]
    answers = [
        lambda person=person, turn=turn: say(page, person, f"Réponse {turn} de {person.pk}", parent=root)
        for person in people
        for turn in range(2)
    ]
    quotes = [
        lambda person=person, one=one: acts.post(
            page=page, member=person, text="Je vous cite.", parent=root, quote=Quote(text="retirer", comment=one)
        )
        for person, one in zip(people, reversed(taken_back), strict=True)
    ]
    thanks = [lambda person=person: react(comment=root, member=person, kind=Reaction.Kind.THANKS, is_given=False)
              for person in people[1:] for _twice in range(2)]  # fmt: skip
    back = [
        lambda one=one, who=who: acts.withdraw(comment=one, member=who)
        for one, who in zip(taken_back, people, strict=True)
    ]
    edits = [lambda one=one, who=who: editing.edit(comment=one, member=who, text=f"Changé par {who.pk}")
             for one, who in zip(changed, people, strict=True)]  # fmt: skip
    faults = each_once([*answers, *quotes, *thanks, *back, *edits])
    assert [fault for fault in faults if not isinstance(fault, Refused)] == []
    said = PeerComment.objects.filter(thread_id=root.pk)
    assert said.filter(comment__startswith="Réponse").count() == 2 * len(people)
    assert len(set(said.values_list("order", flat=True))) == said.count()
    assert Reaction.objects.count() == len(people) - 1
    assert said.filter(is_removed=True, comment="").count() == len(people)
    assert not PeerComment.objects.filter(quoted_text__contains="retirer").exists()
    assert CommentVersion.objects.count() == len(people)
    assert not said.exclude(parent_id__in=PeerComment.objects.values("pk")).exists()


def test_a_conversation_closed_while_people_answer_takes_nothing_after(page: Any) -> None:
    facilitator = factories.member(is_facilitator=True)
    people = [factories.member() for _ in range(12)]
    jobs: list[Any] = [lambda person=person: say(page, person, "Moi !") for person in people]
    _answers, faults = at_once(
        [*jobs, lambda: closing.close(page=page, by=facilitator, sentence="Assez pour aujourd’hui.")]
    )
    assert {type(fault) for fault in faults} <= {Refused}
    with pytest.raises(Refused):
        say(page, people[0], "Encore")


@pytest.mark.parametrize("act", ["a comment", "a reply", "a change"])
def test_what_is_written_while_a_facilitator_closes_is_said_before_or_refused(page: Any, act: str) -> None:
    facilitator, author = factories.member(is_facilitator=True), factories.member()
    root = say(page, author, "Qui vient ?")
    write = {
        "a comment": lambda: say(page, author, "Le dernier mot"),
        "a reply": lambda: say(page, author, "Le dernier mot", parent=root),
        "a change": lambda: editing.edit(comment=root, member=author, text="Le dernier mot"),
    }[act]
    said_when_closed: list[bool] = []

    def close() -> None:
        closing.close(page=page, by=facilitator, sentence="Assez.")
        said_when_closed.append(PeerComment.objects.filter(comment="Le dernier mot").exists())

    assert one_waits_for_the_other(write, close) == []
    assert said_when_closed == [True], "closed while it was being written, it appeared afterwards"
    closing.reopen(page=page, by=facilitator)
    PeerComment.objects.filter(comment="Le dernier mot").exclude(pk=root.pk).delete()
    PeerComment.objects.filter(pk=root.pk).update(comment="Qui vient ?")
    faults = one_waits_for_the_other(close, write)
    assert [type(fault) for fault in faults] == [Refused]
    assert not PeerComment.objects.filter(comment="Le dernier mot").exists()


def test_of_two_facilitators_who_close_at_once_the_second_reads_the_first(page: Any) -> None:
    two = [factories.member(is_facilitator=True) for _ in range(2)]
    _answers, faults = at_once(
        [lambda one=one: closing.close(page=page, by=one, sentence=f"Par {one.pk}.", seen="") for one in two]
    )
    assert [type(fault) for fault in faults] == [closing.StandsOtherwise]
    state = closing.closing_of(page=page)
    assert state is not None
    assert state.sentence == f"Par {state.by_id}."
    (fault,) = faults
    assert fault.now == state  # type: ignore[attr-defined]


def test_answers_withdrawals_closing_and_opening_at_once_wait_for_each_other_in_one_order(site: Any) -> None:
    """Of a question, whose row is held by its answers too."""
    facilitator = factories.member(is_facilitator=True)
    people = [factories.member() for _ in range(6)]
    question = asked(member=factories.member())
    root = say(question, people[0], "Chez nous.")
    withdrawn = [say(question, person, "À retirer", parent=root) for person in people]
    jobs: list[Any] = [lambda person=person: say(question, person, "Nous aussi", parent=root) for person in people]
    jobs += [lambda one=one: acts.withdraw(comment=one, member=one.user) for one in withdrawn]
    jobs += [lambda: closing.close(page=question, by=facilitator, sentence="Assez.")] * 2
    jobs += [lambda: closing.reopen(page=question, by=facilitator)] * 2
    faults = each_once(jobs)
    assert [fault for fault in faults if not isinstance(fault, Refused)] == []
    assert not PeerComment.objects.filter(comment="À retirer").exists()


@pytest.mark.parametrize("below", ["a sheet", "a question"])
def test_who_changes_and_who_answers_hold_the_comment_before_its_page(site: Any, below: str) -> None:
    """Of two that wait for each other, PostgreSQL would refuse one."""
    page = (
        asked(member=factories.member()) if below == "a question" else factories.sheet(structure=factories.structure())
    )
    author = factories.member()
    root = say(page, author, "Qui vient ?")
    begun = threading.Event()

    def answer() -> None:
        with transaction.atomic():
            XtdComment.norel_objects.select_for_update(of=("self",)).get(pk=root.pk)  # as a reply does
            begun.set()
            time.sleep(0.5)
            acts.check_open(page=page)

    def change() -> None:
        assert begun.wait(timeout=20)
        editing.edit(comment=root, member=author, text="Qui vient lundi ?")

    _answers, faults = at_once([answer, change])
    assert faults == []
    assert PeerComment.objects.get(pk=root.pk).comment == "Qui vient lundi ?"


def test_changes_and_answers_at_once_are_all_kept(site: Any) -> None:
    question, author = asked(member=factories.member()), factories.member()
    root = say(question, author, "Chez nous.")
    people = [factories.member() for _ in range(10)]
    jobs: list[Any] = [lambda person=person: say(question, person, "Nous aussi", parent=root) for person in people]
    jobs += [lambda n=n: editing.edit(comment=root, member=author, text=f"Chez nous {n}.") for n in range(6)]
    assert each_once(jobs) == []
    assert PeerComment.objects.filter(thread_id=root.pk).count() == len(people) + 1


def test_two_tabs_that_come_at_once_are_one_visit_and_no_fault(page: Any) -> None:
    reader = factories.member()
    say(page, factories.member())
    clients = [Client() for _ in range(6)]
    for client in clients:
        client.force_login(reader)
    answers, faults = at_once([lambda client=client: client.get(page.url).status_code for client in clients])
    assert (faults, answers) == ([], [200] * 6)
    assert ConversationVisit.objects.count() == 1


@pytest.mark.many
def test_presses_of_many_screens_answer_and_the_page_is_read_meanwhile(page: Any) -> None:
    root = say(page, factories.member())
    people = [factories.member() for _ in range(times(10))]
    url = reverse("comments:react", args=[root.pk])

    def press(person: Any) -> int:
        client = Client()
        client.force_login(person)
        first = client.post(url, {"reaction": "merci"}).status_code
        return max(first, client.get(page.url).status_code)

    answers, faults = at_once([lambda person=person: press(person) for person in people])
    assert (faults, max(answers)) == ([], 302)
    assert read_page(page=page, member=None).threads[0].around.reactions[0].count == len(people)
