"""What is known of each index that is kept: when it last answered, what the last check of it found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """One index; written by whoever drains, rebuilds or checks it, read by the facilitators' and operators' pages."""

    target = models.SlugField(_("index"), max_length=60, unique=True)
    written_at = models.DateTimeField(_("dernière écriture"), null=True, blank=True)
    failed_at = models.DateTimeField(_("dernier échec"), null=True, blank=True)
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("dernière vérification"), null=True, blank=True)
    documents = models.PositiveIntegerField(_("documents attendus"), default=0)
    missing = models.PositiveIntegerField(_("manquants"), default=0)
    """What it should say and does not: documents it lacks, and those it holds as they were."""
    ghosts = models.PositiveIntegerField(_("en trop"), default=0)
    remains_since = models.DateTimeField(_("à effacer des fichiers depuis"), null=True, blank=True)
    """When somebody left; None once its files have been made without them."""

    class Meta:
        verbose_name = _("état d’un index")
        verbose_name_plural = _("état des index")
        ordering = ["target"]

    def __str__(self) -> str:
        return self.target
