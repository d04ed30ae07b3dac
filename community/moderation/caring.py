"""What is forgotten of reports and decisions once nobody may contest them, each night."""

from django.db.models import Q
from django.utils import timezone

from community.few_at_a_time import delete_few_at_a_time
from community.models import Decision, Matter, Report
from community.models.moderation import REPORTERS_KEPT_FOR
from community.moderation.trust import forget_what_was_sent
from community.rights.leavers import Leaver

A_FEW = 500  # rows at once: a fraction of a second


def forget_old_matters() -> tuple[int, int, int]:
    """Forget who reported six months after the decision, all of it after thirteen, and what was sent lately.

    Returns how many reports lost their name, how many matters went, how many notes of what was sent.
    """
    return forget_reporters(), delete_few_at_a_time(rows=Matter.objects.to_forget()), forget_what_was_sent()


def forget_copies(leaver: Leaver) -> None:
    """Somebody leaves: the copies of what they wrote go with them; what was decided stays, without its text."""
    theirs = Matter.objects.filter(author=leaver.pk)
    Decision.objects.filter(matter__in=theirs).update(text="")
    theirs.update(text="")


def forget_reporters() -> int:
    """The name and address of who reported, and the tie to their account: what they said stays a while without them."""
    decided = Report.objects.filter(matter__closed_at__lte=timezone.now() - REPORTERS_KEPT_FOR)
    named = decided.exclude(Q(name="") & Q(address="") & Q(member=None))
    forgotten = 0
    while batch := list(named.order_by("pk").values_list("pk", flat=True)[:A_FEW]):
        forgotten += Report.objects.filter(pk__in=batch).update(name="", address="", member=None)
    return forgotten
