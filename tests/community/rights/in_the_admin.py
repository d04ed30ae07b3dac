"""What somebody leaves in the admin and in what the site makes: remarks, reviews, uploads, forms half filled, PDFs."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    PageSubscription,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
    WorkflowTask,
)
from wagtail.users.models import UserProfile

from community.models import EntryRequest, Member, ParcoursNews, SiteDocument
from practices.models import ThrownDraft
from tests import factories


def worked_in_the_admin(person: Member, *, peer: Member, sheet: Any, name: str, address: str, picture: bytes) -> None:
    """Everything that they did there, and what others did that names them."""
    kind = ContentType.objects.get_for_model(sheet)
    _remarked(person, peer, sheet, name)
    _reviewed(person, sheet, name)
    EditingSession.objects.create(user=person, content_type=kind, object_id=sheet.pk, last_seen_at=timezone.now())
    FormState.objects.create(
        user=person, content_type=kind, object_id=sheet.pk, data=f"title={name}", last_updated_at=timezone.now()
    )
    UploadedFile.objects.create(
        for_content_type=kind, uploaded_by_user=person, file=ContentFile(picture, name="de-elodie.jpg")
    )
    profile = UserProfile.get_for_user(person)
    profile.avatar.save("elodie.png", ContentFile(picture))
    SiteDocument.objects.filter(pk=factories.document().pk).update(uploaded_by_user=person)
    EmailAddress.objects.create(user=person, email=address)
    ThrownDraft.objects.create(page=factories.sheet(structure=sheet.get_parent(), live=False), thrown_by=person)


def answered_for_the_network(person: Member, *, structure: Any, name: str) -> None:
    """News that they wrote, a request that they answered, an agreement that they recorded."""
    news = ParcoursNews.objects.create(subject=f"De {name}", words=f"Écrivez à {name}.", written_by=person)
    EntryRequest.objects.create(
        kind="account",
        address="autre.personne@exemple.test",
        confirmed_at=timezone.now(),
        outcome="answered",
        answer=f"Bonjour, {name}",
        answered_at=timezone.now(),
        answered_by=person,
        told=news,
    )
    factories.consent(testimonial=factories.testimonial(structure=structure), recorded_by=person)


def _remarked(person: Member, peer: Member, sheet: Any, name: str) -> None:
    theirs = Comment.objects.create(page=sheet, user=person, text=f"{name} le dirait autrement.", contentpath="title")
    CommentReply.objects.create(comment=theirs, user=peer, text=f"Merci {name}.")
    other = Comment.objects.create(
        page=sheet, user=peer, text=f"Vu avec {name}.", contentpath="title", resolved_by=person
    )
    CommentReply.objects.create(comment=other, user=person, text=f"Oui. {name}")
    PageSubscription.objects.create(page=sheet, user=person, comment_notifications=True)


def _reviewed(person: Member, sheet: Any, name: str) -> None:
    """Sent for review by them, and sent back with a word."""
    task, workflow = Task.objects.create(name="Relire"), Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = WorkflowState.objects.create(
        content_type=ContentType.objects.get_for_model(sheet),
        base_content_type=sheet.get_base_content_type(),
        object_id=sheet.pk,
        workflow=workflow,
        requested_by=person,
    )
    TaskState.objects.create(
        workflow_state=state,
        task=task,
        revision=sheet.latest_revision,
        finished_by=person,
        status="rejected",
        comment=f"Revoyez la fin avec {name}.",
    )


def printed(sheet: Any) -> None:
    """A visitor takes the PDF, and a network asks for the picture to share."""
    assert Client().get(f"/papier/{sheet.pk}.pdf").content.startswith(b"%PDF")
