"""How a question is said on a page: how long ago it was asked, what a reader may do with an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import Member
from practices.models import PracticeRequestPage
from practices.requests.answers import may_mark
from practices.requests.queries import questions_of_their_own
from practices.requests.sheets import is_worth_a_sheet

register = template.Library()

A_FEW_WEEKS = 60  # days: beyond, a date says more than a number of days


@register.filter
def days_ago(moment: datetime) -> str:
    """« aujourd’hui », « hier », « il y a 6 jours », then the date: by whole days, the same for all of a day."""
    days = age_in_days(moment)
    if days <= 0:
        return _("aujourd’hui")
    if days == 1:
        return _("hier")
    if days > A_FEW_WEEKS:
        return _("le %(date)s") % {"date": date_format(timezone.localtime(moment), "j F Y")}
    return ngettext("il y a %(days)d jour", "il y a %(days)d jours", days) % {"days": days}


@register.filter
def age_in_days(moment: datetime) -> int:
    """How many midnights ago."""
    return (timezone.localdate() - timezone.localtime(moment).date()).days


@register.simple_tag
def own_questions(member: Member) -> Sequence[PracticeRequestPage]:
    """What this person asked the network."""
    return questions_of_their_own(member=member)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What this reader may do with an answer, and the sheet that it became."""

    may_mark: bool = False
    is_asker: bool = False
    may_make_a_sheet: bool = False
    sheet: Any = None


@register.simple_tag
def answer_acts(question: PracticeRequestPage, comment: Any, member: Member | None) -> Offered:
    """Asks the database nothing: what it needs was read with the question."""
    if not comment.is_shown:
        return Offered()
    sheet = question.sheets_in_hand.get(comment.pk)
    if member is None:
        return Offered(sheet=sheet)
    is_asker = question.asker_id == member.pk
    is_the_asker_s = comment.is_own if is_asker else comment.author_page == question.asker_id is not None
    return Offered(
        sheet=sheet,
        is_asker=is_asker,
        may_mark=may_mark(question=question, member=member) and not is_the_asker_s and question.live,
        may_make_a_sheet=sheet is None
        and is_worth_a_sheet(words=comment.text, has_helped=comment.is_marked)
        and _is_of_their_team(question, comment, member),
    )


def _is_of_their_team(question: PracticeRequestPage, comment: Any, member: Member) -> bool:
    author = member.pk if comment.is_own else comment.author_page
    return author in question.teammates_in_hand
