"""What somebody without account asked, and where to write to them: read by nobody but the mails that answer them."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.addresses import AddressField
from community.models.requests import KEPT_FOR, new_secret
from practices.models.requests import LookedFor, PracticeRequestPage

DAYS_TO_CONFIRM = 7


class VisitorQuestionQuerySet(models.QuerySet["VisitorQuestion"]):
    def unconfirmed(self) -> "VisitorQuestionQuerySet":
        """Their mailbox has not answered yet, and still may."""
        return self.filter(confirmed_at=None, asked_at__gt=timezone.now() - timedelta(days=DAYS_TO_CONFIRM))

    def to_forget(self) -> "VisitorQuestionQuerySet":
        """Those that nobody confirmed in time, and those that are thirteen months old."""
        now = timezone.now()
        too_late = models.Q(confirmed_at=None, asked_at__lte=now - timedelta(days=DAYS_TO_CONFIRM))
        return self.filter(too_late | models.Q(asked_at__lte=now - KEPT_FOR))


class VisitorQuestion(models.Model):
    """A visitor's question: words only, until a click in the mail makes a page of it, held for a facilitator.

    The row is what knows the address. It goes when the person says so, or after thirteen months; the page stays, under
    the name that they chose.
    """

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        PracticeRequestPage, null=True, blank=True, on_delete=models.CASCADE, related_name="visitor"
    )
    address = AddressField(_("adresse e-mail"))
    name = models.CharField(_("nom affiché"), max_length=80)
    question = models.CharField(_("question"), max_length=200)
    tried = models.TextField(_("ce qui a été essayé"), blank=True)
    looked_for = models.CharField(_("ce qui est cherché"), max_length=12, choices=LookedFor.choices, blank=True)
    levers = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    nonce = models.CharField(max_length=32, default=new_secret, editable=False)
    sent_form = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)

    objects = VisitorQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question d’un visiteur")
        verbose_name_plural = _("questions de visiteurs")
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["asked_at"], name="visitor_questions_by_age"),
            models.Index(fields=["address"], name="visitor_questions_by_box"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_over(self) -> bool:
        """Whether nobody confirmed it in time."""
        return self.confirmed_at is None and self.asked_at <= timezone.now() - timedelta(days=DAYS_TO_CONFIRM)
