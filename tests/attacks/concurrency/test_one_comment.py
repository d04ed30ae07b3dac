"""Two acts on one comment, the second waiting for the first: it acts on what the first has left, all of it."""

from collections.abc import Callable
from typing import Any

import pytest

from community.comments import acts, editing
from community.comments.acts import Refused
from community.comments.appearing import hold_again, release
from community.comments.models import PeerComment
from community.comments.quoting import Quote
from community.comments.reactions import react
from community.models import Matter, Reaction
from tests import factories
from tests.attacks.concurrency.threads import one_waits_for_the_other
from tests.community.comments.talk import say

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
FIRST = "Un mot de trop"


@pytest.fixture
def page(site: Any) -> Any:
    return factories.sheet(structure=factories.structure())


@pytest.mark.parametrize("first", ["withdrawn", "removed"])
@pytest.mark.parametrize("second", ["changed", "thanked", "quoted", "withdrawn", "held", "answered"])
def test_words_that_are_taken_away_do_not_come_back(page: Any, first: str, second: str) -> None:
    author, other = factories.member(), factories.member()
    facilitator = factories.member(is_facilitator=True)
    said = say(page, author, FIRST)
    taking_away: dict[str, Callable[[], Any]] = {
        "withdrawn": lambda: acts.withdraw(comment=said, member=author),
        "removed": lambda: acts.remove(comment=said, facilitator=facilitator, reason="Le ton."),
    }
    meanwhile: dict[str, Callable[[], Any]] = {
        "changed": lambda: editing.edit(comment=said, member=author, text="Un autre mot"),
        "thanked": lambda: react(comment=said, member=other, kind=Reaction.Kind.THANKS),
        "quoted": lambda: acts.post(page=page, member=other, text="Je cite.", quote=Quote(text="Un mot", comment=said)),
        "withdrawn": lambda: acts.withdraw(comment=said, member=author),
        "held": lambda: hold_again(comment=said, by=facilitator),
        "answered": lambda: say(page, other, "Je réponds.", parent=said),
    }
    faults = one_waits_for_the_other(taking_away[first], meanwhile[second])
    assert {type(fault) for fault in faults} <= {Refused}
    row = PeerComment.objects.get(id=said.pk)
    assert (row.is_removed, row.withdrawn_by_author, row.held_at) == (True, first == "withdrawn", None)
    assert row.comment == ("" if first == "withdrawn" else FIRST)
    assert not Reaction.objects.exists()
    assert not PeerComment.objects.exclude(quoted_text="").exists()
    assert PeerComment.objects.count() == 1


def test_words_that_are_changed_as_they_are_removed_stay_removed_as_they_were_changed(page: Any) -> None:
    author, facilitator = factories.member(), factories.member(is_facilitator=True)
    said = say(page, author, FIRST)
    faults = one_waits_for_the_other(
        lambda: editing.edit(comment=said, member=author, text="Un autre mot"),
        lambda: acts.remove(comment=said, facilitator=facilitator, reason="Le ton."),
    )
    row = PeerComment.objects.get(id=said.pk)
    assert (faults, row.is_removed, row.comment) == ([], True, "Un autre mot")


def test_what_is_released_as_its_author_changes_it_waits_with_its_new_words_or_appears_with_them(page: Any) -> None:
    author, facilitator = factories.member(), factories.member(is_facilitator=True)
    said = say(page, author, "https://a.test https://b.test https://c.test")
    faults = one_waits_for_the_other(
        lambda: editing.edit(comment=said, member=author, text="Sans adresse."),
        lambda: release(comment=said, by=facilitator),
    )
    row = PeerComment.objects.get(id=said.pk)
    assert (faults, row.comment, row.is_public) == ([], "Sans adresse.", True)
    assert Matter.objects.get().text == "Sans adresse."


@pytest.mark.parametrize("act", ["changed", "withdrawn", "removed", "held", "released"])
def test_a_reply_that_comes_while_what_it_answers_is_saved_stays_counted(
    page: Any, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, facilitator = factories.member(), factories.member(is_facilitator=True)
    said = say(page, author, FIRST)
    if act == "released":  # it was answered before it was held
        hold_again(comment=said, by=facilitator)
    read = acts.all_locked

    def counted_meanwhile(comments: Any) -> Any:
        rows = read(comments)
        PeerComment.objects.filter(pk=said.pk).update(nested_count=1)  # as the reply does, of a table not held
        return rows

    monkeypatch.setattr(acts, "all_locked", counted_meanwhile)
    saving: dict[str, Callable[[], Any]] = {
        "changed": lambda: editing.edit(comment=said, member=author, text="Un autre mot"),
        "withdrawn": lambda: acts.withdraw(comment=said, member=author),
        "removed": lambda: acts.remove(comment=said, facilitator=facilitator, reason="Le ton."),
        "held": lambda: hold_again(comment=said, by=facilitator),
        "released": lambda: release(comment=said, by=facilitator),
    }
    saving[act]()
    row = PeerComment.objects.get(id=said.pk)
    assert (row.nested_count, row.is_removed) == (1, act in ("withdrawn", "removed"))
    assert row.comment == {"changed": "Un autre mot", "withdrawn": ""}.get(act, FIRST)
