"""Several people on one structure and its pages at the same instant, by the site's own addresses.

Run on PostgreSQL; SQLite writes one at a time, and `test_stale_pages` asks there what a late writer brings back.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Revision

from community.models import StructurePage
from community.visibility import visible_to
from practices.models import PracticePage
from tests import factories
from tests.attacks.concurrency.threads import at_once
from tests.community.test_structure_card import card
from tests.practices.admin.test_page_editing import form_of
from tests.practices.contributions.screens import complete, start_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
ROUNDS = 3


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def poster(person: Any, address: str, data: dict[str, Any]) -> Callable[[], int]:
    client = browser(person)
    return lambda: client.post(address, data).status_code


def children(page: Any) -> tuple[int, int]:
    """What the row says of its children, and how many there are."""
    row = Page.objects.get(pk=page.pk)
    return row.numchild, Page.objects.child_of(row).count()


def test_the_first_sheet_and_the_card_at_once_are_both_kept(site: Any) -> None:
    for number in range(ROUNDS):
        structure = factories.structure(title=f"Ensemble {number}")
        pilot = factories.member(structure=structure, role="pilot")
        teammate = factories.member(structure=structure)
        answers, faults = at_once(
            [
                poster(pilot, reverse("structure_card", args=[structure.pk]), card(structure, tagline="On répare.")),
                poster(teammate, start_at(structure), complete()),
            ]
        )
        assert (answers, faults) == ([302, 302], [])
        assert children(structure) == (1, 1)
        assert StructurePage.objects.get(pk=structure.pk).tagline == "On répare."
        assert browser(teammate).post(start_at(structure), complete(title="La suivante")).status_code == 302
        assert children(structure) == (2, 2)


def test_two_cards_at_once_lose_neither_text(site: Any) -> None:
    for number in range(ROUNDS):
        structure = factories.structure(title=f"Deux pilotes {number}")
        pilots = [factories.member(structure=structure, role=role) for role in ("pilot", "copilot")]
        address = reverse("structure_card", args=[structure.pk])
        texts = ["Le premier texte.", "Le second texte."]
        clients = [browser(person) for person in pilots]
        answers, faults = at_once(
            [
                partial(client.post, address, card(structure, presentation=text))
                for client, text in zip(clients, texts, strict=True)
            ]
        )
        assert faults == []
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        kept = StructurePage.objects.get(pk=structure.pk).presentation
        late = next(answer for answer in answers if answer.status_code == 409).content.decode()
        assert kept in texts
        assert all(text in late for text in texts)


def test_two_submissions_at_once_begin_one_review(site: Any) -> None:
    structure = factories.structure()
    people = [factories.member(structure=structure) for _ in range(2)]
    draft = factories.sheet(structure=structure, live=False)
    address = reverse("contributions:submit", args=[draft.pk])
    answers, faults = at_once([poster(person, address, {}) for person in people])
    assert (answers, faults) == ([302, 302], [])
    assert PracticePage.objects.get(pk=draft.pk).workflow_states.count() == 1


def test_two_approvals_at_once_publish_once(site: Any) -> None:
    structure = factories.structure()
    person = factories.member(structure=structure)
    readers = [factories.member(is_facilitator=True) for _ in range(2)]
    draft = factories.sheet(structure=structure, live=False)
    browser(person).post(reverse("contributions:submit", args=[draft.pk]))
    read = PracticePage.objects.get(pk=draft.pk).latest_revision_id
    address = reverse("contributions:review", args=[draft.pk])
    answers, faults = at_once([poster(who, address, {"action": "approve", "read": read}) for who in readers])
    assert faults == []
    assert sorted(answers) == [200, 302]
    page = PracticePage.objects.get(pk=draft.pk)
    assert page.live
    assert Page.objects.get(pk=page.pk).workflow_states.count() == 1


def test_an_approval_and_a_withdrawal_at_once_leave_one_state(site: Any) -> None:
    structure = factories.structure()
    person = factories.member(structure=structure)
    reader = factories.member(is_facilitator=True)
    for _number in range(ROUNDS):
        draft = factories.sheet(structure=structure, live=False)
        browser(person).post(reverse("contributions:submit", args=[draft.pk]))
        _answers, faults = at_once(
            [
                poster(reader, reverse("contributions:review", args=[draft.pk]), {"action": "approve"}),
                poster(person, reverse("contributions:take_back", args=[draft.pk]), {}),
            ]
        )
        assert faults == []
        page = PracticePage.objects.get(pk=draft.pk)
        assert page.live == (page.live_revision_id is not None)
        assert page.current_workflow_state is None
        assert visible_to(Page.objects.filter(pk=page.pk), None).exists() == page.live


def test_a_sheet_started_while_the_admin_publishes_the_structure_is_counted(site: Any) -> None:
    facilitator = factories.member(is_facilitator=True)
    for number in range(ROUNDS):
        structure = factories.structure(title=f"En cours {number}")
        person = factories.member(structure=structure)
        address = reverse("wagtailadmin_pages:edit", args=[structure.pk])
        desk = browser(facilitator)
        data = form_of(desk.get(address))
        data["action-publish"] = "action-publish"
        data["tagline"] = "Publiée par l’animation."
        answers, faults = at_once(
            [
                lambda desk=desk, address=address, data=data: desk.post(address, data).status_code,
                poster(person, start_at(structure), complete()),
                poster(person, start_at(structure), complete(title="Une autre")),
            ]
        )
        assert (answers, faults) == ([302, 302, 302], [])
        assert children(structure) == (2, 2)
        assert StructurePage.objects.get(pk=structure.pk).tagline == "Publiée par l’animation."


def test_six_first_sheets_at_once_all_find_their_place(site: Any) -> None:
    structure = factories.structure()
    people = [factories.member(structure=structure) for _ in range(6)]
    answers, faults = at_once(
        [poster(person, start_at(structure), complete(title=f"Fiche {n}")) for n, person in enumerate(people)]
    )
    assert (answers, faults) == ([302] * 6, [])
    assert children(structure) == (6, 6)
    ids = list(Page.objects.child_of(structure).values_list("pk", flat=True))
    assert Revision.objects.filter(object_id__in=[str(pk) for pk in ids]).count() == 6
