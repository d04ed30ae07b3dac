"""« L’entraide » keeps what was typed for whoever typed it, when their session had ended meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.env import ROOT
from tests import factories
from tests.community.comments.talk import say
from tests.community.moderation.hands import SAID as REPORTED
from tests.community.moderation.hands import held
from tests.community.requests.asking import stamp
from tests.community.test_unsent import SAID, sent_signed_out_then_in, shown, shown_to

pytestmark = pytest.mark.django_db

OF_NOBODY = {"community/requests/ask.html"}
"""Forms of who has no account yet: there is nobody to give them back to."""


def test_every_form_that_may_come_back_says_whose_it_is() -> None:
    templates = ROOT / "templates"
    coming_back = [path for path in templates.rglob("*.html") if "data-unsaved" in path.read_text()]
    silent = {str(path.relative_to(templates)) for path in coming_back if "{% typed_by %}" not in path.read_text()}
    assert len(coming_back) > 20
    assert silent == OF_NOBODY


@pytest.fixture
def forms(structure: Any, pilot: Any, outsider: Any, facilitator: Any) -> dict[str, Callable[[], tuple[Any, str]]]:
    """Each form of the storey: for whom it is shown, and where."""
    sheet = factories.sheet(structure=structure, owner=pilot)
    elsewhere = factories.structure()
    taker = factories.member(structure=elsewhere)
    return {
        "ask": lambda: (pilot, reverse("ask_question")),
        "edit": lambda: (pilot, reverse("edit_question", args=[factories.question(asker=pilot).pk])),
        "try": lambda: (taker, reverse("adoptions:say", args=[sheet.pk])),
        "correct": lambda: (
            taker,
            reverse("adoptions:correct", args=[factories.adoption(sheet=sheet, structure=elsewhere).pk]),
        ),
        "comment": lambda: (outsider, reverse("comments:edit", args=[say(sheet, outsider).pk])),
        "close": lambda: (facilitator, reverse("comments:close", args=[sheet.pk])),
        "decide": lambda: (facilitator, reverse("matter", args=[held(say(sheet, outsider), outsider).pk])),
        "read again": lambda: (facilitator, reverse("person_read_again", args=[outsider.pk])),
        "report": lambda: (outsider, reverse("report", args=["fiche", sheet.pk])),
    }


@pytest.mark.parametrize(
    "name", ["ask", "edit", "try", "correct", "comment", "close", "decide", "read again", "report"]
)
def test_a_form_says_for_whom_it_is_shown(name: str, forms: dict[str, Callable[[], tuple[Any, str]]]) -> None:
    person, address = forms[name]()
    assert shown_to(person, address).startswith(f"{person.pk}:")


def test_a_question_of_another_is_not_shown_on_a_shared_computer(pilot: Any, outsider: Any) -> None:
    client, address = Client(), reverse("ask_question")
    client.post(address, {"question": SAID, "typed_by": shown_to(pilot, address)})
    client.force_login(outsider)
    assert SAID not in client.get(address).content.decode()


@pytest.mark.parametrize("about", ["membre", "fiche"])
def test_a_report_of_a_member_comes_back(about: str, structure: Any, pilot: Any, outsider: Any) -> None:
    thing = pilot if about == "membre" else factories.sheet(structure=structure, owner=pilot)
    address = reverse("report", args=[about, thing.pk])
    answer = sent_signed_out_then_in(outsider, address, REPORTED | {"words": SAID, "stamp": stamp()})
    assert SAID in shown(answer)
