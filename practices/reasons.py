"""Why a page is not visible, in sentences its team can act upon."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.visibility import is_restricted
from practices.models import ConsentRecord, TestimonialPage


def why_hidden(*, page: Any) -> list[str]:
    """The reasons, the most general first; empty when none is known."""
    reasons = []
    if page.live:
        above = page.get_ancestors().filter(live=False, depth__gt=1).first()
        if above:
            reasons.append(_("« %(title)s », dont dépend cette page, est hors ligne.") % {"title": above.title})
        if is_restricted(page=page):
            reasons.append(_("L’animation l’a réservée à certaines personnes. Votre équipe peut toujours la lire."))
    elif page.first_published_at:
        reasons.append(_("Cette page a été retirée : elle est hors ligne."))
    else:
        reasons.append(_("C’est un brouillon : il n’a pas encore été publié."))
    if isinstance(page, TestimonialPage):
        reasons.extend(_about_consents(page))
    return reasons


def _about_consents(page: TestimonialPage) -> list[str]:
    records = list(ConsentRecord.objects.filter(testimonial=page.pk))
    if not records:
        return [_("Aucun accord écrit n’est enregistré : il en faut un par personne qui parle ou que l’on reconnaît.")]
    return [_about_consent(record) for record in records if not record.is_valid]


def _about_consent(record: ConsentRecord) -> str:
    if record.withdrawn_at:
        when = date_format(timezone.localtime(record.withdrawn_at), "j F Y")
        return _("%(person)s a retiré son accord le %(date)s.") % {"person": record.person, "date": when}
    if record.expires_on < timezone.localdate():
        when = date_format(record.expires_on, "j F Y")
        return _("L’accord de %(person)s a pris fin le %(date)s.") % {"person": record.person, "date": when}
    when = date_format(record.given_on, "j F Y")
    return _("L’accord de %(person)s ne commence que le %(date)s.") % {"person": record.person, "date": when}
