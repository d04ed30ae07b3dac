"""Facilitators write and publish every page type in the admin: a draft as it is, a publication only when complete."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from community.models import Member, ParcoursIndexPage, ParcoursPage, StructureIndexPage, StructurePage
from practices.models import (
    ConsentRecord,
    EventReportIndexPage,
    EventReportPage,
    GlossaryTerm,
    Lever,
    PracticePage,
    TestimonialPage,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Any, facilitator: Any) -> Any:
    """A facilitator's browser."""
    client.force_login(facilitator)
    return client


KINDS: dict[str, tuple[type[Page], type[Page] | None]] = {
    "sheet": (PracticePage, None),
    "testimonial": (TestimonialPage, None),
    "structure": (StructurePage, StructureIndexPage),
    "parcours": (ParcoursPage, ParcoursIndexPage),
    "report": (EventReportPage, EventReportIndexPage),
}


def add_address(kind: str, structure: Any) -> str:
    model, index = KINDS[kind]
    parent = structure if index is None else index.objects.get()
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])


def form_of(response: Any) -> Any:
    """What a browser would send back of the page's form, untouched; its script adds the address and empty streams."""
    data = querydict_from_html(response.content.decode(), form_id="page-edit-form")
    for stream in ("steps", "quotes"):
        data[f"{stream}-count"] = "0"
    data["slug"] = data.get("slug") or "une-adresse"
    return data


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_with_a_title_alone_is_saved(desk: Any, structure: Any, kind: str) -> None:
    address = add_address(kind, structure)
    response = desk.get(address)
    assert response.status_code == 200
    data = form_of(response)
    data["title"] = "Un brouillon"
    assert desk.post(address, data).status_code == 302
    page = KINDS[kind][0].objects.get(title="Un brouillon")
    assert not page.live
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_publishing_what_is_incomplete_says_what_is_missing(desk: Any, structure: Any, kind: str) -> None:
    address = add_address(kind, structure)
    data = form_of(desk.get(address))
    data["title"] = "Pas finie"
    data["action-publish"] = "action-publish"
    response = desk.post(address, data)
    assert response.status_code == 200
    assert "À remplir avant la publication." in response.content.decode()
    assert not KINDS[kind][0].objects.filter(title="Pas finie").exists()


COMPLETE: dict[str, dict[str, Any]] = {
    "structure": {
        "tagline": "On répare ensemble.",
        "sector": "reemploi",
        "commune": "Wendrecourt",
        "department": "Nord",
    },
    "parcours": {"territory": "Oise", "starts_on": date(2027, 1, 5), "ends_on": date(2027, 9, 5)},
    "report": {"date": date(2026, 3, 5), "place": "Lille", "question": "Qui décide ?"},
}


@pytest.mark.parametrize("kind", COMPLETE)
def test_publishing_what_is_complete_works(desk: Any, structure: Any, kind: str) -> None:
    address = add_address(kind, structure)
    data = form_of(desk.get(address))
    data.update({"title": "Finie", "action-publish": "action-publish"})
    for name, value in COMPLETE[kind].items():
        data[name] = str(value)
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    assert KINDS[kind][0].objects.get(title="Finie").live


def test_a_testimonial_without_an_agreement_is_not_published_from_the_admin(desk: Any, structure: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, consent_days=None)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_of(desk.get(address))
    data["action-publish"] = "action-publish"
    response = desk.post(address, data)
    assert response.status_code == 200
    assert "accord signé" in response.content.decode()
    page.refresh_from_db()
    assert not page.live


def test_approving_is_not_offered_while_an_agreement_is_missing(
    desk: Any, structure: Any, pilot: Any, facilitator: Any
) -> None:
    page = factories.testimonial(structure=structure, live=False, owner=pilot)
    state = page.get_workflow().start(page.get_latest_revision_as_object(), pilot)
    task = state.current_task_state.task.specific
    page = TestimonialPage.objects.get(pk=page.pk)
    assert "approve" in {action[0] for action in task.get_actions(page, facilitator)}
    page.consents.update(withdrawn_at=timezone.now())
    assert {action[0] for action in task.get_actions(page, facilitator)} == {"reject"}
    assert desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    assert desk.post(address).status_code in (302, 400, 403)
    page.refresh_from_db()
    assert not page.live


