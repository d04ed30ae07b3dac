"""A code asked for by an address, from one browser: until when it is worth something, and how often it was tried."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models.addresses import AddressField


class AskedCodeQuerySet(models.QuerySet["AskedCode"]):
    def alive(self) -> "AskedCodeQuerySet":
        """Not used, not over, and not tried too often."""
        return self.filter(
            used_at__isnull=True,
            ends_at__gt=timezone.now(),
            tries__lt=settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
        )


class AskedCode(models.Model):
    """The same row for an address that has an account and for one that has none: nothing here tells which.

    The code itself is written nowhere: it is derived from `nonce` and the site's secret (`community.accounts.codes`).
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    address = AddressField(blank=True)  # emptied once used
    nonce = models.CharField(max_length=32)
    asked_at = models.DateTimeField(default=timezone.now)  # this code; another one may have been asked before
    ends_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    resent = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    objects = AskedCodeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"code asked at {self.asked_at:%H:%M}"

    @property
    def is_alive(self) -> bool:
        """As `alive()`, of this row as it was read."""
        most = settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS
        return self.used_at is None and self.ends_at > timezone.now() and self.tries < most

    @property
    def may_be_sent_again(self) -> bool:
        """Another code may take its place, until the same hour."""
        return self.resent < settings.ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND
