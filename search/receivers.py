"""Where the signals of what can be found enter the app: each receiver writes down a change and nothing else.

On `post_save` and `post_delete`, which fire inside the transaction of the change; Wagtail's own signals fire after it.
"""

from typing import Any

from django.core.signals import request_started
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, get_page_models

from community.kept.signals import kept_page_read
from community.models import InvolvementLevel, ParcoursPage, Participation, PeerComment, SiteDocument, StructurePage
from practices.adoptions.acts import adoptions_changed
from practices.models import Adoption, ConsentRecord, GlossaryTerm, Lever, Topic
from practices.passages import passages_changed
from search.answering.counts import Counted, note_reading
from search.indexing.carriers import record_carriers
from search.indexing.upkeep import hurry_in_background, record_and_wake, wake
from search.things.registry import kind_named, kind_of, kinds
from search.things.subtree import SUBTREE
from search.which_engine import index_wanted

UNINDEXED_FIELDS = {
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "latest_revision_id",
    "locked", "locked_at", "locked_by", "go_live_at", "expire_at",
}  # fmt: skip
"""The fields that saving a draft touches and no index holds."""


@receiver(kept_page_read)
def a_kept_page_was_read(request: HttpRequest, reading: Any, **_: Any) -> None:
    if isinstance(reading, Counted):
        note_reading(request=request, counted=reading)


def a_page_is_about_to_be_saved(instance: Page, update_fields: Any = None, raw: bool = False, **_: Any) -> None:
    """Remember whether it was live: what is on it and below it appears and disappears with it."""
    if not raw and _matters(update_fields):
        instance.was_live = Page.objects.filter(pk=instance.pk, live=True).exists()


def a_page_was_saved(instance: Page, update_fields: Any = None, raw: bool = False, **_: Any) -> None:
    if raw or not _matters(update_fields):
        return
    # Moves are saved with the base class; a structure's words are held by its sheets.
    carries_all = type(instance) is Page or isinstance(instance, StructurePage)
    if carries_all or instance.live != getattr(instance, "was_live", None):
        record_and_wake(kind=SUBTREE, ids=[instance.pk])
    elif kind := kind_of(type(instance)):
        record_and_wake(kind=kind.name, ids=[instance.pk])


def _matters(update_fields: Any) -> bool:
    return update_fields is None or not set(update_fields) <= UNINDEXED_FIELDS


def a_page_is_gone(instance: Page, **_: Any) -> None:
    if kind := kind_of(type(instance)):
        record_and_wake(kind=kind.name, ids=[instance.pk])


def a_page_is_about_to_go(instance: Page, **_: Any) -> None:
    """Before: afterwards nobody knows what was on it."""
    for kind in kinds():
        record_and_wake(kind=kind.name, ids=kind.on_pages([instance.pk]))


for _model in get_page_models():  # without a sender, these would run at every save of every table
    pre_save.connect(a_page_is_about_to_be_saved, sender=_model)
    post_save.connect(a_page_was_saved, sender=_model)
    post_delete.connect(a_page_is_gone, sender=_model)
    if _model is not Page:  # the deletion of a page is told of both its halves
        pre_delete.connect(a_page_is_about_to_go, sender=_model)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def a_restriction_changed(instance: PageViewRestriction, **_: Any) -> None:
    record_and_wake(kind=SUBTREE, ids=[instance.page_id])


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def the_groups_of_a_restriction_changed(instance: Any, action: str, reverse: bool, pk_set: Any, **_: Any) -> None:
    if not action.startswith("post_"):
        return
    rows = PageViewRestriction.objects.filter(pk__in=pk_set or ()) if reverse else [instance]
    record_and_wake(kind=SUBTREE, ids=[row.page_id for row in rows])


@receiver(post_save, sender=ConsentRecord)
@receiver(post_delete, sender=ConsentRecord)
def a_consent_changed(instance: ConsentRecord, **_: Any) -> None:
    record_and_wake(kind=SUBTREE, ids=[instance.testimonial_id])


@receiver(passages_changed)
def other_words_are_said(testimonial_id: int, **_: Any) -> None:
    """Captions changed without their page, or passages were made for the first time."""
    record_and_wake(kind=kind_named("temoignage").name, ids=[testimonial_id])


@receiver(post_save, sender=PeerComment)
@receiver(post_delete, sender=PeerComment)
def a_comment_changed(instance: PeerComment, **_: Any) -> None:
    """The comment, and its page, which knows how much it is discussed."""
    record_and_wake(kind=kind_named("commentaire").name, ids=[instance.pk])
    model = instance.content_type.model_class()
    kind = kind_of(model) if model else None
    if kind is not None:
        record_and_wake(kind=kind.name, ids=[int(instance.object_pk)])


@receiver(adoptions_changed)
def a_sheet_was_tried(sheet_id: int, **_: Any) -> None:
    """Said, held, removed or taken back: its sheet is counted again."""
    record_and_wake(kind=kind_named("fiche").name, ids=[sheet_id])


@receiver(post_save, sender=Adoption)
@receiver(post_delete, sender=Adoption)
def a_row_of_what_was_tried_changed(instance: Adoption, **_: Any) -> None:
    """Written by a script, or gone with its structure."""
    a_sheet_was_tried(sheet_id=instance.sheet_id)


@receiver(post_save, sender=GlossaryTerm)
@receiver(post_delete, sender=GlossaryTerm)
def a_term_changed(instance: GlossaryTerm, **_: Any) -> None:
    record_and_wake(kind=kind_named("terme").name, ids=[instance.pk])


@receiver(post_save, sender=Lever)
@receiver(post_save, sender=Topic)
@receiver(post_save, sender=InvolvementLevel)
@receiver(post_save, sender=ParcoursPage)
@receiver(post_save, sender=SiteDocument)
@receiver(pre_delete, sender=Lever)  # before: afterwards nobody knows which pages carried it
@receiver(pre_delete, sender=Topic)
@receiver(pre_delete, sender=InvolvementLevel)
@receiver(pre_delete, sender=ParcoursPage)
@receiver(pre_delete, sender=SiteDocument)
def a_word_carried_by_pages_changed(instance: Model, created: bool = False, **_: Any) -> None:
    if not created:
        record_carriers(word=instance)


@receiver(post_save, sender=Participation)
@receiver(post_delete, sender=Participation)
def a_structure_joined_or_left_a_parcours(instance: Participation, **_: Any) -> None:
    record_and_wake(kind=kind_named("structure").name, ids=[instance.structure_id])


@receiver(index_wanted)
def an_index_is_wanted(target: str, **_: Any) -> None:
    """A reader met an index that is missing, or an engine answers again: in the background, now."""
    hurry_in_background(target=target)


@receiver(request_started, dispatch_uid="search-first-request")
def the_first_request_of_a_process(**_: Any) -> None:
    """Rows left by a process that was stopped are taken up by the next one that serves; its engine gets ready."""
    request_started.disconnect(dispatch_uid="search-first-request")
    wake()
