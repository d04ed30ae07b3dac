"""How many questions each act asks the database: the same for a team of thirty-one as for a team of two.

The figures count everything, the mails written and the search outbox included, without the savepoints, which ask
nothing. A number that grows needs a reason; one that grows with the team is a fault.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from community.models import Notification
from community.structures.card import keep_card
from community.structures.forms import CardForm
from practices.contributions.acts import consents, drafts, review
from tests import factories
from tests.community.comments.talk import say

pytestmark = pytest.mark.django_db

Act = Callable[[], Any]


class World:
    """A structure with a team of `size`, as many facilitators, and somebody of another structure."""

    def __init__(self, size: int) -> None:
        self.structure = factories.structure()
        self.team = [factories.member(structure=self.structure, role="pilot") for _number in range(size)]
        self.facilitators = [factories.member(is_facilitator=True) for _number in range(size)]
        self.stranger = factories.member(structure=factories.structure())
        self.author, self.teammate = self.team[:2]

    def sheet(self, **fields: Any) -> Any:
        return factories.sheet(structure=self.structure, owner=self.author, **fields)

    def submitted(self) -> Any:
        page = self.sheet(live=False)
        drafts.submit(page=page, member=self.author)
        return type(page).objects.get(pk=page.pk)


def comment(world: World) -> Act:
    page = world.sheet()
    return lambda: say(page, world.stranger, "Combien de temps cela prend-il ?")


def reply(world: World) -> Act:
    page = world.sheet()
    asked = say(page, world.stranger, "Combien de temps cela prend-il ?")
    return lambda: say(page, world.author, "Une demi-heure.", parent=asked)


def submit(world: World) -> Act:
    page = world.sheet(live=False)
    return lambda: drafts.submit(page=page, member=world.author)


def take_back(world: World) -> Act:
    page = world.submitted()
    return lambda: drafts.take_back(page=page, member=world.teammate)


def ask_for_changes(world: World) -> Act:
    page = world.submitted()
    return lambda: review.ask_for_changes(page=page, member=world.facilitators[0], comment="Et l’hiver ?")


def approve_and_publish(world: World) -> Act:
    page = world.submitted()
    return lambda: review.approve(page=page, member=world.facilitators[0], comment="Merci !")


def take_off_line(world: World) -> Act:
    page = world.sheet()
    return lambda: drafts.take_off_line(page=page, member=world.facilitators[0])


def withdraw_consent(world: World) -> Act:
    page = factories.testimonial(structure=world.structure, owner=world.author)
    return lambda: consents.withdraw(consent=page.consents.get(), member=world.teammate)


def keep_the_card(world: World) -> Act:
    page = type(world.structure).objects.get(pk=world.structure.pk)
    shown = CardForm(instance=page)
    data = QueryDict(mutable=True)
    for field in shown:
        if (value := field.value()) and not isinstance(value, list):
            data[field.html_name] = str(value)
    data["tagline"] = "Une autre phrase."
    form = CardForm(data, instance=page)
    assert form.is_valid(), form.errors
    return lambda: keep_card(structure=page, member=world.author, form=form)


# Of each figure, Wagtail's own revision, history, references and workflow are the larger part; each save of a page
# holds its row (`community.at_once`). Finding whom to tell and writing what they are told takes three or four: the
# team, the facilitators, who may read, one insert. What goes off line takes back, by one, the mails that still say it.
# A comment holds the row of its page, by one, so that nobody closes the conversation meanwhile.
PINS: dict[Callable[[World], Act], int] = {
    comment: 19,
    reply: 23,
    submit: 56,
    take_back: 27,
    ask_for_changes: 58,
    approve_and_publish: 123,
    take_off_line: 36,
    withdraw_consent: 43,
    keep_the_card: 61,
}


def asked_by(act: Callable[[World], Act], size: int) -> int:
    run = act(World(size))
    with CaptureQueriesContext(connection) as asked:
        run()
    return sum("SAVEPOINT" not in query["sql"] for query in asked)


@pytest.mark.parametrize("act", PINS, ids=lambda act: act.__name__)
def test_an_act_asks_as_much_for_a_large_team_as_for_a_small_one(act: Callable[[World], Act]) -> None:
    asked_by(act, 2)  # content types and the site's root are remembered from the first act on
    assert (asked_by(act, 2), asked_by(act, 31)) == (PINS[act], PINS[act])


def test_each_of_a_large_team_is_told_all_the_same() -> None:
    world = World(31)
    comment(world)()
    told = Notification.objects.filter(kind="comment_new").values_list("recipient", flat=True)
    assert set(told) == {person.pk for person in world.team}
