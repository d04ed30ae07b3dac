"""Who may report what: in each state of a thing, those who read it, and nobody learns that another thing is there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests import factories
from tests.community.moderation import hands
from tests.practices.requests.asking import asked

pytestmark = pytest.mark.django_db

PUBLIC, ELSEWHERE, TEAM, FACILITATOR = "public", "member elsewhere", "team", "facilitator"
EVERYBODY = {PUBLIC, ELSEWHERE, TEAM, FACILITATOR}
TABLE = {
    "on line": EVERYBODY,
    "draft": set[str](),
    "restricted to members": {ELSEWHERE, TEAM, FACILITATOR},
    "agreement withdrawn": set[str](),
    "deleted": set[str](),
}


@pytest.fixture
def people(pilot: Any, outsider: Any, facilitator: Any) -> dict[str, Any]:
    return {PUBLIC: None, ELSEWHERE: outsider, TEAM: pilot, FACILITATOR: facilitator}


def _address(state: str, structure: Any, sheet: Any) -> str:
    if state == "agreement withdrawn":
        film = factories.testimonial(structure=structure)
        film.consents.all().delete()
        return hands.form_of(film)
    if state == "draft":
        return hands.form_of(factories.sheet(structure=structure, live=False))
    address = hands.form_of(sheet)
    if state == "restricted to members":
        PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.LOGIN)
    if state == "deleted":
        sheet.delete()
    return address


@pytest.mark.parametrize("state", TABLE)
def test_who_reads_it_may_report_it_and_the_others_find_nothing(
    state: str, people: dict[str, Any], structure: Any, sheet: Any
) -> None:
    address = _address(state, structure, sheet)
    inside = set()
    for name, person in people.items():
        client = Client()
        if person is not None:
            client.force_login(person)
        answers = {client.get(address).status_code, client.get(f"{address}merci/").status_code}
        assert answers in ({200}, {404})
        assert client.post(address, {}).status_code in answers
        inside |= {name} if answers == {200} else set()
    assert inside == TABLE[state]


def test_what_is_not_there_and_what_is_hidden_answer_alike(client: Client, structure: Any) -> None:
    hidden = hands.form_of(factories.sheet(structure=structure, live=False))
    gone = reverse("report", args=["fiche", 987654])
    bodies = {client.get(address).content.decode().replace(address, "") for address in (hidden, gone)}
    assert len(bodies) == 1


def test_the_form_shows_no_more_of_a_try_than_the_page_of_the_sheet(client: Client, sheet: Any, outsider: Any) -> None:
    taker = outsider.memberships.get().structure
    draft = factories.sheet(structure=taker, title="Notre brouillon secret", live=False)
    tried = factories.adoption(sheet=sheet, structure=taker, member=outsider, own_sheet=draft)
    address = hands.form_of(tried)
    assert tried.kept in client.get(address).content.decode()
    for place in (address, f"{address}merci/"):
        assert draft.title not in client.get(place).content.decode()
    client.force_login(outsider)
    draft.save_revision().publish()
    assert draft.title in client.get(address).content.decode()


def test_the_form_shows_a_question_as_it_is_on_line_and_no_draft_of_it(client: Client, pilot: Any) -> None:
    question = asked(member=pilot, question="Comment accueillir sans mots ?", tried="Des images.")
    version = question.get_latest_revision_as_object()
    version.title, version.tried = "Une version secrète ?", "Des mots secrets."
    version.save_revision()
    page = client.get(hands.form_of(question)).content.decode()
    assert "Une version secrète" not in page
    assert "Des mots secrets" not in page
    assert "Comment accueillir sans mots" in page
    assert "Des images." in page
