"""Agreements: recorded, renewed, withdrawn at a word, and the files that a withdrawal lets disappear.

The team writes them, and so do facilitators: whoever receives a person's « I no longer want this » acts on it at once.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from community.at_once import held
from community.models import Member, SiteDocument, SiteImage, SiteMedia, StructurePage
from community.notifications.acts import notify
from community.permissions import is_put_away, may_edit, may_review
from community.teams.spaces import facilitators, members_of
from practices.contributions.acts import drafts
from practices.contributions.acts.refusals import NotAllowed
from practices.contributions.mails import ContributionMail
from practices.models import ConsentRecord, TestimonialPage

FILES: dict[str, type[Any]] = {"media": SiteMedia, "captions": SiteDocument, "poster": SiteImage}
SIGNED = ("document", "places", "given_on", "expires_on")
"""What a person signs anew: all that a renewal writes of what its form holds."""


class AgreementChanged(Exception):
    """Somebody withdrew the agreement, or renewed it, since the form was shown: `now` is what stands."""

    def __init__(self, now: ConsentRecord) -> None:
        super().__init__("the agreement was changed meanwhile")
        self.now = now


def may_keep_consents(*, member: Member | None, testimonial: TestimonialPage) -> bool:
    """The structure's team and the facilitators; nobody else knows that these records exist."""
    is_theirs = may_edit(member=member, page=testimonial) or may_review(member=member)
    return is_theirs and not is_put_away(page=testimonial)


def record(*, consent: ConsentRecord, member: Member) -> ConsentRecord:
    """Add the agreement of one person, filled and not yet saved."""
    _check(member, consent.testimonial)
    with LogContext(user=member), transaction.atomic():
        consent.testimonial = held(consent.testimonial)
        consent.recorded_by = member
        consent.save()
        _remember(consent, "recorded")
    return consent


def seen_in(consent: ConsentRecord) -> str:
    """What stands before the eyes of whoever renews, as a form carries it. Of an agreement as its row says it."""
    said = [str(getattr(consent, name)) for name in ("withdrawn_at", *SIGNED)]
    return sha256(json.dumps(said).encode()).hexdigest()


def renew(*, consent: ConsentRecord, member: Member, seen: str) -> ConsentRecord:
    """Write what `consent` says was signed anew; the former document is deleted, it proves nothing any more.

    A withdrawn agreement stands again: the person signed anew. The page itself went off line, and goes through review.
    `seen` is the `seen_in` what the form showed: nobody puts back, unknowingly, what was withdrawn since. Raises
    AgreementChanged, before the new document is stored.
    """
    _check(member, consent.testimonial)
    with LogContext(user=member), transaction.atomic():
        _page, row = _held(consent)
        if seen != seen_in(row):
            raise AgreementChanged(row)
        former = row.document.name
        for name in SIGNED:
            setattr(row, name, getattr(consent, name))
        row.withdrawn_at, row.recorded_by = None, member
        row.save(update_fields=[*SIGNED, "withdrawn_at", "recorded_by"])
        _remember(row, "renewed")
        if former and former != row.document.name:
            transaction.on_commit(lambda: default_storage.delete(former))
    return row


def withdraw(*, consent: ConsentRecord, member: Member) -> ConsentRecord:
    """The person takes their agreement back: the page hides at once, files too; team and facilitators are told.

    The page also goes off line, so that a new agreement alone never brings it back without a review.
    Withdrawing twice changes nothing.
    """
    _check(member, consent.testimonial)
    with LogContext(user=member), transaction.atomic():
        page, consent = _held(consent)
        if consent.withdrawn_at is not None:
            return consent
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        _remember(consent, "withdrawn")
        _tell_withdrawn(consent, member)
        if page.live:
            drafts.take_off_line(page=page, member=member)
    return consent


def erase(*, consent: ConsentRecord, member: Member) -> None:
    """Delete a record and its document: a slip, or a person who is no longer in the testimonial.

    Raises NotAllowed while the page is on line: what it shows must first be read again.
    """
    _check(member, consent.testimonial)
    with LogContext(user=member), transaction.atomic():
        page, consent = _held(consent)
        if page.live:
            raise NotAllowed(_("Ce témoignage est en ligne. Retirez-le du site avant d’effacer un accord."))
        document = consent.document.name
        _remember(consent, "erased")
        consent.delete()
        if document:
            transaction.on_commit(lambda: default_storage.delete(document))


def erase_files(*, testimonial: TestimonialPage, member: Member) -> int:
    """Delete the film or sound, its captions and picture, from every version; returns how many files.

    Raises NotAllowed while the page is visible through valid agreements.
    """
    _check(member, testimonial)
    with LogContext(user=member), transaction.atomic():
        page = held(testimonial)
        if page.live and page.has_valid_consent:
            raise NotAllowed(_("Ce témoignage est en ligne. Retirez-le du site avant d’effacer ses fichiers."))
        gone = [item for name, model in FILES.items() for item in _of_every_version(page, name, model)]
        for item in gone:
            item.delete()
        if gone:
            log(instance=page, action="practices.consent.files_erased", data={"count": len(gone)})
    return len(gone)


def files_of(*, testimonial: TestimonialPage) -> int:
    """How many files the testimonial still holds, over all its versions."""
    return sum(len(_of_every_version(testimonial, name, model)) for name, model in FILES.items())


def _of_every_version(page: TestimonialPage, name: str, model: type[Any]) -> list[Any]:
    """The files of one kind that the page or its revisions name, except those that another page shows."""
    contents: Iterable[dict[str, Any]] = page.revisions.values_list("content", flat=True)
    named = {content.get(name) for content in contents} | {getattr(page, f"{name}_id")}
    shared = TestimonialPage.objects.exclude(pk=page.pk).filter(**{f"{name}__in": named - {None}})
    kept = set(shared.values_list(f"{name}_id", flat=True))
    return list(model.objects.filter(pk__in=named - {None} - kept))


def _held(consent: ConsentRecord) -> tuple[TestimonialPage, ConsentRecord]:
    """The testimonial, then the agreement, as they are now, held: in this order whoever publishes or hides follows.

    Raises ConsentRecord.DoesNotExist when it was erased meanwhile, so that nothing brings it back.
    """
    page = held(consent.testimonial)
    row = ConsentRecord.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    row.testimonial = page
    return page, row


def _check(member: Member, testimonial: TestimonialPage) -> None:
    if not may_keep_consents(member=member, testimonial=testimonial):
        raise NotAllowed(_("Seules l’équipe de la structure et l’animation tiennent les accords."))


def _remember(consent: ConsentRecord, what: str) -> None:
    """In the page's history, without the person's name: the history outlives the record."""
    log(instance=consent.testimonial, action=f"practices.consent.{what}", data={"consent": consent.pk})


def _tell_withdrawn(consent: ConsentRecord, actor: Member) -> None:
    page = consent.testimonial
    structure = StructurePage.objects.above(page).get()
    people = [*members_of(structure=structure), *facilitators()]
    notify(
        recipients=[person for person in people if person != actor],
        kind=ContributionMail.CONSENT_WITHDRAWN,
        context={
            "title": " ".join(page.get_admin_display_title().split()),
            "structure": structure,
            "actor": actor,
            "consents_path": reverse("contributions:consents", args=[page.pk]),
        },
        about=actor,
    )
