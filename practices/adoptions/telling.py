"""Telling those who wrote a sheet that a structure tried it: once, whatever is corrected or said again."""

from django.utils import timezone

from community.models import Notification, StructurePage
from community.models.notifications import NotificationQuerySet
from community.notifications.acts import notify, say_as_it_is_now
from community.readers import readers_among
from community.teams.spaces import members_of
from practices.contributions.mails import ContributionMail
from practices.models import Adoption


def forget_what_waits(*, adoption: Adoption) -> None:
    """It is on line no more: the mails that say its words, and have not left yet, do not leave.

    Where none had left, nobody was told: said again, it is told.
    """
    mails = _mails_about(adoption)
    unsent, _rows = mails.waiting().delete()
    if unsent and not mails.exists():
        Adoption.objects.filter(pk=adoption.pk).update(told_at=None)


def tell_the_team(*, adoption: Adoption) -> None:
    """Tell the sheet's team, in the transaction of the act that puts the adoption on line.

    Told already, it was corrected: the mails that have not left say it as it is now.

    Those who left the team are not told; nor is who wrote it, or somebody who sees only one of the two pages: a mail
    shows no more than the site. It names the structure, whose words they are, and nobody in particular.
    """
    untold = Adoption.objects.filter(pk=adoption.pk, told_at=None)
    context = {"adoption": adoption, "sheet": adoption.sheet, "structure": adoption.structure}
    if not untold.update(told_at=timezone.now()):
        say_as_it_is_now(messages=_mails_about(adoption), context=context)
        return
    team = StructurePage.objects.above(adoption.sheet).first()
    people = [person for person in (members_of(structure=team) if team else []) if person.pk != adoption.member_id]
    for page in (adoption.sheet, adoption.structure):
        people = readers_among(page=page, people=people)
    notify(recipients=people, kind=ContributionMail.SHEET_TRIED, context=context)


def _mails_about(adoption: Adoption) -> NotificationQuerySet:
    return Notification.objects.filter(kind=ContributionMail.SHEET_TRIED, body__contains=f"?essai={adoption.pk}#")
