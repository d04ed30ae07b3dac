"""A draft thrown away: the page stays where it is, and a row says that nobody shows it any more."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=30)  # long enough to notice a mistake after the holidays


class ThrownDraftQuerySet(models.QuerySet["ThrownDraft"]):
    def outdated(self) -> "ThrownDraftQuerySet":
        """Those that nobody has brought back in time."""
        return self.filter(thrown_at__lte=timezone.now() - KEPT_FOR)


class ThrownDraft(models.Model):
    """Who threw away which page, and when. Bringing it back deletes the row; so does publishing the page."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="thrown_draft", verbose_name=_("page")
    )
    thrown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("jeté par")
    )
    thrown_at = models.DateTimeField(_("jeté le"), default=timezone.now)

    objects = ThrownDraftQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # not a use of the page

    class Meta:
        verbose_name = _("brouillon jeté")
        verbose_name_plural = _("brouillons jetés")
        ordering = ["-thrown_at", "-pk"]

    def __str__(self) -> str:
        return str(self.page)

    @property
    def kept_until(self) -> datetime:
        """When it will be erased."""
        return self.thrown_at + KEPT_FOR