def test_a_facilitator_approves_a_submitted_sheet_from_the_admin(desk: Any, structure: Any, pilot: Any) -> None:
    page = factories.sheet(structure=structure, live=False, owner=pilot)
    state = page.get_workflow().start(page.get_latest_revision_as_object(), pilot)
    assert "1 page attend votre relecture" in desk.get(reverse("wagtailadmin_home")).content.decode()
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk])
    assert desk.post(address, {"comment": ""}).status_code == 302
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize("model", [Lever, GlossaryTerm, ConsentRecord])
def test_the_lists_beside_the_pages_open(desk: Any, structure: Any, model: Any) -> None:
    factories.testimonial(structure=structure)
    viewset = model.snippet_viewset
    assert desk.get(reverse(viewset.get_url_name("list"))).status_code == 200


def test_a_lever_is_added_retired_and_never_deleted(desk: Any, client: Any) -> None:
    names = Lever.snippet_viewset.get_url_name
    response = desk.post(
        reverse(names("add")), {"name": "Équité", "description": "Faire une place à chacun.", "position": 5}
    )
    assert response.status_code == 302
    lever = Lever.objects.get(name="Équité")
    assert lever.slug == "equite"
    edit = reverse(names("edit"), args=[lever.pk])
    assert desk.get(edit).status_code == 200
    desk.post(edit, {"name": "Équité", "description": "", "position": 5, "is_retired": "on"})
    lever.refresh_from_db()
    assert lever.is_retired
    assert lever not in Lever.objects.in_use()
    assert desk.post(reverse(names("delete"), args=[lever.pk])).status_code == 302
    assert Lever.objects.filter(pk=lever.pk).exists()


def test_nothing_that_is_never_deleted_is_deleted_by_many(client: Any, structure: Any, facilitator: Any) -> None:
    record = factories.testimonial(structure=structure).consents.get()
    lever = Lever.objects.get(slug="accueil")
    boss = Member.objects.create_superuser(
        "admin@exemple.test", "une-phrase-assez-longue", display_name="Administration"
    )
    for who in (facilitator, boss):
        client.force_login(who)
        for item in (record, lever):
            address = reverse("wagtail_bulk_action", args=["practices", item._meta.model_name, "delete"])
            client.post(f"{address}?id={item.pk}")
            assert type(item).objects.filter(pk=item.pk).exists()


def test_a_word_of_the_glossary_is_added_and_reworded_at_the_same_address(desk: Any) -> None:
    names = GlossaryTerm.snippet_viewset.get_url_name
    assert desk.get(reverse(names("add"))).status_code == 200
    desk.post(reverse(names("add")), {"term": "Aller vers", "definition": "Rencontrer qui ne vient pas."})
    term = GlossaryTerm.objects.get(term="Aller vers")
    desk.post(reverse(names("edit"), args=[term.pk]), {"term": "L’aller-vers", "definition": "Rencontrer."})
    term.refresh_from_db()
    assert (term.term, term.slug) == ("L’aller-vers", "aller-vers")


def test_an_agreement_is_read_in_the_admin_and_written_on_the_site(desk: Any, structure: Any) -> None:
    page = factories.testimonial(structure=structure)
    record = page.consents.get()
    names = ConsentRecord.snippet_viewset.get_url_name
    listed = desk.get(reverse(names("list"))).content.decode()
    assert record.person in listed
    assert reverse("contributions:consents", args=[page.pk]) in listed
    for name, args in (("add", []), ("edit", [record.pk]), ("delete", [record.pk])):
        assert desk.get(reverse(names(name), args=args)).status_code == 302, name
