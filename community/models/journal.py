"""The journal of the accounts: who closed, reopened or entrusted whom, and when; its rows name nobody."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountAct(models.Model):
    """Something that a facilitator did to somebody's account.

    It goes with the account; whoever did it may leave, what was done stays.
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Kind(models.TextChoices):
        CLOSED = "closed", _("compte fermé")
        REOPENED = "reopened", _("compte rouvert")
        ENTRUSTED = "entrusted", _("animation confiée")
        RELIEVED = "relieved", _("animation retirée")
        RENAMED = "renamed", _("nom affiché changé")
        MOVED = "moved", _("adresse changée")
        READ_AGAIN = "read_again", _("contributions relues de nouveau")
        TRUSTED = "trusted", _("contributions publiées sans attendre")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_acts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField(_("raison"), blank=True)  # of a closing: for facilitators only
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("acte sur un compte")
        verbose_name_plural = _("actes sur les comptes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
