"""« Passer le relais » : a structure's pilot asks somebody of the team to be its next one, who accepts or declines."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ANSWERED_WITHIN = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(days=30)  # what came to nothing; a note that went along stays with the structure


class HandoverQuerySet(models.QuerySet["Handover"]):
    def waiting(self) -> "HandoverQuerySet":
        """Asked, not answered, and still in time."""
        return self.filter(state=Handover.State.WAITING, asked_at__gt=timezone.now() - ANSWERED_WITHIN)

    def overdue(self) -> "HandoverQuerySet":
        """Asked, and not answered in time."""
        return self.filter(state=Handover.State.WAITING, asked_at__lte=timezone.now() - ANSWERED_WITHIN)

    def accepted(self) -> "HandoverQuerySet":
        """Those that took place, the latest first."""
        return self.filter(state=Handover.State.ACCEPTED).order_by("-ended_at", "-pk")

    def to_forget(self) -> "HandoverQuerySet":
        """Those that came to nothing, a while ago."""
        over = self.exclude(state__in=(Handover.State.WAITING, Handover.State.ACCEPTED))
        return over.filter(ended_at__lt=timezone.now() - FORGOTTEN_AFTER)


class Handover(models.Model):
    """One proposal to take over a structure; at most one waits for each structure."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        ACCEPTED = "accepted", _("accepté")
        DECLINED = "declined", _("refusé")
        CANCELLED = "cancelled", _("annulé")
        EXPIRED = "expired", _("sans réponse")

    class Afterwards(models.TextChoices):
        COPILOT = "copilot", _("copilote")
        MEMBER = "member", _("membre")
        LEAVES = "leaves", _("hors de l’équipe")

    structure = models.ForeignKey("community.StructurePage", on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # None: the structure had no pilot, facilitators asked
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="handovers_received"
    )
    afterwards = models.CharField(max_length=10, choices=Afterwards.choices, default=Afterwards.COPILOT)
    note = models.TextField(_("note de passation"), blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage de relais")
        verbose_name_plural = _("passages de relais")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure"], condition=models.Q(state="waiting"), name="one_handover_waits_a_structure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.structure}, {self.get_state_display()}"

    @property
    def answer_before(self) -> datetime:
        """When it expires."""
        return self.asked_at + ANSWERED_WITHIN

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be answered."""
        return self.state == self.State.WAITING and timezone.now() < self.answer_before
