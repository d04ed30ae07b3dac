"""The four levels of involvement of the method: equal, several at a time, never ranked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvolvementLevel(models.Model):
    """One of the four; `position` only keeps the order of the method's text on screen."""

    code = models.SlugField(_("code"), unique=True, max_length=30)
    name = models.CharField(_("nom"), max_length=60)
    sentence = models.CharField(_("en une phrase"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("ordre d’affichage"), default=0)

    class Meta:
        verbose_name = _("niveau d’implication")
        verbose_name_plural = _("niveaux d’implication")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
