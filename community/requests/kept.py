"""What requests keep of somebody, as their archive gives it: what they asked, what they answered."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import EntryRequest, Member, ParcoursNews
from community.rights.what_we_keep import KeptPart


def requests_of(member: Member) -> Iterator[KeptPart]:
    """Those of their address; the words that they sent to those of others."""
    asked = EntryRequest.objects.filter(address=member.email).select_related("parcours", "told")
    yield KeptPart(key="requests", title=_("Ce que vous avez demandé"), rows=[_asked(row) for row in asked])
    answered = EntryRequest.objects.filter(answered_by=member).exclude(answer="")
    said = [_said(row.answered_at, _("Réponse à une demande"), row.answer) for row in answered]
    said += [
        _said(news.written_at, news.subject, news.words) for news in ParcoursNews.objects.filter(written_by=member)
    ]
    yield KeptPart(key="answers", title=_("Ce que vous avez répondu à des demandes"), rows=said)


def _asked(row: EntryRequest) -> dict[str, str]:
    return {
        _("Demande"): str(row.get_kind_display()),
        _("Le"): date_format(localtime(row.asked_at), "j F Y"),
        _("Parcours"): row.parcours.title if row.parcours else "",
        _("Nom"): row.name,
        _("Structure"): row.structure_name,
        _("Pourquoi"): row.reason,
        _("État"): row.state,
    }


def _said(at: datetime | None, what: str, words: str) -> dict[str, str]:
    return {_("Le"): date_format(localtime(at), "j F Y") if at else "", _("Objet"): what, _("Texte"): words}
