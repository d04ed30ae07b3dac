"""Who writes is judged by their row of now, held: put under reading, or closed, a moment before, nothing appears."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from community.comments import acts as comments
from community.comments import editing
from community.comments.models import PeerComment
from community.models import Matter, Member, Notification, SentLately
from community.moderation.trust import MayWriteNoMore
from community.moderation.watching import read_again
from community.people.acts import close
from practices.adoptions import acts as tries
from practices.models import Adoption, PracticeRequestPage
from practices.requests import acts as questions
from practices.requests.forms import Words
from tests import factories
from tests.attacks.concurrency.threads import at_once, one_waits_for_the_other
from tests.community.comments.talk import say
from tests.practices.requests.asking import asked, entraide

Job = Callable[[], Any]
OF_BEFORE, NEW = "Des mots de tout le monde", "Des mots que quelqu’un doit lire"
ACTS = ("post", "edit", "ask", "change", "say", "correct")
TWO_AT_ONCE = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


class World:
    """Somebody who has already said, asked and tried something; `stale` is who they were when their request began."""

    def __init__(self) -> None:
        structure = factories.structure()
        self.author = factories.member(structure=structure)
        self.facilitator = factories.member(is_facilitator=True)
        self.sheet = factories.sheet(structure=factories.structure())
        self.other_sheet = factories.sheet(structure=factories.structure())
        entraide()
        self.structure = structure

    def ready(self, act: str) -> Job:
        """The act, with new words, by the person as they are read now."""
        stale = Member.objects.get(pk=self.author.pk)
        made: dict[str, Callable[[Member], Job]] = {
            "post": lambda by: lambda: say(self.sheet, by, NEW),
            "edit": self._edit,
            "ask": lambda by: lambda: questions.ask(member=by, words=Words(question=NEW), token=uuid.uuid4()),
            "change": self._change,
            "say": lambda by: lambda: self._try(self.other_sheet, by, NEW),
            "correct": self._correct,
        }
        job = made[act](stale)
        Notification.objects.all().delete()
        SentLately.objects.all().delete()
        return job

    def _edit(self, by: Member) -> Job:
        said = say(self.sheet, by, OF_BEFORE)
        return lambda: editing.edit(comment=said, member=by, text=NEW)

    def _change(self, by: Member) -> Job:
        question = asked(member=by, question=OF_BEFORE)
        return lambda: questions.change(question=question, member=by, words=Words(question=NEW), structure=None)

    def _correct(self, by: Member) -> Job:
        adoption = self._try(self.sheet, by, OF_BEFORE)
        seen = tries.version_of(adoption)
        return lambda: tries.correct(adoption=adoption, member=by, words=_tried(NEW), seen=seen)

    def _try(self, sheet: Any, by: Member, text: str) -> Adoption:
        return tries.say(sheet=sheet, structure=self.structure, member=by, words=_tried(text))


def _tried(text: str) -> tries.TryWords:
    return tries.TryWords(tried_on=date(2026, 3, 1), changed=text)


def shown() -> list[str]:
    """Where the new words can be read, or are about to be."""
    places = {
        "comment": PeerComment.objects.filter(comment=NEW, is_public=True, is_removed=False),
        "question": PracticeRequestPage.objects.filter(title=NEW, live=True),
        "try": Adoption.objects.filter(changed=NEW, is_public=True),
        "mail": Notification.objects.filter(body__contains=NEW).exclude(kind="to_moderate"),
    }
    return [place for place, rows in places.items() if rows.exists()]


def written() -> bool:
    """Whether the new words are anywhere."""
    comments, tried = PeerComment.objects.filter(comment=NEW), Adoption.objects.filter(changed=NEW)
    return any(rows.exists() for rows in (comments, tried, PracticeRequestPage.objects.filter(title=NEW)))


def reread(world: World) -> None:
    assert read_again(member=world.author, by=world.facilitator, reason="Le ton.")


def closed(world: World) -> None:
    assert close(member=world.author, by=world.facilitator, reason="Le ton.")


def assert_waits(faults: list[Exception]) -> None:
    assert (faults, shown(), written()) == ([], [], True)
    assert Matter.objects.held().filter(held_why="again").count() == 1


def assert_refused(faults: list[Exception]) -> None:
    assert [type(fault) for fault in faults] in ([comments.Refused], [MayWriteNoMore])
    assert "fermé" in faults[0].sentence  # type: ignore[attr-defined]
    assert (shown(), written()) == ([], False)


def faults_of(job: Job) -> list[Exception]:
    try:
        job()
    except Exception as fault:
        return [fault]
    return []


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_who_was_put_under_reading_since_their_request_began_is_read(site: Any, act: str) -> None:
    world = World()
    job = world.ready(act)
    reread(world)
    assert_waits(faults_of(job))


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_who_was_closed_since_their_request_began_is_told_and_nothing_is_written(site: Any, act: str) -> None:
    world = World()
    job = world.ready(act)
    closed(world)
    assert_refused(faults_of(job))


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
def test_who_animates_no_more_is_judged_as_everybody(site: Any, act: str) -> None:
    world = World()
    Member.objects.filter(pk=world.author.pk).update(is_facilitator=True)
    job = world.ready(act)
    Member.objects.filter(pk=world.author.pk).update(is_facilitator=False, read_before="again")
    assert_waits(faults_of(job))


@pytest.mark.django_db
def test_an_account_that_is_gone_writes_nothing(site: Any) -> None:
    world = World()
    job = world.ready("post")
    Member.objects.get(pk=world.author.pk).delete()
    assert_refused(faults_of(job))


class TestTwoAtOnce:
    pytestmark = TWO_AT_ONCE

    @pytest.mark.parametrize("act", ACTS)
    def test_words_that_wait_for_somebody_who_puts_their_author_under_reading_are_read(
        self, site: Any, act: str
    ) -> None:
        world = World()
        job = world.ready(act)
        assert_waits(one_waits_for_the_other(lambda: reread(world), job))

    @pytest.mark.parametrize("act", ACTS)
    def test_words_that_wait_for_somebody_who_closes_the_account_are_not_written(self, site: Any, act: str) -> None:
        world = World()
        job = world.ready(act)
        assert_refused(one_waits_for_the_other(lambda: closed(world), job))

    def test_of_many_texts_sent_at_once_as_many_appear_as_one_after_the_other(self, site: Any) -> None:
        world = World()
        text = "Une même phrase, assez longue pour être comptée, sous quatre fiches."
        sheets = [factories.sheet(structure=factories.structure()) for _number in range(4)]
        _answers, faults = at_once([lambda sheet=sheet: world._try(sheet, world.author, text) for sheet in sheets])
        assert faults == []
        assert Adoption.objects.filter(is_public=True).count() == 2
        assert Matter.objects.held().filter(held_why="same").count() == 2
