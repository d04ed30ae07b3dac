"""« Toujours d’actualité » : the day on which a team last said that its sheet still holds."""

from django.utils import timezone

from practices.models import PracticePage


def verified_today(*, sheet: PracticePage) -> None:
    """Note it on the row alone: it is a fact about the sheet, not a change of its text to review."""
    today = timezone.localdate()
    PracticePage.objects.filter(pk=sheet.pk).update(last_verified_on=today)
    sheet.last_verified_on = today
