"""Where Django's and Wagtail's signals enter the app; each receiver calls one function."""

from typing import Any

from django.core.signals import request_started
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page

from community.at_once import catch_up
from community.files.pictures import without_notes
from community.models import Member, Membership, SiteImage, StructurePage, TeamSpace
from community.notifications.acts import postman
from community.teams import close_space, open_space, sync_facilitator, sync_team


@receiver(pre_save, sender=Page)
def a_plain_page_is_about_to_be_saved(instance: Page, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    """Wagtail moves a page, and takes off line what was planned to end, without loading its type (`VisiblePage`)."""
    if not raw and update_fields is None and instance.pk is not None:
        catch_up(instance)


@receiver(post_save, sender=StructurePage)
def open_the_space_of_a_structure(instance: StructurePage, created: bool, raw: bool = False, **_: Any) -> None:
    if created and not raw:
        open_space(structure=instance)


@receiver(pre_save, sender=SiteImage)
def forget_what_the_camera_noted(instance: SiteImage, raw: bool = False, **_: Any) -> None:
    """Before the picture reaches the storage; one already there is not touched again."""
    if raw or not instance.file or instance.file._committed:
        return
    if (clean := without_notes(instance.file)) is not None:
        instance.file = clean
        instance.file_size = clean.size


@receiver(post_save, sender=Membership)
@receiver(post_delete, sender=Membership)
def keep_the_team_in_step(instance: Membership, raw: bool = False, **_: Any) -> None:
    if not raw and StructurePage.objects.filter(pk=instance.structure_id).exists():
        sync_team(structure=instance.structure)


@receiver(post_save, sender=Member)
def keep_facilitators_in_step(instance: Member, raw: bool = False, **_: Any) -> None:
    if not raw:
        sync_facilitator(member=instance)


@receiver(post_delete, sender=TeamSpace)
def close_what_was_derived(instance: TeamSpace, **_: Any) -> None:
    close_space(group=instance.group, collection=instance.collection)


@receiver(request_started, dispatch_uid="mail-first-request")
def the_first_request_of_a_process(**_: Any) -> None:
    """Mails left by a process that was stopped are taken up by the next one that serves."""
    request_started.disconnect(dispatch_uid="mail-first-request")
    postman.wake_after_commit()
