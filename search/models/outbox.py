"""The changes an index has not seen yet, as rows."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def waiting(self) -> "IndexChangeQuerySet":
        """Not yet applied, and not set aside."""
        return self.filter(set_aside_at__isnull=True)

    def due(self) -> "IndexChangeQuerySet":
        """Waiting, and whose next try has come."""
        return self.waiting().filter(next_try_at__lte=timezone.now())


class IndexChange(models.Model):
    """« This thing changed »: a kind and an id, no payload; whoever drains it looks at the thing itself."""

    target = models.SlugField(_("index"), max_length=60, help_text=_("L’index à mettre à jour."))
    kind = models.SlugField(_("genre"), max_length=20)
    object_id = models.BigIntegerField(_("identifiant"))
    created_at = models.DateTimeField(_("le"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    next_try_at = models.DateTimeField(_("prochain essai"), default=timezone.now)
    set_aside_at = models.DateTimeField(_("mis de côté le"), null=True, blank=True)
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("changement à indexer")
        verbose_name_plural = _("changements à indexer")
        ordering = ["pk"]
        indexes = [models.Index(fields=["target", "next_try_at"], name="index_change_due")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id} → {self.target}"
