"""What facilitators read, hide and put on line of what structures say that they tried."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Member
from community.moderation.subjects import Subject
from community.teams.spaces import members_of
from practices.adoptions.acts import SUBJECT, adoptions_changed
from practices.adoptions.telling import forget_what_waits, tell_the_team
from practices.models import Adoption, PracticePage


def text_of(adoption: Adoption) -> str:
    """All of it, under the questions that it answers."""
    return _told(adoption, adoption.own_sheet)


def read_by(adoption: Adoption, member: Member | None) -> str:
    """The same, as the page of the sheet says it: one's own sheet, still a draft or hidden, is not named."""
    own = PracticePage.objects.visible_to(member).filter(pk=adoption.own_sheet_id or 0).first()
    return _told(adoption, own)


def _told(adoption: Adoption, own: PracticePage | None) -> str:
    said = (
        (_("Essayée en"), date_format(adoption.tried_on, "F Y")),
        (_("Ce que nous avons gardé"), adoption.kept),
        (_("Ce que nous avons changé"), adoption.changed),
        (_("Ce qui s’est passé"), adoption.happened),
        (_("Notre fiche"), own.title if own else ""),
    )
    return "\n\n".join(f"{question}\n{answer}" for question, answer in said if answer)


def title_of(adoption: Adoption) -> str:
    """« Le Café des Tilleuls a essayé : Le repas du jeudi »."""
    return _("%(structure)s a essayé : %(sheet)s") % {
        "structure": adoption.structure.title,
        "sheet": adoption.sheet.title,
    }


def people_told(adoption: Adoption) -> list[Member]:
    """Who wrote it; after they have left, their structure, which keeps it."""
    if adoption.member is not None:
        return [adoption.member]
    return members_of(structure=adoption.structure)


def is_seen_by(adoption: Adoption, member: Member | None) -> bool:
    """Whether this person reads it on the site."""
    return Adoption.objects.visible_to(member).filter(pk=adoption.pk).exists()


def gather(numbers: Sequence[int]) -> Mapping[int, Adoption]:
    """Those that still say something, with what is shown of them in the queue."""
    rows = Adoption.objects.standing().filter(pk__in=numbers)
    return {row.pk: row for row in rows.select_related("sheet", "structure", "own_sheet", "member")}


def remove(adoption: Adoption, by: Member, reason: str) -> None:
    """Out of everybody's sight; its structure still reads it, with its state."""
    standing = Adoption.objects.standing().filter(pk=adoption.pk, removed_at=None)
    if standing.update(is_public=False, held_at=None, removed_at=timezone.now()):
        forget_what_waits(adoption=adoption)
        adoptions_changed.send(Adoption, sheet_id=adoption.sheet_id)


def release(adoption: Adoption, by: Member) -> None:
    """On line, and told to the team of the sheet."""
    held = Adoption.objects.standing().filter(pk=adoption.pk, held_at__isnull=False)
    if held.update(is_public=True, held_at=None):
        tell_the_team(adoption=adoption)
        adoptions_changed.send(Adoption, sheet_id=adoption.sheet_id)


def our_subject() -> Subject:
    """« essai », for the registry; called from `ready()`."""
    return Subject(
        name=SUBJECT,
        label=gettext_lazy("un récit d’essai"),
        model=Adoption,
        text=text_of,
        read=read_by,
        title=title_of,
        author=lambda adoption: adoption.member,
        address=lambda adoption: adoption.get_absolute_url(),
        is_seen_by=is_seen_by,
        remove=remove,
        release=release,
        told=people_told,
        gather=gather,
    )
