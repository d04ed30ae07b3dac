"""What questions keep of somebody, as their archive gives it: what they asked and marked, what they were told."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import Member
from community.rights.what_we_keep import KeptPart
from practices.models import HelpfulAnswer, PracticeRequestPage, ToldStructure, VisitorQuestion


def questions_of(member: Member) -> Iterator[KeptPart]:
    """Theirs, those that their address asked without an account, what helped them, the questions put to them."""
    asked = [_asked(page) for page in PracticeRequestPage.objects.filter(asker=member).order_by("pk")]
    before = [_as_visitor(row) for row in VisitorQuestion.objects.filter(address=member.email).order_by("pk")]
    yield KeptPart(key="questions", title=_("Vos questions au réseau"), rows=asked + before)
    marks = list(HelpfulAnswer.objects.filter(marked_by=member, undone_at=None))
    told = list(ToldStructure.objects.filter(member=member).select_related("structure"))
    titles = _titles({*(mark.question_id for mark in marks), *(one.question_id for one in told)}, member)
    rows = [{_("Question"): titles[mark.question_id], _("Le"): _day(mark.marked_at)} for mark in marks]
    yield KeptPart(key="reponses-qui-ont-aide", title=_("Les réponses que vous avez marquées"), rows=rows)
    rows = [
        {_("Question"): titles[one.question_id], _("Structure"): one.structure.title, _("Le"): _day(one.told_at)}
        for one in told
    ]
    yield KeptPart(key="questions-pour-vous", title=_("Les questions que nous vous avons signalées"), rows=rows)


def _titles(questions: Collection[int], member: Member) -> dict[int, str]:
    """Questions of others: one that they do not read any more is not named."""
    rows = PracticeRequestPage.objects.visible_to(member).filter(pk__in=questions)
    return dict.fromkeys(questions, _("Une question qui n’est plus en ligne")) | dict(rows.values_list("pk", "title"))


def _asked(page: PracticeRequestPage) -> dict[str, str]:
    latest = page.get_latest_revision_as_object()
    state = _("en ligne") if page.live else _("en attente") if page.is_held else _("retirée")
    return {
        _("Question"): latest.title,
        _("Essayé"): latest.tried,
        _("Cherché"): str(latest.get_looked_for_display()),
        _("Le"): _day(page.asked_at),
        _("État"): state,
    }


def _as_visitor(row: VisitorQuestion) -> dict[str, str]:
    return {
        _("Question"): row.question,
        _("Essayé"): row.tried,
        _("Cherché"): str(row.get_looked_for_display()),
        _("Le"): _day(row.asked_at),
        _("Nom affiché"): row.name,
    }


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y")
