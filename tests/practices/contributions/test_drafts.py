"""What happens to a contribution between its first line and its last reader."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from community.models import SiteDocument
from practices.contributions.acts import drafts, refusals, review, states
from practices.contributions.forms.sheet import SheetForm
from practices.models import PracticePage
from tests import factories
from tests.factories import small_files

pytestmark = pytest.mark.django_db
State = states.State


def form_for(page: Any, structure: Any, member: Any, files: Any = None, **values: Any) -> SheetForm:
    """The form as the browser would send it back, with some values changed."""
    shown = SheetForm(instance=drafts.draft_of(page=page), structure=structure, member=member)
    data = QueryDict(mutable=True)
    for field in shown:
        value = field.value()
        if isinstance(value, list):
            data.setlist(field.html_name, [str(item) for item in value])
        elif value not in (None, "", False):
            data[field.html_name] = str(value)
    data.setlist("document", [str(document.pk) for document in shown.kept])
    data.setdefault("revision", "")
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    sent = MultiValueDict({name: [file] for name, file in (files or {}).items()})
    form = SheetForm(data, sent, instance=drafts.draft_of(page=page), structure=structure, member=member)
    form.is_valid()
    return form


def fresh(page: Any) -> PracticePage:
    return PracticePage.objects.get(pk=page.pk)


def history(page: Any) -> list[tuple[str, str]]:
    from wagtail.models import PageLogEntry

    entries = PageLogEntry.objects.filter(page=page.pk).order_by("pk")
    return [(entry.action, str(entry.user)) for entry in entries]


def test_a_draft_without_a_title_is_kept_under_a_plain_name(structure: Any, teammate: Any) -> None:
    page = drafts.start(structure=structure, member=teammate, page=PracticePage())
    assert (page.title, page.live, page.owner) == ("Sans titre", False, teammate)
    assert states.state_of(fresh(page)) is State.DRAFT


def test_a_title_without_a_letter_still_gets_an_address(structure: Any, teammate: Any) -> None:
    for _time in range(2):
        page = drafts.start(structure=structure, member=teammate, page=PracticePage(title="🙂"))
        assert page.slug.startswith("partage-")


def test_nobody_writes_in_the_name_of_another_structure(structure: Any, outsider: Any, facilitator: Any) -> None:
    for stranger in (outsider, facilitator):
        with pytest.raises(refusals.NotAllowed):
            drafts.start(structure=structure, member=stranger, page=PracticePage(title="Intrus"))
    assert not PracticePage.objects.filter(title="Intrus").exists()


def test_a_draft_never_touches_the_text_on_line(sheet: Any, structure: Any, teammate: Any) -> None:
    before = fresh(sheet)
    form = form_for(sheet, structure, teammate, title="Autre titre", pitfalls="", step_1="Nouvelle étape", levers=[])
    drafts.save(page=sheet, member=teammate, form=form)
    row = fresh(sheet)
    assert (row.title, row.pitfalls, list(row.levers.all())) == (
        before.title,
        before.pitfalls,
        list(before.levers.all()),
    )
    assert [block.value for block in row.steps] == [block.value for block in before.steps]
    draft = drafts.draft_of(page=row)
    assert (draft.title, draft.pitfalls, draft.steps[0].value) == ("Autre titre", "", "Nouvelle étape")
    assert not draft.levers.all()
    assert states.state_of(row) is State.LIVE_DRAFT


def test_saving_without_a_change_adds_no_version(sheet: Any, structure: Any, teammate: Any) -> None:
    latest = sheet.latest_revision_id
    drafts.save(page=sheet, member=teammate, form=form_for(sheet, structure, teammate))
    assert fresh(sheet).latest_revision_id == latest
    assert states.state_of(fresh(sheet)) is State.LIVE


def test_a_draft_saved_twice_without_a_change_adds_no_version(structure: Any, teammate: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    form = form_for(page, structure, teammate, topics="café, parrainage", upload_1_label="")
    drafts.save(page=page, member=teammate, form=form)
    latest = fresh(page).latest_revision_id
    drafts.save(page=page, member=teammate, form=form_for(fresh(page), structure, teammate))
    assert fresh(page).latest_revision_id == latest


def test_steps_keep_their_names_and_empty_ones_go(structure: Any, teammate: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    first, _second, third = drafts.draft_of(page=page).steps
    form = form_for(page, structure, teammate, step_2="", step_4="Une quatrième")
    drafts.save(page=page, member=teammate, form=form)
    steps = drafts.draft_of(page=fresh(page)).steps
    assert [step.id for step in steps][:2] == [first.id, third.id]
    assert [step.value for step in steps] == [first.value, third.value, "Une quatrième"]


def test_until_it_is_published_a_page_takes_its_address_from_its_title(structure: Any, teammate: Any) -> None:
    page = drafts.start(structure=structure, member=teammate, page=PracticePage())
    drafts.save(page=page, member=teammate, form=form_for(page, structure, teammate, title="Le café du mardi"))
    assert fresh(page).slug == "le-cafe-du-mardi"


@pytest.mark.parametrize("title", ["Le café du mardi", "Le café du jeudi", "🙂"])
def test_a_draft_saved_again_answers_at_the_address_that_its_row_says(
    title: str, structure: Any, teammate: Any, facilitator: Any
) -> None:
    """Its slug is derived once more: the address below the structure follows it, and is never cut short."""
    page = drafts.start(structure=structure, member=teammate, page=PracticePage(title="Le café du mardi"))
    form = form_for(page, structure, teammate, title=title, summary="On s’attend à deux, une heure avant.")
    drafts.save(page=page, member=teammate, form=form)
    row = fresh(page)
    assert row.url_path == f"{structure.url_path}{row.slug}/"
    row.move(factories.structure(title="La Ressourcerie du Marais"), pos="last-child")
    moved = drafts.draft_of(page=fresh(page))
    moved.slug = ""
    moved.save()
    assert fresh(page).url_path == f"{fresh(page).get_parent().url_path}{fresh(page).slug}/"


def test_a_published_page_keeps_its_address(sheet: Any, structure: Any, teammate: Any) -> None:
    slug = sheet.slug
    drafts.take_off_line(page=sheet, member=teammate)
    form = form_for(fresh(sheet), structure, teammate, title="Tout autre titre")
    drafts.save(page=sheet, member=teammate, form=form)
    assert fresh(sheet).slug == slug


def test_a_submission_lists_what_is_missing_and_stays_a_draft(structure: Any, teammate: Any) -> None:
    page = drafts.start(structure=structure, member=teammate, page=PracticePage())
    with pytest.raises(refusals.Incomplete) as refusal:
        drafts.submit(page=page, member=teammate)
    assert set(refusal.value.missing) == {"title", "summary", "levers", "levels", "steps", "pitfalls"}
    assert states.state_of(fresh(page)) is State.DRAFT


def test_the_whole_road_from_draft_to_publication(structure: Any, teammate: Any, pilot: Any, facilitator: Any) -> None:
    page = factories.sheet(structure=structure, live=False, owner=teammate)
    drafts.submit(page=page, member=teammate)
    assert states.state_of(fresh(page)) is State.REVIEW
    with pytest.raises(refusals.NotAllowed):
        drafts.save(page=page, member=pilot, form=form_for(page, structure, pilot, title="Pendant la relecture"))
    review.ask_for_changes(page=page, member=facilitator, comment="Précisez la deuxième étape.")
    assert states.state_of(fresh(page)) is State.CHANGES
    drafts.save(page=page, member=pilot, form=form_for(fresh(page), structure, pilot, step_2="En détail."))
    drafts.submit(page=page, member=pilot)
    review.approve(page=page, member=facilitator, comment="Merci !")
    row = fresh(page)
    assert (row.live, row.steps[1].value, states.state_of(row)) == (True, "En détail.", State.LIVE)
    assert history(page)[1:] == [
        ("wagtail.workflow.start", str(teammate)),
        ("wagtail.workflow.reject", str(facilitator)),
        ("wagtail.edit", str(pilot)),
        ("wagtail.workflow.resume", str(pilot)),
        ("wagtail.workflow.approve", str(facilitator)),
        ("wagtail.publish", str(facilitator)),
    ]


def test_a_live_sheet_edited_again_keeps_its_text_until_it_is_approved(
    sheet: Any, structure: Any, teammate: Any, facilitator: Any
) -> None:
    form = form_for(sheet, structure, teammate, pitfalls="Plus personne en août.")
    drafts.save(page=sheet, member=teammate, form=form)
    drafts.submit(page=sheet, member=teammate)
    assert fresh(sheet).pitfalls != "Plus personne en août."
    assert states.state_of(fresh(sheet)) is State.REVIEW
    review.approve(page=sheet, member=facilitator)
    assert fresh(sheet).pitfalls == "Plus personne en août."


def test_any_teammate_takes_a_submission_back_and_nobody_else(
    structure: Any, teammate: Any, pilot: Any, outsider: Any
) -> None:
    page = factories.sheet(structure=structure, live=False, owner=pilot)
    drafts.submit(page=page, member=pilot)
    with pytest.raises(refusals.NotAllowed):
        drafts.take_back(page=page, member=outsider)
    drafts.take_back(page=page, member=teammate)
    assert states.state_of(fresh(page)) is State.DRAFT
    with pytest.raises(refusals.NotAllowed):
        drafts.take_back(page=page, member=teammate)


def test_submitting_twice_opens_one_review(structure: Any, teammate: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    drafts.submit(page=page, member=teammate)
    with pytest.raises(refusals.NotAllowed):
        drafts.submit(page=page, member=teammate)
    assert fresh(page).workflow_states.count() == 1


def test_a_page_on_line_without_a_draft_has_nothing_to_submit(sheet: Any, teammate: Any) -> None:
    with pytest.raises(refusals.NotAllowed):
        drafts.submit(page=sheet, member=teammate)


@pytest.mark.parametrize("who", ["teammate", "facilitator"])
def test_the_team_and_facilitators_take_a_page_off_line(who: str, sheet: Any, request: Any) -> None:
    drafts.take_off_line(page=sheet, member=request.getfixturevalue(who))
    assert not fresh(sheet).live
    assert states.state_of(fresh(sheet)) is State.OFFLINE


def test_another_structure_takes_nothing_off_line(sheet: Any, outsider: Any) -> None:
    with pytest.raises(refusals.NotAllowed):
        drafts.take_off_line(page=sheet, member=outsider)
    assert fresh(sheet).live


def test_taking_off_line_ends_the_review_so_that_nothing_comes_back_by_itself(
    sheet: Any, structure: Any, teammate: Any, facilitator: Any
) -> None:
    drafts.save(page=sheet, member=teammate, form=form_for(sheet, structure, teammate, pitfalls="Autre chose."))
    drafts.submit(page=sheet, member=teammate)
    drafts.take_off_line(page=sheet, member=teammate)
    with pytest.raises(refusals.NotAllowed):
        review.approve(page=sheet, member=facilitator)
    assert not fresh(sheet).live
    assert drafts.draft_of(page=fresh(sheet)).pitfalls == "Autre chose."


def test_a_page_off_line_is_submitted_again(sheet: Any, teammate: Any, facilitator: Any) -> None:
    drafts.take_off_line(page=sheet, member=teammate)
    drafts.submit(page=sheet, member=teammate)
    review.approve(page=sheet, member=facilitator)
    assert fresh(sheet).live


def test_a_teammates_newer_version_is_not_overwritten(structure: Any, teammate: Any, pilot: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    opened = fresh(page).latest_revision_id
    drafts.save(page=page, member=pilot, form=form_for(page, structure, pilot, pitfalls="La version de la pilote."))
    form = form_for(page, structure, teammate, pitfalls="La mienne.")
    with pytest.raises(refusals.Outdated) as meanwhile:
        drafts.save(page=page, member=teammate, form=form, based_on=opened)
    assert meanwhile.value.latest is not None
    assert meanwhile.value.latest.user == pilot
    assert drafts.draft_of(page=fresh(page)).pitfalls == "La version de la pilote."


def test_a_page_locked_by_a_facilitator_is_not_written(structure: Any, teammate: Any, facilitator: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    PracticePage.objects.filter(pk=page.pk).update(locked=True, locked_by=facilitator)
    with pytest.raises(refusals.NotAllowed, match="verrouillée"):
        drafts.submit(page=fresh(page), member=teammate)


def test_the_same_form_sent_twice_cannot_make_two_pages(structure: Any, teammate: Any) -> None:
    key = uuid.uuid4()
    drafts.start(structure=structure, member=teammate, page=PracticePage(title="Une", translation_key=key))
    with pytest.raises(IntegrityError):
        drafts.start(structure=structure, member=teammate, page=PracticePage(title="Deux", translation_key=key))


def test_a_document_removed_from_a_draft_stays_with_the_page_on_line(
    structure: Any, teammate: Any, facilitator: Any
) -> None:
    page = factories.sheet(structure=structure, live=False)
    file = SimpleUploadedFile("affiche.pdf", small_files.PDF, content_type="application/pdf")
    form = form_for(page, structure, teammate, files={"upload_1": file}, upload_1_label="Affiche A3")
    drafts.save(page=page, member=teammate, form=form)
    drafts.submit(page=page, member=teammate)
    review.approve(page=page, member=facilitator)
    row = fresh(page)
    attachment = row.attachments.get()
    assert (attachment.label, attachment.document.collection) == ("Affiche A3", structure.space.collection)

    name = f"kept_{attachment.document_id}_remove"
    drafts.save(page=row, member=teammate, form=form_for(row, structure, teammate, **{name: "on"}))
    assert fresh(page).attachments.get().pk == attachment.pk
    assert not drafts.draft_of(page=fresh(page)).attachments.all()
    assert SiteDocument.objects.filter(pk=attachment.document_id).exists()

    drafts.submit(page=page, member=teammate)
    review.approve(page=page, member=facilitator)
    assert not fresh(page).attachments.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_rest_is_kept(structure: Any, teammate: Any) -> None:
    page = factories.sheet(structure=structure, live=False)
    file = SimpleUploadedFile("affiche.pdf", b"<script>alert(1)</script>")
    form = form_for(page, structure, teammate, files={"upload_1": file}, pitfalls="Gardé.")
    assert list(form.errors) == ["upload_1"]
    drafts.save(page=page, member=teammate, form=form)
    draft = drafts.draft_of(page=fresh(page))
    assert (draft.pitfalls, list(draft.attachments.all())) == ("Gardé.", [])


def test_nobody_joins_a_document_of_another_structure(structure: Any, teammate: Any, outsider: Any) -> None:
    foreign = factories.document()
    page = factories.sheet(structure=structure, live=False)
    drafts.save(page=page, member=teammate, form=form_for(page, structure, teammate, document=[str(foreign.pk)]))
    assert not drafts.draft_of(page=fresh(page)).attachments.all()
