"""How a question is said on a page: how long ago it was asked."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
