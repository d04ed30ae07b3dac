"""A draft thrown away is shown to nobody, comes back as it was for thirty days, then goes for good with its files."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from community.models import SiteDocument, SiteMedia
from community.permissions import is_put_away
from practices.contributions.acts import drafts, review, states, wastebasket
from practices.contributions.acts.refusals import NotAllowed
from practices.contributions.forms.testimonial import TestimonialForm
from practices.contributions.screens.mine import contributions_of
from practices.models import ConsentRecord, PracticePage, TestimonialPage, ThrownDraft
from tests import factories
from tests.attacks.doors.table import every_address
from tests.practices.contributions.screens import text_of

pytestmark = pytest.mark.django_db

MINE = "/mes-contributions/"


def visit(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def throw(page: Any, member: Any, *, days_ago: int = 0) -> None:
    wastebasket.throw_away(page=page, member=member)
    row = ThrownDraft.objects.get(page=page.pk)
    ThrownDraft.objects.filter(pk=row.pk).update(thrown_at=row.thrown_at - timedelta(days=days_ago))


def test_thrown_away_by_one_click_and_taken_back_by_the_next(signed_in: Client, draft: Any) -> None:
    shown = text_of(signed_in.post(reverse("contributions:throw_away", args=[draft.pk]), follow=True))
    assert "est jeté" in shown
    assert "Annuler" in shown
    assert "Continuer à écrire" not in shown
    answer = signed_in.post(reverse("contributions:bring_back", args=[draft.pk]), follow=True)
    assert "est de retour" in text_of(answer)
    assert "Continuer à écrire" in text_of(answer)
    assert "Brouillons jetés" not in text_of(answer)


def test_a_draft_comes_back_as_it_was(draft: Any, teammate: Any, pilot: Any) -> None:
    before = PracticePage.objects.get(pk=draft.pk)
    throw(draft, teammate)
    wastebasket.bring_back(page=draft, member=pilot)
    after = PracticePage.objects.get(pk=draft.pk)
    assert (after.path, after.slug, after.latest_revision_id, after.owner) == (
        before.path,
        before.slug,
        before.latest_revision_id,
        before.owner,
    )
    drafts.submit(page=after, member=teammate)
    entries = PageLogEntry.objects.filter(page=draft.pk, action__startswith="practices.draft").order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("practices.draft.thrown_away", teammate),
        ("practices.draft.brought_back", pilot),
    ]


def test_both_acts_done_twice_change_nothing(draft: Any, teammate: Any) -> None:
    throw(draft, teammate)
    throw(draft, teammate)
    assert ThrownDraft.objects.count() == 1
    for _time in range(2):
        wastebasket.bring_back(page=draft, member=teammate)
    assert not ThrownDraft.objects.exists()


def test_what_a_teammate_was_writing_meanwhile_waits_until_the_draft_is_brought_back(
    draft: Any, teammate: Any, pilot: Any
) -> None:
    writing, address = visit(teammate), reverse("contributions:edit", args=[draft.pk])
    throw(draft, pilot)
    shown = text_of(writing.post(address, {"title": "Le jardin", "pitfalls": "Une heure de travail."}, follow=True))
    assert "ce brouillon vient d’être jeté" in shown
    assert "Reprendre ce brouillon" in shown
    writing.post(reverse("contributions:bring_back", args=[draft.pk]))
    assert "Une heure de travail." in text_of(writing.get(address))


def test_only_the_team_throws_away_and_brings_back(draft: Any, teammate: Any, facilitator: Any, outsider: Any) -> None:
    for stranger in (facilitator, outsider):
        with pytest.raises(NotAllowed):
            wastebasket.throw_away(page=draft, member=stranger)
    throw(draft, teammate)
    for stranger in (facilitator, outsider):
        with pytest.raises(NotAllowed):
            wastebasket.bring_back(page=draft, member=stranger)
        assert visit(stranger).post(reverse("contributions:bring_back", args=[draft.pk])).status_code == 404
    assert ThrownDraft.objects.exists()


def test_what_was_once_on_line_or_is_being_read_is_not_thrown_away(
    sheet: Any, draft: Any, teammate: Any, facilitator: Any
) -> None:
    drafts.submit(page=draft, member=teammate)
    off_line = factories.sheet(structure=sheet.get_parent().specific)
    off_line.unpublish()
    for page in (sheet, off_line, draft):
        with pytest.raises(NotAllowed):
            wastebasket.throw_away(page=PracticePage.objects.get(pk=page.pk), member=teammate)
    review.ask_for_changes(page=draft, member=facilitator, comment="Et l’hiver ?")
    throw(draft, teammate)
    wastebasket.bring_back(page=draft, member=teammate)
    assert states.state_of(PracticePage.objects.get(pk=draft.pk)) is states.State.CHANGES


def test_a_page_whose_publication_is_planned_is_not_thrown_away(draft: Any, teammate: Any) -> None:
    from django.utils import timezone

    draft.go_live_at = timezone.now() + timedelta(days=2)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    with pytest.raises(NotAllowed):
        wastebasket.throw_away(page=PracticePage.objects.get(pk=draft.pk), member=teammate)


SCREENS = ["edit", "preview", "submit", "take_back", "take_off_line", "throw_away", "review", "consents", "erase_files"]


@pytest.mark.parametrize("name", SCREENS)
def test_no_screen_knows_a_draft_thrown_away(name: str, structure: Any, teammate: Any, facilitator: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, owner=teammate)
    throw(page, teammate)
    for person in (teammate, facilitator):
        client = visit(person)
        assert client.post(reverse(f"contributions:{name}", args=[page.pk])).status_code in (404, 405)
        assert client.get(reverse(f"contributions:{name}", args=[page.pk])).status_code in (404, 302)
        assert client.get(page.url).status_code == 404


def test_the_files_of_a_draft_thrown_away_are_given_to_nobody_else(
    structure: Any, teammate: Any, outsider: Any
) -> None:
    film = factories.testimonial(structure=structure, live=False, kind="video", owner=teammate)
    throw(film, teammate)
    for client in (Client(), visit(outsider), visit(teammate)):
        assert client.get(film.media.url).status_code == 404


def test_no_list_holds_a_draft_thrown_away(structure: Any, draft: Any, teammate: Any, pilot: Any) -> None:
    throw(draft, teammate)
    assert contributions_of(member=pilot).groups == []
    form = TestimonialForm(instance=TestimonialPage(), structure=structure, member=teammate)
    assert draft.pk not in [pk for _group, rows in form.fields["sheet_1"].choices[1:] for pk, _label in rows]
    shown = text_of(visit(pilot).get(MINE))
    assert shown.index("Brouillons jetés") < shown.index("Le jardin partagé")
    assert teammate.display_name in shown


def test_somebody_of_another_structure_sees_neither_the_title_nor_the_heading(
    draft: Any, teammate: Any, outsider: Any
) -> None:
    throw(draft, teammate)
    shown = text_of(visit(outsider).get(f"{MINE}?jete={draft.pk}"))
    assert "Brouillons jetés" not in shown
    assert draft.title not in shown


def test_the_admin_neither_lists_nor_finds_nor_opens_a_draft_thrown_away(
    draft: Any, teammate: Any, facilitator: Any
) -> None:
    client = visit(facilitator)
    addresses = [
        reverse("wagtailadmin_explore", args=[draft.get_parent().pk]),
        f"{reverse('wagtailadmin_pages:search')}?q=jardin",
        f"{reverse('wagtailadmin_choose_page_search')}?q=jardin",
        f"{reverse('wagtailadmin_api:pages:listing')}?search=jardin",
        reverse("wagtailadmin_reports:aging_pages"),
    ]
    for address in addresses[:-1]:
        assert draft.title in text_of(client.get(address)), address
    throw(draft, teammate)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert draft.title not in text_of(answer), address
    assert client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code == 302


def test_no_address_of_the_admin_reads_moves_or_deletes_a_draft_thrown_away(
    draft: Any, teammate: Any, facilitator: Any
) -> None:
    throw(draft, teammate)
    client = visit(facilitator)
    doors = [one for one in every_address() if one.name.startswith(("wagtailadmin_pages:", "wagtailadmin_explore"))]
    by_number = [one for one in doors if "_id>" in one.path]
    assert len(by_number) > 25
    for door in by_number:
        path = "/" + re.sub(r"<\w+:(page_id|page_to_move_id|parent_page_id)>", str(draft.pk), door.path)
        path = re.sub(r"<str:revision_id_[ab]>|\(\?P<revision_id_[ab]>[^)]*\)", "latest", path)
        path = re.sub(r"<slug:content_type_\w+>", "practices", path)
        path = re.sub(r"\^|\$|\\Z", "", re.sub(r"<int:\w+>|<slug:\w+>|<str:\w+>|\(\?P<\w+>\\d\+\)", "1", path))
        for answer in (client.get(path), client.post(path, {"next": "/"})):
            assert answer.status_code in (302, 404), path
            assert draft.title not in text_of(answer), path
    assert PracticePage.objects.get(pk=draft.pk).path == draft.path


def test_no_bulk_act_of_the_admin_takes_a_draft_thrown_away(draft: Any, teammate: Any, facilitator: Any) -> None:
    throw(draft, teammate)
    client = visit(facilitator)
    for action in ("delete", "move", "publish", "unpublish"):
        path = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={draft.pk}&next=/"
        for answer in (client.get(path), client.post(path)):
            assert draft.title not in text_of(answer), action
    assert PracticePage.objects.filter(pk=draft.pk, live=False).exists()


def test_the_admin_lists_no_agreement_of_a_draft_thrown_away(structure: Any, teammate: Any, facilitator: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, owner=teammate)
    address = reverse(ConsentRecord.snippet_viewset.get_url_name("list"))
    assert page.title in text_of(visit(facilitator).get(address))
    throw(page, teammate)
    assert page.title not in text_of(visit(facilitator).get(address))


def test_choosing_a_page_by_its_title_still_finds_the_others(
    draft: Any, sheet: Any, teammate: Any, facilitator: Any
) -> None:
    throw(draft, teammate)
    answer = visit(facilitator).get(f"{reverse('wagtailadmin_choose_page_search')}?q={sheet.title}")
    assert sheet.title in text_of(answer)
    answer = visit(facilitator).get(f"{reverse('wagtailadmin_choose_page_search')}?q={draft.title}")
    assert f">{draft.title}<" not in answer.content.decode()


@pytest.mark.parametrize("make", [factories.sheet, factories.testimonial])
def test_a_page_published_all_the_same_is_not_thrown_away_any_more(make: Any, structure: Any, teammate: Any) -> None:
    draft = make(structure=structure, live=False, owner=teammate)
    draft.save_revision(clean=False)
    throw(draft, teammate)
    draft.get_latest_revision().publish()
    assert not ThrownDraft.objects.exists()
    assert Client().get(draft.url).status_code == 200


@pytest.mark.parametrize("known", [{"live": True}, {"first_published_at": timezone.now()}])
def test_a_row_left_behind_puts_away_nothing_that_was_published(draft: Any, teammate: Any, known: Any) -> None:
    """As after a publication that no signal told of: an import, a script."""
    throw(draft, teammate)
    assert is_put_away(page=draft)
    Page.objects.filter(pk=draft.pk).update(**known)
    assert not is_put_away(page=Page.objects.get(pk=draft.pk))
    ThrownDraft.objects.update(thrown_at=timezone.now() - timedelta(days=31))
    assert wastebasket.erase_outdated() == 0


def test_after_thirty_days_a_draft_goes_with_its_own_files_only(structure: Any, teammate: Any) -> None:
    page = factories.testimonial(structure=structure, live=False, kind="video", owner=teammate)
    former, shared = page.media, page.captions
    page.media = factories.media()
    page.save_revision(clean=False)
    page.save()
    beside = factories.testimonial(structure=structure, kind="text", live=False)
    beside.captions = shared
    beside.save_revision(clean=False)  # in a version only
    paper = default_storage.save("consents/2026/papier.pdf", ContentFile(b"%PDF"))
    page.consents.update(document=paper)
    throw(page, teammate, days_ago=29)
    call_command("erase_thrown_drafts")
    assert TestimonialPage.objects.filter(pk=page.pk).exists()
    ThrownDraft.objects.update(thrown_at=ThrownDraft.objects.get().thrown_at - timedelta(days=2))
    with_callbacks(lambda: call_command("erase_thrown_drafts"))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not ConsentRecord.objects.filter(testimonial=page.pk).exists()
    assert not default_storage.exists(paper)
    assert not SiteMedia.objects.filter(pk__in=[former.pk, page.media_id]).exists()
    assert not default_storage.exists(former.file.name)
    assert SiteDocument.objects.filter(pk=shared.pk).exists()
    structure.refresh_from_db()
    assert structure.numchild == structure.get_children().count()


def test_a_document_joined_to_a_sheet_goes_with_it_unless_another_shows_it(structure: Any, teammate: Any) -> None:
    pages = [factories.sheet(structure=structure, live=False) for _number in range(2)]
    own, common = factories.document(), factories.document()
    for page, documents in zip(pages, ([own, common], [common]), strict=True):
        page.attachments.set([_attachment(document) for document in documents])
        page.save_revision(clean=False)
        page.save()
    throw(pages[0], teammate, days_ago=31)
    assert wastebasket.erase_outdated() == 1
    assert list(SiteDocument.objects.filter(pk__in=[own.pk, common.pk])) == [common]


def test_a_draft_brought_back_just_before_is_not_erased(draft: Any, teammate: Any) -> None:
    throw(draft, teammate, days_ago=31)
    wastebasket.bring_back(page=draft, member=teammate)
    assert wastebasket.erase_outdated() == 0
    assert PracticePage.objects.filter(pk=draft.pk).exists()


def test_a_structure_takes_its_thrown_drafts_with_it(draft: Any, teammate: Any) -> None:
    throw(draft, teammate)
    draft.get_parent().specific.delete()
    assert not ThrownDraft.objects.exists()
    assert wastebasket.erase_outdated() == 0


def test_the_name_of_a_person_who_left_is_not_kept(draft: Any, teammate: Any, pilot: Any) -> None:
    throw(draft, teammate)
    teammate.delete()
    assert "Jeté le" in text_of(visit(pilot).get(MINE))


def _attachment(document: Any) -> Any:
    from practices.models import PracticeAttachment

    return PracticeAttachment(document=document)


def with_callbacks(act: Any) -> None:
    """Run an act, then what waits for its commit."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        act()
