"""Approving, asking for changes, and who is told."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from community.models import Notification
from practices.contributions.acts import drafts, refusals, review
from practices.models import ConsentRecord, PracticePage, TestimonialPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(structure: Any, teammate: Any, facilitator: Any) -> Any:
    page = factories.sheet(structure=structure, live=False, owner=teammate, title="Le mur & les « besoins »")
    drafts.submit(page=page, member=teammate)
    return PracticePage.objects.get(pk=page.pk)


def told(kind: str) -> dict[str, Notification]:
    return {message.recipient.display_name: message for message in Notification.objects.filter(kind=kind)}


def test_only_facilitators_review(submitted: Any, teammate: Any, outsider: Any) -> None:
    for person in (teammate, outsider):
        with pytest.raises(refusals.NotAllowed):
            review.approve(page=submitted, member=person)
        with pytest.raises(refusals.NotAllowed):
            review.ask_for_changes(page=submitted, member=person, comment="Non.")


def test_a_step_of_the_review_is_made_by_those_it_is_confided_to(submitted: Any, facilitator: Any) -> None:
    step = submitted.current_workflow_task_state.task.specific
    step.groups.set([Group.objects.create(name="Comité de lecture")])
    with pytest.raises(refusals.NotAllowed, match="pas confiée"):
        review.approve(page=submitted, member=facilitator)
    with pytest.raises(refusals.NotAllowed, match="pas confiée"):
        review.ask_for_changes(page=submitted, member=facilitator, comment="Et l’hiver ?")
    assert PracticePage.objects.get(pk=submitted.pk).workflow_in_progress


def test_asking_for_changes_says_which(submitted: Any, facilitator: Any) -> None:
    with pytest.raises(ValidationError):
        review.ask_for_changes(page=submitted, member=facilitator, comment="  ")


def test_a_version_that_came_meanwhile_is_not_approved_unread(submitted: Any, facilitator: Any) -> None:
    read = submitted.latest_revision_id
    submitted.get_latest_revision_as_object().save_revision(user=facilitator)
    with pytest.raises(refusals.Outdated):
        review.approve(page=submitted, member=facilitator, read=read)


def test_what_is_not_under_review_is_not_approved(sheet: Any, facilitator: Any) -> None:
    with pytest.raises(refusals.NotAllowed):
        review.approve(page=sheet, member=facilitator)


def test_an_agreement_that_ended_since_the_submission_stops_the_approval(
    structure: Any, teammate: Any, facilitator: Any
) -> None:
    page = factories.testimonial(structure=structure, live=False)
    drafts.submit(page=page, member=teammate)
    ConsentRecord.objects.filter(testimonial=page).delete()
    with pytest.raises(refusals.Incomplete) as refusal:
        review.approve(page=page, member=facilitator)
    assert set(refusal.value.missing) == {"consent"}
    assert not TestimonialPage.objects.get(pk=page.pk).live


def test_facilitators_are_told_of_a_submission_with_addresses_they_can_open(
    submitted: Any, facilitator: Any, teammate: Any
) -> None:
    messages = told("submitted")
    assert set(messages) == {facilitator.display_name}
    message = messages[facilitator.display_name]
    assert message.subject == "À relire : Le mur & les « besoins »"
    assert f"/relecture/{submitted.pk}/" in message.body
    assert f"/admin/pages/{submitted.pk}/edit/" in message.body


def test_authors_are_told_of_the_changes_asked_and_never_sent_to_the_admin(
    submitted: Any, facilitator: Any, teammate: Any
) -> None:
    review.ask_for_changes(page=submitted, member=facilitator, comment="Et après l’été ?")
    messages = told("changes_asked")
    assert set(messages) == {teammate.display_name}
    body = messages[teammate.display_name].body
    assert "Et après l’été ?" in body
    assert f"/mes-contributions/{submitted.pk}/" in body
    assert "/admin/" not in body


def test_whoever_began_and_whoever_resubmitted_are_both_told(
    submitted: Any, facilitator: Any, teammate: Any, pilot: Any
) -> None:
    review.ask_for_changes(page=submitted, member=facilitator, comment="Encore.")
    draft = drafts.draft_of(page=PracticePage.objects.get(pk=submitted.pk))
    draft.pitfalls = "Revu par la pilote."
    draft.save_revision(user=pilot)
    drafts.submit(page=submitted, member=pilot)
    review.approve(page=submitted, member=facilitator, comment="Bravo pour l’effort.")
    messages = told("published")
    assert set(messages) == {teammate.display_name, pilot.display_name}
    body = messages[pilot.display_name].body
    assert PracticePage.objects.get(pk=submitted.pk).url in body
    assert "Bravo pour l’effort." in body
    assert len(told("submitted")) == 1
    assert Notification.objects.filter(kind="submitted").count() == 2


def test_somebody_who_left_the_structure_is_not_told(submitted: Any, facilitator: Any, teammate: Any) -> None:
    teammate.memberships.all().delete()
    review.approve(page=submitted, member=facilitator)
    assert not told("published")


def test_publishing_from_the_admin_ends_the_review_and_tells_the_authors(
    submitted: Any, facilitator: Any, teammate: Any
) -> None:
    submitted.get_latest_revision().publish(user=facilitator)
    assert set(told("published")) == {teammate.display_name}


def test_taking_back_tells_nobody(submitted: Any, teammate: Any) -> None:
    before = Notification.objects.count()
    drafts.take_back(page=submitted, member=teammate)
    assert Notification.objects.count() == before


def test_taking_off_line_tells_the_others(sheet: Any, pilot: Any, teammate: Any, facilitator: Any) -> None:
    drafts.take_off_line(page=sheet, member=facilitator)
    assert set(told("taken_off_line")) == {pilot.display_name}
    Notification.objects.all().delete()
    sheet = PracticePage.objects.get(pk=sheet.pk)
    sheet.get_latest_revision().publish()
    drafts.take_off_line(page=sheet, member=teammate)
    assert set(told("taken_off_line")) == {pilot.display_name, facilitator.display_name}


def test_wagtail_sends_no_mail_of_its_own(
    submitted: Any, facilitator: Any, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        review.approve(page=submitted, member=facilitator)
    assert all("/admin/" not in mail.body for mail in mailoutbox)
    assert len(mailoutbox) <= Notification.objects.count()


@pytest.mark.parametrize("make", [factories.sheet, factories.testimonial])
def test_whatever_members_write_is_told_of_when_it_goes_off_line(make: Any, structure: Any, teammate: Any) -> None:
    make(structure=structure, owner=teammate).unpublish()
    assert Notification.objects.filter(kind="taken_off_line", recipient=teammate).exists()


def test_nothing_is_told_of_the_review_of_what_members_do_not_write(
    structure: Any, pilot: Any, facilitator: Any
) -> None:
    structure.save_revision(user=pilot)
    structure.get_workflow().start(structure.get_latest_revision_as_object(), pilot)
    assert not Notification.objects.exists()
