"""A member asks that their account go to another address: both mailboxes say yes, within three days."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.addresses import AddressField


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def waiting(self) -> "AddressChangeQuerySet":
        """Those whose links still open something."""
        return self.filter(expires_at__gt=timezone.now())

    def over(self) -> "AddressChangeQuerySet":
        """Those that nobody can confirm any more."""
        return self.exclude(expires_at__gt=timezone.now())


class AddressChange(models.Model):
    """One at a time for a member; deleted once done, given up or over.

    `nonce` makes the two tokens with the site's secret, so that a mail sent again says the same link; of the tokens,
    only hashes are kept.
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_change")
    address_before = AddressField(_("adresse de départ"))
    address = AddressField(_("nouvelle adresse"))
    nonce = models.CharField(max_length=32, editable=False)
    hash_before = models.CharField(max_length=64, unique=True, editable=False)
    hash_after = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_before_at = models.DateTimeField(null=True, blank=True)
    confirmed_after_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu’au"))

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("changement d’adresse")
        verbose_name_plural = _("changements d’adresse")

    def __str__(self) -> str:
        return str(self.member)
