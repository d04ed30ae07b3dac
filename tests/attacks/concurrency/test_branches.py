"""Pages moved, deleted and edited in the admin while their team writes; agreements withdrawn at the same instant."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from community import tree
from community.models import StructurePage
from practices.models import PracticePage, TestimonialPage
from tests import factories
from tests.attacks.concurrency.test_same_structure import ROUNDS, browser, children, poster
from tests.attacks.concurrency.threads import at_once
from tests.community.test_structure_card import card
from tests.practices.admin.test_page_editing import form_of
from tests.practices.contributions.screens import complete, start_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def administrator() -> Any:
    return factories.member(is_facilitator=True, is_superuser=True)


def test_a_structure_deleted_while_its_sheets_are_started_leaves_no_orphan(site: Any) -> None:
    for _number in range(ROUNDS):
        structure = factories.structure()
        person = factories.member(structure=structure)
        delete = poster(administrator(), reverse("wagtailadmin_pages:delete", args=[structure.pk]), {})
        answers, faults = at_once(
            [delete, *(poster(person, start_at(structure), complete(title=title)) for title in ("Un", "Deux"))]
        )
        assert faults == []
        assert answers[0] == 302
        assert set(answers[1:]) <= {302, 404}
        assert not tree.damage()


def test_a_page_deleted_by_two_at_once_is_counted_once(site: Any) -> None:
    for _number in range(ROUNDS):
        structure = factories.structure()
        kept, gone = (factories.sheet(structure=structure) for _ in range(2))
        address = reverse("wagtailadmin_pages:delete", args=[gone.pk])
        answers, faults = at_once([poster(administrator(), address, {}) for _ in range(2)])
        assert faults == []
        assert set(answers) <= {302, 404}
        assert (children(structure), PracticePage.objects.filter(pk=kept.pk).exists()) == ((1, 1), True)


def test_pages_moved_to_one_place_while_another_is_started_there_all_arrive(site: Any) -> None:
    for _number in range(ROUNDS):
        former, goal = factories.structure(), factories.structure()
        sheets = [factories.sheet(structure=former) for _ in range(2)]
        person = factories.member(structure=goal)
        answers, faults = at_once(
            [
                *(
                    poster(administrator(), reverse("wagtailadmin_pages:move_confirm", args=[sheet.pk, goal.pk]), {})
                    for sheet in sheets
                ),
                poster(person, start_at(goal), complete()),
            ]
        )
        assert (answers, faults) == ([302, 302, 302], [])
        assert (children(former), children(goal)) == ((0, 0), (3, 3))


def test_a_sheet_started_while_the_address_of_its_structure_changes_stands_below_it(site: Any) -> None:
    desk = browser(administrator())
    for number in range(ROUNDS):
        structure = factories.structure()
        person = factories.member(structure=structure)
        address = reverse("wagtailadmin_pages:edit", args=[structure.pk])
        data = form_of(desk.get(address))
        data["action-publish"], data["slug"] = "action-publish", f"nouvelle-adresse-{number}"
        _answers, faults = at_once(
            [
                lambda address=address, data=data: desk.post(address, data).status_code,
                *(poster(person, start_at(structure), complete(title=f"Fiche {n}")) for n in range(3)),
            ]
        )
        assert faults == []
        row = Page.objects.get(pk=structure.pk)
        assert all(page.url_path == f"{row.url_path}{page.slug}/" for page in row.get_children())


def test_the_admin_and_a_pilot_at_once_lose_neither_text(site: Any) -> None:
    desk = browser(administrator())
    for _number in range(ROUNDS):
        structure = factories.structure()
        pilot = factories.member(structure=structure, role="pilot")
        address = reverse("wagtailadmin_pages:edit", args=[structure.pk])
        data = form_of(desk.get(address))
        data["action-publish"], data["offers"] = "action-publish", "De l’animation."
        answers, faults = at_once(
            [
                lambda address=address, data=data: desk.post(address, data).status_code,
                poster(pilot, reverse("structure_card", args=[structure.pk]), card(structure, tagline="Du pilote.")),
            ]
        )
        assert faults == []
        assert answers in ([302, 409], [200, 302])
        page = StructurePage.objects.get(pk=structure.pk)
        assert (page.offers, page.tagline) == (
            ("De l’animation.", structure.tagline) if answers[0] == 302 else (structure.offers, "Du pilote.")
        )


@pytest.mark.parametrize("other", ["a second agreement", "the page", "the review"])
def test_an_agreement_is_withdrawn_whatever_happens_at_the_same_instant(site: Any, other: str) -> None:
    structure = factories.structure()
    person, facilitator = factories.member(structure=structure), factories.member(is_facilitator=True)
    for _number in range(ROUNDS):
        page = factories.testimonial(structure=structure, live=other != "the review")
        first = page.consents.get()
        second = factories.consent(testimonial=page)
        browser(person).post(reverse("contributions:submit", args=[page.pk]))
        acts = {
            "a second agreement": (reverse("contributions:withdraw_consent", args=[second.pk]), {}),
            "the page": (reverse("contributions:take_off_line", args=[page.pk]), {}),
            "the review": (reverse("contributions:review", args=[page.pk]), {"action": "approve"}),
        }
        answers, faults = at_once(
            [
                poster(person, reverse("contributions:withdraw_consent", args=[first.pk]), {}),
                poster(facilitator, *acts[other]),
            ]
        )
        assert faults == []
        assert answers[0] == 302
        first.refresh_from_db()
        assert first.withdrawn_at is not None
        assert not TestimonialPage.objects.get(pk=page.pk).live


def test_an_agreement_erased_meanwhile_is_not_brought_back_by_its_renewal(site: Any) -> None:
    from practices.contributions.acts import consents
    from practices.models import ConsentRecord

    structure = factories.structure()
    person = factories.member(structure=structure)
    page = factories.testimonial(structure=structure, live=False)
    stale = page.consents.get()
    consents.erase(consent=page.consents.get(), member=person)
    with pytest.raises(ConsentRecord.DoesNotExist):
        consents.renew(consent=stale, member=person, seen=consents.seen_in(stale))
    assert not page.consents.exists()
