"""Where Django's and Wagtail's signals enter the app; each receiver calls one function."""

from typing import Any

from django.core.signals import request_started
from django.db.backends.signals import connection_created
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from community.accounts.entry import renew_entry
from community.accounts.factors.trust import note_trust
from community.accounts.site_name import name_the_site
from community.at_once import catch_up
from community.comments.telling import forget_what_waits_below
from community.files.arriving import tidy_document, tidy_media
from community.files.pictures import tidied
from community.files.preparing import darkroom
from community.letters import teach
from community.models import Member, Membership, SiteDocument, SiteImage, SiteMedia, StructurePage, TeamSpace
from community.notifications.acts import express, postman
from community.rights.archives import packer
from community.teams.spaces import close_space, open_space, sync_facilitator, sync_team
from community.typed_text.rows import mend


@receiver(connection_created)
def compare_letters_on_this_connection(connection: Any, **_: Any) -> None:
    teach(connection)


@receiver(connection_created)
def plan_without_compiling(connection: Any, **_: Any) -> None:
    """PostgreSQL compiles what it thinks costly, which takes longer than to answer: our tables are small."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")


@receiver(pre_save)
def keep_texts_printable(instance: Any, **_: Any) -> None:
    """Every row, fixtures too: what no form has seen (a script, an import, the shell) stops no feed and no mail."""
    mend(instance)


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
def keep_what_a_picture_shows_and_no_more(instance: SiteImage, raw: bool = False, **_: Any) -> None:
    """Before the picture reaches the storage; one already there is not touched again."""
    if raw or not instance.file or instance.file._committed:
        return
    arrived: Any = instance.file.file
    kept: Any = tidied(arrived)
    if kept is not arrived:
        instance.file = kept
        instance.file_size = kept.size


@receiver(page_published)
def make_its_pictures_ready(**_: Any) -> None:
    darkroom.wake_after_commit()


@receiver(page_unpublished)
def what_was_said_there_is_told_no_more(instance: Page, **_: Any) -> None:
    """Whoever took it off line: an act, the admin, a deletion, the day that was planned."""
    forget_what_waits_below(page=instance)


@receiver(pre_save, sender=SiteMedia)
def forget_what_the_recorder_noted(instance: SiteMedia, raw: bool = False, **_: Any) -> None:
    """As for a picture. Raises ValidationError where a door has let in what browsers do not play."""
    if not raw and instance.file and not instance.file._committed:
        tidy_media(media=instance)


@receiver(pre_save, sender=SiteDocument)
def forget_who_wrote_the_document(instance: SiteDocument, raw: bool = False, **_: Any) -> None:
    """As for a picture. Raises ValidationError where a door has let in what cannot be cleaned."""
    if not raw and instance.file and not instance.file._committed:
        tidy_document(document=instance)


@receiver(post_save, sender=Membership)
@receiver(post_delete, sender=Membership)
def keep_the_team_in_step(instance: Membership, raw: bool = False, **_: Any) -> None:
    if not raw and StructurePage.objects.filter(pk=instance.structure_id).exists():
        sync_team(structure=instance.structure)


@receiver(post_save, sender=Member)
def keep_facilitators_in_step(
    instance: Member, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Not at each sign-in, which writes `last_login` alone."""
    if not raw and (update_fields is None or "is_facilitator" in update_fields):
        sync_facilitator(member=instance)


@receiver(pre_save, sender=Member)
def end_what_was_open(instance: Member, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    if not raw:
        renew_entry(member=instance, fields=update_fields)


@receiver(pre_save, sender=Member)
def note_since_when_they_are_trusted(instance: Member, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    if not raw:
        note_trust(member=instance, fields=update_fields)


@receiver(post_migrate)
def keep_the_name_of_the_site_in_step(sender: Any, **_: Any) -> None:
    if sender.name == "django.contrib.sites":
        name_the_site()


@receiver(post_delete, sender=TeamSpace)
def close_what_was_derived(instance: TeamSpace, **_: Any) -> None:
    close_space(group=instance.group, collection=instance.collection)


@receiver(request_started, dispatch_uid="mail-first-request")
def the_first_request_of_a_process(**_: Any) -> None:
    """Mails and archives left by a process that was stopped are taken up by the next one that serves."""
    request_started.disconnect(dispatch_uid="mail-first-request")
    postman.wake_after_commit()
    express.wake_after_commit()
    packer.wake_after_commit()
