"""An invitation: one address, one link, perhaps one place in a structure; from somebody who may give it."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.addresses import AddressField
from community.models.teams import Membership

LASTS = timedelta(days=30)
KEPT_FOR = timedelta(days=90)  # once over: time to see what became of a cohort's invitations, and to send again

UNANSWERED = Q(accepted_at=None, revoked_at=None)
# 550 and its like. A server that is away, busy, or asks to come back later (450: grey-listing) has refused nothing.
REFUSED_FOR_GOOD = r"^SMTPRecipientsRefused: .*\(5[0-9][0-9]"
REFUSED = Q(message__sent_at=None) & (
    Q(message__given_up_at__isnull=False) | Q(message__last_error__regex=REFUSED_FOR_GOOD)
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """The states that people are told, each invitation being in one of them."""

    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted nor revoked; its time may be over."""
        return self.filter(UNANSWERED)

    def alive(self) -> "InvitationQuerySet":
        """Whose link still works."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def expired(self) -> "InvitationQuerySet":
        return self.unanswered().filter(expires_at__lte=timezone.now())

    def opened(self) -> "InvitationQuerySet":
        """Somebody has read the page, and not said yes."""
        return self.alive().filter(opened_at__isnull=False)

    def refused(self) -> "InvitationQuerySet":
        """The mail server of the address says that it takes no mail for it, or nothing could be sent for a day."""
        return self._unopened().filter(REFUSED)

    def waiting(self) -> "InvitationQuerySet":
        """The mail has not left yet."""
        return self._unopened().filter(message__isnull=False, message__sent_at=None).exclude(REFUSED)

    def sent(self) -> "InvitationQuerySet":
        """The mail has left; delivered mails are forgotten after a while."""
        return self._unopened().filter(Q(message=None) | Q(message__sent_at__isnull=False))

    def accepted(self) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=False)

    def revoked(self) -> "InvitationQuerySet":
        return self.filter(revoked_at__isnull=False)

    def in_state(self, state: str) -> "InvitationQuerySet":
        """Those of one state; of an unknown one, none."""
        kinds = {
            Invitation.State.WAITING: self.waiting,
            Invitation.State.SENT: self.sent,
            Invitation.State.REFUSED: self.refused,
            Invitation.State.OPENED: self.opened,
            Invitation.State.ACCEPTED: self.accepted,
            Invitation.State.EXPIRED: self.expired,
            Invitation.State.REVOKED: self.revoked,
        }
        return kinds[Invitation.State(state)]() if state in Invitation.State.values else self.none()

    def to_forget(self) -> "InvitationQuerySet":
        """Those that are over since long enough."""
        before = timezone.now() - KEPT_FOR
        return self.filter(
            Q(accepted_at__lte=before) | Q(revoked_at__lte=before) | Q(UNANSWERED, expires_at__lte=before)
        )

    def to_addresses(self, addresses: Iterable[str]) -> "InvitationQuerySet":
        return self.filter(address__in=list(addresses))

    def _unopened(self) -> "InvitationQuerySet":
        return self.alive().filter(opened_at=None)


def new_nonce() -> str:
    """Nothing that anybody guesses."""
    return secrets.token_hex(16)


def in_a_month() -> datetime:
    """When a link that leaves now stops working."""
    return timezone.now() + LASTS


class Invitation(models.Model):
    """Somebody is asked to come in, by a link that is in one mail and nowhere else.

    The link is derived from `nonce` and the site's secret key (`community.invitations.links`): only its hash is here,
    and the table alone opens nothing. The address goes when the invitation is accepted: `member` has it then.
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente d’envoi")
        SENT = "sent", _("envoyée")
        REFUSED = "refused", _("refusée par le serveur de messagerie")
        OPENED = "opened", _("ouverte")
        ACCEPTED = "accepted", _("acceptée")
        EXPIRED = "expired", _("expirée")
        REVOKED = "revoked", _("annulée")

    address = AddressField(_("adresse e-mail"), blank=True)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    structure = models.ForeignKey(
        "community.StructurePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
        verbose_name=_("structure"),
    )
    role = models.CharField(_("rôle"), max_length=10, choices=Membership.Role.choices, blank=True)
    # "" without a structure; a role without structure: that structure is no more
    to_facilitate = models.BooleanField(_("pour l’animation"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
        verbose_name=_("invité par"),
    )
    made_by_facilitator = models.BooleanField(default=False, editable=False)  # stays when they are one no longer
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    message = models.OneToOneField(
        "community.Notification", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("invité le"), default=timezone.now)
    asked_at = models.DateTimeField(default=timezone.now)  # of the latest sending
    sendings = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField(_("jusqu’au"), default=in_a_month)
    opened_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations_accepted",
        verbose_name=_("membre"),
    )  # who accepted: what is left of it goes with them

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Two, because a unique constraint takes two rows without structure for different ones.
            models.UniqueConstraint(
                fields=["address", "structure"],
                condition=UNANSWERED & Q(structure__isnull=False),
                name="one_invitation_waits_a_structure",
            ),
            models.UniqueConstraint(
                fields=["address"], condition=UNANSWERED & Q(role=""), name="one_invitation_waits_without_structure"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="an_invitation_ends_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | ~Q(address=""), name="an_unanswered_invitation_has_an_address"
            ),
            models.CheckConstraint(condition=Q(structure=None) | ~Q(role=""), name="a_place_in_a_structure_has_a_role"),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def state(self) -> "Invitation.State":
        """Where it stands; to be read with its `message`."""
        kinds = Invitation.State
        if self.accepted_at:
            return kinds.ACCEPTED
        if self.revoked_at:
            return kinds.REVOKED
        if self.expires_at <= timezone.now():
            return kinds.EXPIRED
        if self.opened_at:
            return kinds.OPENED
        if self.message is None or self.message.sent_at:
            return kinds.SENT
        is_refused = self.message.given_up_at or re.search(REFUSED_FOR_GOOD, self.message.last_error)
        return kinds.REFUSED if is_refused else kinds.WAITING

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_unanswered(self) -> bool:
        """Whether it may be sent again, or revoked."""
        return self.accepted_at is None and self.revoked_at is None

    @property
    def lost_its_structure(self) -> bool:
        """Whether it was into a structure that is no more."""
        return self.structure_id is None and self.role != ""
