"""What a version says of its levers, levels, keywords and sheets is its own; on line, what is on line is shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.models import InvolvementLevel
from practices.contributions.acts import drafts
from practices.models import Lever, PracticePage
from tests import factories

pytestmark = pytest.mark.django_db


def client_of(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def words(html: str) -> dict[str, bool]:
    main = html[html.index("<main") : html.index("</main")]
    return {
        "old lever": reverse("lever", args=["accueil"]) in main,
        "new lever": reverse("lever", args=["besoins"]) in main,
        "old topic": "motancien" in main,
        "new topic": "motnouveau" in main,
    }


OLD = {"old lever": True, "new lever": False, "old topic": True, "new topic": False}
NEW = {"old lever": False, "new lever": True, "old topic": False, "new topic": True}


def aimed(response: Any) -> list[str]:
    return sorted(level.code for level in response.context["levels"])


@pytest.fixture
def changed(structure: Any, pilot: Any) -> PracticePage:
    sheet = factories.sheet(structure=structure, owner=pilot)
    sheet.topics.add("motancien")
    sheet.save_revision(user=pilot).publish()
    sheet = PracticePage.objects.get(pk=sheet.pk)
    sheet.levers.set(Lever.objects.filter(slug="besoins"))
    sheet.topics.set(["motnouveau"])
    sheet.levels.set(InvolvementLevel.objects.exclude(code="acteur")[:1])
    sheet.save_revision(user=pilot, clean=False)
    return PracticePage.objects.get(pk=sheet.pk)


def test_a_sheet(changed: PracticePage, pilot: Any, facilitator: Any) -> None:
    superuser = factories.member(is_superuser=True)
    other = InvolvementLevel.objects.exclude(code="acteur")[0].code
    drafts.submit(page=changed, member=pilot)
    newest = changed.revisions.latest("pk")
    for person in (pilot, facilitator, superuser, None):
        client = client_of(person) if person else Client()
        for _twice in range(2):
            on_line = client.get(changed.url)
            assert (words(on_line.content.decode()), aimed(on_line)) == (OLD, ["acteur"])
    for person, address in (
        (pilot, reverse("contributions:preview", args=[changed.pk])),
        (facilitator, reverse("contributions:preview", args=[changed.pk])),
        (facilitator, reverse("contributions:review", args=[changed.pk])),
        (superuser, reverse("wagtailadmin_pages:view_draft", args=[changed.pk])),
        (superuser, reverse("wagtailadmin_pages:revisions_view", args=[changed.pk, newest.pk])),
    ):
        read = client_of(person).get(address)
        assert read.status_code == 200, address
        assert (words(read.content.decode()) | {"old lever": False, "old topic": False}) == NEW, address
        assert aimed(read) == [other], address
    changed.refresh_from_db()
    PracticePage.objects.filter(pk=changed.pk).update(live=False)
    for person in (pilot, facilitator, superuser):
        off_line = client_of(person).get(changed.url)
        assert (words(off_line.content.decode()), aimed(off_line)) == (NEW, [other])
    assert Client().get(changed.url).status_code == 404


def test_a_testimonial(structure: Any, pilot: Any, facilitator: Any) -> None:
    before, after = (
        factories.sheet(structure=structure, title="Avant"),
        factories.sheet(structure=structure, title="Après"),
    )
    page = factories.testimonial(structure=structure, owner=pilot)
    page.sheets.set([before])
    page.save_revision(user=pilot).publish()
    page.sheets.set([after])
    page.levers.set(Lever.objects.filter(slug="besoins"))
    page.save_revision(user=pilot, clean=False)
    on_line = Client().get(page.url)
    assert [sheet.title for sheet in on_line.context["sheets"]] == ["Avant"]
    assert [lever.slug for lever in on_line.context["page"].shown_levers] == ["accueil"]
    for person, address in (
        (pilot, reverse("contributions:preview", args=[page.pk])),
        (factories.member(is_superuser=True), reverse("wagtailadmin_pages:view_draft", args=[page.pk])),
    ):
        read = client_of(person).get(address)
        assert [sheet.title for sheet in read.context["sheets"]] == ["Après"], address
        assert [lever.slug for lever in read.context["page"].shown_levers] == ["besoins"], address
    type(page).objects.filter(pk=page.pk).update(live=False)
    off_line = client_of(facilitator).get(page.url)
    assert [sheet.title for sheet in off_line.context["sheets"]] == ["Après"]
    assert [lever.slug for lever in off_line.context["page"].shown_levers] == ["besoins"]
