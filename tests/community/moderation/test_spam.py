"""Posts and reports made up by the hundred: what appears, waits, is asked again or refused. Nobody honest waits.

`make test-long` tries ten times more; `pytest -s` prints the table.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.comments.acts import Refused, post
from community.models import Matter, Member, PeerComment, Report
from practices.models import PracticeRequestPage, VisitorQuestion
from tests import factories
from tests.chosen import times
from tests.community.moderation import hands
from tests.community.requests.asking import stamp
from tests.practices.requests.asking import entraide

pytestmark = [pytest.mark.django_db, pytest.mark.many]

FEW = 25  # of posts, and of reports: 250 of each when there is time
HONEST = (
    "Merci, nous allons essayer dès lundi.",
    "Chez nous, ce sont les habitants qui ont choisi le jour. Le compte rendu : https://exemple.test/compte-rendu",
    "Deux liens utiles : https://exemple.test/a et https://exemple.test/b",
    "Combien de personnes viennent, en moyenne ?",
)
LINKS = "Gagnez vite https://a.test https://b.test https://c.test numéro %d"
SAME = "Notre entreprise propose des tapis de grande qualité à petit prix, écrivez-nous."


@pytest.fixture
def sheets(structure: Any) -> list[Any]:
    return [factories.sheet(structure=structure, title=f"Fiche {number}") for number in range(5)]


def _told(table: dict[str, Counter[str]]) -> None:
    for name, answers in table.items():
        print(f"{name:44}", dict(answers))  # noqa: T201 – the table that is asked for


def _posted(member: Any, page: Any, text: str) -> str:
    before = PeerComment.objects.count()
    try:
        comment = post(page=page, member=member, text=text)
    except Refused:
        return "refused"
    if PeerComment.objects.count() == before:
        return "already there"
    if comment.is_public:
        return "appears"
    return f"held: {Matter.objects.about(subject='commentaire', object_id=comment.pk).get().held_why}"


def _texts(kind: str, number: int) -> str:
    return {"links": LINKS % number, "same": SAME, "fast": f"Un mot de plus, le {number}."}[kind]


def test_what_looks_like_advertising_waits_and_what_is_honest_appears(sheets: list[Any], structure: Any) -> None:
    table: dict[str, Counter[str]] = {}
    each = times(FEW) // 5
    for kind in ("links", "same", "fast"):
        robot = factories.member(structure=structure)
        table[f"member, {kind}"] = Counter(
            _posted(robot, sheets[number % 5], _texts(kind, number)) for number in range(each)
        )
    newcomer = factories.member(structure=structure)
    Member.objects.filter(pk=newcomer.pk).update(read_before="first", read_before_since=timezone.now())
    newcomer.refresh_from_db()
    table["newcomer, anything"] = Counter(
        _posted(newcomer, sheets[0], f"Bonjour, le {number}.") for number in range(min(each, 20))
    )
    table["members, honest"] = Counter(_honest(sheets, structure, each))
    _told(table)
    assert set(table["members, honest"]) == {"appears"}
    assert set(table["newcomer, anything"]) == {"held: first"}
    assert "appears" not in table["member, links"]
    assert table["member, same"]["appears"] == 2
    assert table["member, fast"]["appears"] <= 10


def _honest(sheets: list[Any], structure: Any, total: int) -> Iterator[str]:
    """Four people who talk, as in the journeys."""
    person = None
    for number in range(total):
        if number % 4 == 0:
            person = factories.member(structure=structure)
        yield _posted(person, sheets[number % 5], HONEST[number % 4])


def _asked(**typed: str) -> str:
    """A question sent by a stranger: what becomes of it before anybody has clicked in the mail."""
    before = VisitorQuestion.objects.count()
    sent = {"question": "Qui a essayé ?", "name": "R.", "address": "r@exemple.test", "stamp": stamp(), **typed}
    answer = Client().post(reverse("ask_question"), sent)
    assert not PracticeRequestPage.objects.exists()
    if answer.status_code == 302:
        return "waits for a click" if VisitorQuestion.objects.count() > before else "already there"
    return "asked again" if typed.keys() & {"site_web", "stamp"} else "too many"


def test_questions_of_robots_are_shown_to_nobody_and_soon_refused(site: Any) -> None:
    entraide()
    each = times(FEW) // 5
    table = {
        "stranger asks, honeypot": Counter(_asked(site_web="https://a.test") for _ in range(each)),
        "stranger asks, too fast": Counter(_asked(stamp=stamp(seconds=0)) for _ in range(each)),
        "stranger asks, one address": Counter(_asked(question=f"Question {n} ?") for n in range(each)),
        "stranger asks, many addresses": Counter(
            _asked(question=f"Question {n} ?", address=f"robot{n}@exemple.test") for n in range(each)
        ),
    }
    _told(table)
    assert set(table["stranger asks, honeypot"]) == set(table["stranger asks, too fast"]) == {"asked again"}
    assert table["stranger asks, one address"]["waits for a click"] <= 3
    assert sum(answers["waits for a click"] for answers in table.values()) <= 20  # of one machine, in an hour
    assert not Matter.objects.exists()


def _reported(client: Client, thing: Any, **typed: str) -> str:
    before = Report.objects.count()
    answer = hands.report(client, thing, **typed)
    if answer.status_code == 302:
        return "taken" if Report.objects.count() > before else "already there"
    return "too many" if "Plusieurs signalements" in answer.content.decode() else "asked again"


def test_reports_by_robots_are_few_and_make_one_row_for_each_page(sheets: list[Any], outsider: Any) -> None:
    each, carried = times(FEW) // 5, stamp()
    member = Client()
    member.force_login(outsider)

    def reports(name: str, by: Client, **typed: Any) -> Counter[str]:
        return Counter(
            _reported(by, sheets[number % 5], **{key: value(number) for key, value in typed.items()})
            for number in range(each)
        )

    table = {
        "stranger, honeypot": reports("", Client(), site_web=lambda _n: "https://a.test"),
        "stranger, too fast": reports("", Client(), stamp=lambda _n: stamp(seconds=0)),
        "stranger, the same form again": reports(
            "", Client(), stamp=lambda _n: carried, address=lambda _n: "memes@exemple.test"
        ),
        "member, one after the other": reports("", member, words=lambda n: f"Encore {n}"),
        "stranger, another address each time": reports(
            "", Client(), words=lambda n: f"Encore {n}", address=lambda n: f"robot{n}@exemple.test"
        ),
    }
    _told(table)
    assert set(table["stranger, honeypot"]) == set(table["stranger, too fast"]) == {"asked again"}
    assert table["member, one after the other"]["taken"] <= 10
    assert sum(answers["taken"] for answers in table.values()) <= 10 + 30  # of a member; of one machine
    assert Matter.objects.count() <= len(sheets)
