"""A page read before somebody else's act, and saved whole after it, brings nothing of the former state back.

These are the races of `test_same_structure` with their instants chosen, so that they run on every database.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from community.models import ParcoursIndexPage, StructureIndexPage, StructurePage
from home.models import ContentPage, HomePage
from practices.contributions.acts import drafts
from practices.models import PracticePage
from tests import factories
from tests.practices.admin.test_page_editing import form_of

pytestmark = pytest.mark.django_db


def children(page: Any) -> tuple[int, int]:
    row = Page.objects.get(pk=page.pk)
    return row.numchild, Page.objects.child_of(row).count()


def is_sound(page: Any) -> bool:
    said, counted = children(page)
    return said == counted


def a_page_of_text(home: Any) -> Any:
    return HomePage.objects.get(pk=home.pk).add_child(instance=ContentPage(title="Une page", live=True))


MAKERS: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]] = {
    "home": (lambda: HomePage.objects.get(), a_page_of_text),
    "structures": (lambda: StructureIndexPage.objects.get(), lambda _page: factories.structure()),
    "parcours": (lambda: ParcoursIndexPage.objects.get(), lambda _page: factories.parcours()),
    "structure": (
        factories.structure,
        lambda page: factories.sheet(structure=StructurePage.objects.get(pk=page.pk)),
    ),
}
each_parent = pytest.mark.parametrize("kind", MAKERS)


@each_parent
@pytest.mark.parametrize(
    "act",
    [
        lambda page: page.save(),
        lambda page: page.save_revision().publish(),
        lambda page: page.unpublish(),
        lambda page: Page.objects.get(pk=page.pk).save(),
    ],
    ids=["saved", "published", "taken off line", "saved as a plain page"],
)
def test_children_added_meanwhile_are_still_counted(site: Any, kind: str, act: Callable[[Any], Any]) -> None:
    make, add = MAKERS[kind]
    stale = type(page := make()).objects.get(pk=page.pk)
    before, _counted = children(stale)
    add(stale)
    act(stale)
    assert children(stale) == (before + 1, before + 1)


def test_a_plain_page_read_before_keeps_the_count_too(site: Any, structure: Any) -> None:
    """So does the command that takes off line what was planned to end."""
    stale = Page.objects.get(pk=structure.pk)
    factories.sheet(structure=structure)
    stale.save()
    assert children(structure) == (1, 1)


@each_parent
@pytest.mark.parametrize("button", ["save", "action-publish"])
@pytest.mark.parametrize("moment", ["before_edit_page", "before_publish_page"])
def test_the_admin_s_editor_keeps_children_added_while_it_works(
    client: Client, facilitator: Any, kind: str, button: str, moment: str
) -> None:
    make, add = MAKERS[kind]
    page = make()
    client.force_login(facilitator)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_of(client.get(address))
    data[button] = button
    added = []

    def meanwhile(_request: Any, edited: Any) -> None:
        if not added:
            added.append(add(edited))

    with hooks.register_temporarily(moment, meanwhile):
        response = client.post(address, data)
    assert response.status_code == 302
    assert is_sound(page)


def test_the_admin_s_editor_of_a_draft_keeps_a_publication_made_meanwhile(
    client: Client, facilitator: Any, structure: Any
) -> None:
    draft = factories.sheet(structure=structure, live=False)
    client.force_login(facilitator)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    data = form_of(client.get(address))  # without its steps: no draft is too short to be kept
    data["pitfalls"] = "Ce que l’animation ajoute."

    def meanwhile(_request: Any, page: Any) -> None:
        PracticePage.objects.get(pk=page.pk).latest_revision.publish()

    with hooks.register_temporarily("before_edit_page", meanwhile):
        assert client.post(address, data).status_code == 302
    page = PracticePage.objects.get(pk=draft.pk)
    assert page.live
    assert page.first_published_at is not None
    assert page.live_revision_id is not None
    assert (page.pitfalls, page.has_unpublished_changes) == (draft.pitfalls, True)
    assert page.get_latest_revision_as_object().pitfalls == "Ce que l’animation ajoute."


def test_a_page_moved_meanwhile_stays_where_it_went(sheet: Any, structure: Any) -> None:
    elsewhere = factories.structure(title="Ailleurs")
    stale = PracticePage.objects.get(pk=sheet.pk)
    stale.get_parent()
    PracticePage.objects.get(pk=sheet.pk).move(elsewhere, pos="last-child")
    moved = Page.objects.get(pk=sheet.pk)
    stale.title = "Un autre titre"
    stale.slug = "autre-adresse"
    stale.save()
    page = PracticePage.objects.get(pk=sheet.pk)
    assert (page.path, page.depth) == (moved.path, moved.depth)
    assert page.url_path == f"{StructurePage.objects.get(pk=elsewhere.pk).url_path}autre-adresse/"
    assert (page.title, is_sound(structure), is_sound(elsewhere)) == ("Un autre titre", True, True)


def test_a_page_taken_off_line_meanwhile_stays_off_line(sheet: Any) -> None:
    stale = PracticePage.objects.get(pk=sheet.pk)
    PracticePage.objects.get(pk=sheet.pk).unpublish()
    stale.pitfalls = "Rien."
    stale.save()
    page = PracticePage.objects.get(pk=sheet.pk)
    assert (page.live, page.live_revision_id, page.pitfalls) == (False, None, "Rien.")
    assert page.has_unpublished_changes


def test_a_page_locked_meanwhile_stays_locked(sheet: Any, facilitator: Any) -> None:
    stale = PracticePage.objects.get(pk=sheet.pk)
    PracticePage.objects.filter(pk=sheet.pk).update(locked=True, locked_by=facilitator, locked_at=timezone.now())
    stale.save()
    page = PracticePage.objects.get(pk=sheet.pk)
    assert (page.locked, page.locked_by) == (True, facilitator)


def test_a_version_written_meanwhile_stays_the_latest(sheet: Any, teammate: Any) -> None:
    stale = PracticePage.objects.get(pk=sheet.pk)
    theirs = PracticePage.objects.get(pk=sheet.pk)
    theirs.title = "Leur version"
    revision = theirs.save_revision(user=teammate)
    stale.save()
    page = PracticePage.objects.get(pk=sheet.pk)
    assert (page.latest_revision_id, page.draft_title) == (revision.pk, "Leur version")
    assert page.has_unpublished_changes


def test_what_an_act_means_to_change_is_written(sheet: Any, facilitator: Any) -> None:
    page = PracticePage.objects.get(pk=sheet.pk)
    page.save_revision()
    page.unpublish()
    assert not PracticePage.objects.get(pk=sheet.pk).live
    page.save_revision().publish()
    page = PracticePage.objects.get(pk=sheet.pk)
    assert (page.live, page.has_unpublished_changes) == (True, False)
    assert page.live_revision_id == page.latest_revision_id
    page.locked, page.locked_by = True, facilitator
    page.save()
    page.refresh_from_db()
    page.locked, page.locked_by = False, None
    page.save()
    assert not PracticePage.objects.get(pk=sheet.pk).locked


def test_what_was_planned_to_end_counts_its_children(site: Any, structure: Any) -> None:
    StructurePage.objects.filter(pk=structure.pk).update(expire_at=timezone.now())
    factories.sheet(structure=structure)
    call_command("publish_scheduled")
    assert not StructurePage.objects.get(pk=structure.pk).live
    assert children(structure) == (1, 1)


def test_a_branch_copied_or_moved_counts_its_children(structure: Any, sheet: Any, facilitator: Any) -> None:
    other = factories.structure()
    copy = structure.copy(recursive=True, update_attrs={"slug": "une-copie"}, user=facilitator)
    PracticePage.objects.get(pk=sheet.pk).move(other, pos="last-child")
    for page in (copy, structure, other, StructureIndexPage.objects.get()):
        assert is_sound(page)
    assert children(copy) == (1, 1)


def test_a_first_child_finds_its_place_below_a_parent_miscounted(structure: Any, teammate: Any, sheet: Any) -> None:
    """A row damaged by something else costs nobody their text."""
    for wrong in (0, 7):
        Page.objects.filter(pk=structure.pk).update(numchild=wrong)
        page = PracticePage(title=f"Après {wrong}")
        drafts.start(structure=StructurePage.objects.get(pk=structure.pk), member=teammate, page=page)
        assert is_sound(structure)
    Page.objects.filter(pk=(alone := factories.structure()).pk).update(numchild=3)
    factories.sheet(structure=StructurePage.objects.get(pk=alone.pk))
    assert children(alone) == (1, 1)
