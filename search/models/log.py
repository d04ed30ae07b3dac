"""What was searched, month by month: words and counts, never a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchLog(models.Model):
    """One normalised question during one month; nobody can tell who asked, nor at what time."""

    month = models.DateField(_("mois"), help_text=_("Le premier jour du mois."))
    words = models.CharField(_("mots cherchés"), max_length=200)
    searches = models.PositiveIntegerField(_("recherches"), default=0)
    without_result = models.PositiveIntegerField(_("sans résultat"), default=0)
    found = models.PositiveIntegerField(_("résultats la dernière fois"), default=0)

    class Meta:
        verbose_name = _("recherche du mois")
        verbose_name_plural = _("recherches du mois")
        ordering = ["-month", "-searches", "words"]
        constraints = [models.UniqueConstraint(fields=["month", "words"], name="search_log_once_a_month")]

    def __str__(self) -> str:
        return f"{self.words} ({self.month:%m/%Y})"
