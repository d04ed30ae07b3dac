"""The words that mean the same here: rows that facilitators edit, read by every search."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SynonymGroup(models.Model):
    """« EHPAD, maison de retraite »: whoever types one of these terms finds the others too, a little lower."""

    label = models.CharField(
        _("premier terme"), max_length=100, unique=True, help_text=_("Celui par lequel vous reconnaîtrez ce groupe.")
    )
    others = models.TextField(
        _("autres façons de le dire"),
        help_text=_("Un terme par ligne, au singulier : le pluriel et le féminin suivent. Plusieurs mots sont permis."),
    )
    is_active = models.BooleanField(
        _("utilisé par la recherche"),
        default=True,
        help_text=_("Décochez pour essayer sans ce groupe, sans rien perdre."),
    )
    changed_at = models.DateTimeField(_("modifié le"), auto_now=True)

    class Meta:
        verbose_name = _("groupe de synonymes")
        verbose_name_plural = _("groupes de synonymes")
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    @property
    def terms(self) -> tuple[str, ...]:
        """Every way of saying it, the label first."""
        lines = [line.strip() for line in self.others.splitlines()]
        return (self.label, *(line for line in lines if line))
