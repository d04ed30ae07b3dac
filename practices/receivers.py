"""Where Wagtail's signals enter the app; each receiver calls one function.

Wagtail's own mails about reviews are replaced by ours: they would be sent inside the request, and lead to an admin that
members cannot open.
"""

from typing import Any

from django.core.signals import request_started
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import Signal, receiver
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from community.models import PeerComment, SiteDocument, SiteMedia
from practices import passages
from practices.contributions import telling
from practices.contributions.acts.wastebasket import forget_thrown
from practices.contributions.forms.kinds import forms_by_type
from practices.models import PracticePage, PracticeRequestPage, TestimonialPage
from practices.requests import acts as questions
from practices.requests import answers
from practices.requests.telling import forget_what_waits, teller
from practices.verification import verified_today


def tell_the_facilitators(instance: TaskState, user: Any = None, **_: Any) -> None:
    telling.submitted(review=instance.workflow_state, actor=user)


def tell_changes_are_asked(instance: WorkflowState, user: Any = None, **_: Any) -> None:
    telling.changes_asked(review=instance, actor=user)


def tell_it_is_published(instance: WorkflowState, user: Any = None, **_: Any) -> None:
    telling.published(review=instance, actor=user)


def tell_it_was_published_directly(instance: WorkflowState, user: Any = None, **_: Any) -> None:
    telling.published_directly(review=instance, actor=user)


def already_told_by_its_first_step(**_: Any) -> None:
    """A submission opens a step, and the step tells: this one only keeps Wagtail's own mail away."""


def tell_it_is_off_line(instance: Any, **_: Any) -> None:
    telling.taken_off_line(page=instance)


def a_published_page_leaves_the_wastebasket(instance: Any, **_: Any) -> None:
    forget_thrown(page=instance)


def note_the_day(instance: PracticePage, **_: Any) -> None:
    verified_today(sheet=instance)


@receiver(post_save, sender=TestimonialPage)
def a_testimonial_was_saved(instance: TestimonialPage, update_fields: Any = None, raw: bool = False, **_: Any) -> None:
    """In the transaction of the publication; a draft is saved without the fields of the version on line."""
    if instance.live and not raw and (update_fields is None or passages.CUT_FROM & set(update_fields)):
        passages.keep_in_step(testimonial_id=instance.pk)


@receiver(post_save, sender=SiteDocument)
def captions_may_have_changed(instance: SiteDocument, created: bool, raw: bool = False, **_: Any) -> None:
    """The admin replaces the file of a document under the page's feet."""
    if not created and not raw:
        for page in instance.captions_of.all():
            passages.keep_in_step(testimonial_id=page.pk)


@receiver(pre_delete, sender=SiteDocument)
def captions_are_about_to_go(instance: SiteDocument, **_: Any) -> None:
    passages.forget(testimonials=instance.captions_of.all())


@receiver(pre_delete, sender=SiteMedia)
def a_recording_is_about_to_go(instance: SiteMedia, **_: Any) -> None:
    passages.forget(testimonials=instance.testimonials.all())


@receiver(post_save, sender=PeerComment)
def an_answer_was_saved(instance: PeerComment, created: bool, raw: bool = False, **_: Any) -> None:
    """In the transaction of the comment."""
    if raw or not answers.is_below_a_question(comment=instance):
        return
    if not created:
        answers.answers_changed(question=int(instance.object_pk))
    elif instance.is_public and not instance.is_removed:
        answers.an_answer_appeared(comment=instance)


@receiver(post_delete, sender=PeerComment)
def an_answer_was_erased(instance: PeerComment, **_: Any) -> None:
    if answers.is_below_a_question(comment=instance):
        answers.answers_changed(question=int(instance.object_pk))


@receiver(page_published, sender=PracticeRequestPage)
def a_question_is_on_line(instance: PracticeRequestPage, **_: Any) -> None:
    """Whoever published it, in the admin too: it waits no more, it was not withdrawn, structures are told."""
    questions.note_on_line(question=instance)


@receiver(page_unpublished, sender=PracticeRequestPage)
def a_question_is_off_line(instance: PracticeRequestPage, **_: Any) -> None:
    """Whoever took it off line, or deletes it, in the admin too."""
    forget_what_waits(question=instance)


@receiver(request_started, dispatch_uid="tell-first-request")
def the_first_request_of_a_process(**_: Any) -> None:
    """Questions that a process, stopped meanwhile, told nobody of are taken up by the next one that serves."""
    request_started.disconnect(dispatch_uid="tell-first-request")
    teller.wake_after_commit()


def _in_place_of_wagtail(signal: Signal, sender: type, uid: str, ours: Any) -> None:
    """Take the place of Wagtail's mail, which is named `uid`, whichever of the two apps starts first."""
    signal.disconnect(sender=sender, dispatch_uid=uid)
    signal.connect(ours, sender=sender, dispatch_uid=uid)


_in_place_of_wagtail(
    task_submitted, TaskState, "group_approval_task_submitted_email_notification", tell_the_facilitators
)
_in_place_of_wagtail(
    workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", already_told_by_its_first_step
)
_in_place_of_wagtail(
    workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", tell_changes_are_asked
)
_in_place_of_wagtail(
    workflow_approved, WorkflowState, "workflow_state_approved_email_notification", tell_it_is_published
)
workflow_cancelled.connect(tell_it_was_published_directly, sender=WorkflowState, dispatch_uid="published_directly")
for _model in forms_by_type:
    page_unpublished.connect(tell_it_is_off_line, sender=_model, dispatch_uid=f"off_line_{_model.__name__}")
    page_published.connect(
        a_published_page_leaves_the_wastebasket, sender=_model, dispatch_uid=f"not_thrown_away_{_model.__name__}"
    )
page_published.connect(note_the_day, sender=PracticePage, dispatch_uid="verified_today")
