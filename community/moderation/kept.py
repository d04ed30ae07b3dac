"""What moderation keeps of somebody, as their archive gives it: what they reported, what was decided of their texts."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import Decision, Matter, Member, Report
from community.rights.what_we_keep import KeptPart


def moderation_of(member: Member) -> Iterator[KeptPart]:
    """Never who reported them: that is somebody else's; nor which facilitator decided."""
    reports = Report.objects.filter(member=member).select_related("matter")
    yield KeptPart(key="reports", title=_("Ce que vous avez signalé"), rows=[_reported(row) for row in reports])
    waiting = Matter.objects.held().filter(author=member)
    rows = [{_("Depuis"): _day(row.opened_at), _("À propos de"): row.title, _("Texte"): row.text} for row in waiting]
    yield KeptPart(key="held", title=_("Ce qui attend de paraître"), rows=rows)
    decisions = Decision.objects.filter(matter__author=member).exclude(what=Decision.What.LEFT)
    rows = [_decided(row) for row in decisions.select_related("matter")]
    yield KeptPart(key="decisions", title=_("Ce qui a été décidé de vos textes"), rows=rows)
    said = Decision.objects.filter(by=member).select_related("matter")
    rows = [_decided(row) for row in said]
    yield KeptPart(key="decided", title=_("Ce que vous avez décidé pour l’animation"), rows=rows)


def _reported(row: Report) -> dict[str, str]:
    return {
        _("Le"): _day(row.reported_at),
        _("À propos de"): row.matter.title,
        _("Raison"): str(row.get_reason_display()),
        _("Vos mots"): row.words,
    }


def _decided(row: Decision) -> dict[str, str]:
    return {
        _("Le"): _day(row.at),
        _("À propos de"): row.matter.title,
        _("Décision"): str(row),
        _("Phrase"): row.sentence,
        _("Texte retiré"): row.text,
    }


def _day(moment: object) -> str:
    return str(date_format(localtime(moment), "j F Y"))  # type: ignore[arg-type]  # a column of moments
