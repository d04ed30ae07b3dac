"""What people without an account ask for: to be kept informed of a parcours, or to come in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from community.models.addresses import AddressField

DAYS_TO_CONFIRM = 7
KEPT_FOR = timedelta(days=396)  # thirteen months: from one yearly parcours to the next, and a month to answer


class ParcoursNews(models.Model):
    """What facilitators wrote, once, to the people who wanted to hear of a parcours."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    parcours = models.ForeignKey(
        "community.ParcoursPage", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("parcours")
    )
    subject = models.CharField(_("objet"), max_length=120)
    words = models.TextField(_("message"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("écrit par")
    )
    written_at = models.DateTimeField(_("écrit le"), default=timezone.now)

    class Meta:
        verbose_name = _("annonce d’un parcours")
        verbose_name_plural = _("annonces de parcours")
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class EntryRequestQuerySet(models.QuerySet["EntryRequest"]):
    def unconfirmed(self) -> "EntryRequestQuerySet":
        """Their mailbox has not answered yet, and still may."""
        return self.filter(confirmed_at=None, asked_at__gt=timezone.now() - timedelta(days=DAYS_TO_CONFIRM))

    def confirmed(self) -> "EntryRequestQuerySet":
        """The address was shown to be theirs: facilitators see these, and no other."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> "EntryRequestQuerySet":
        """Confirmed, and nobody has answered, filed or told them anything."""
        return self.confirmed().filter(answered_at=None, told=None)

    def answered(self) -> "EntryRequestQuerySet":
        """Invited, answered by a sentence, or told that a parcours opens."""
        return self.confirmed().exclude(outcome=EntryRequest.Outcome.FILED).exclude(answered_at=None, told=None)

    def filed(self) -> "EntryRequestQuerySet":
        """Put away without an answer."""
        return self.confirmed().filter(outcome=EntryRequest.Outcome.FILED)

    def for_an_account(self) -> "EntryRequestQuerySet":
        return self.filter(kind=EntryRequest.Kind.ACCOUNT)

    def for_news(self) -> "EntryRequestQuerySet":
        return self.filter(kind=EntryRequest.Kind.NEWS)

    def to_forget(self) -> "EntryRequestQuerySet":
        """Those that nobody confirmed in time, and those that are too old to be kept."""
        now = timezone.now()
        too_late = models.Q(confirmed_at=None, asked_at__lte=now - timedelta(days=DAYS_TO_CONFIRM))
        return self.filter(too_late | models.Q(asked_at__lte=now - KEPT_FOR))


def new_secret() -> str:
    """Nothing that anybody guesses."""
    return get_random_string(32)


class EntryRequest(models.Model):
    """Somebody asks to be kept informed, or for an account; they have none, or do not say.

    The links of its mails are derived from `nonce` and the site's secret key (`community.requests.links`): the table
    alone opens none.
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Kind(models.TextChoices):
        ACCOUNT = "account", _("demande de compte")
        NEWS = "news", _("être tenu au courant")

    class Outcome(models.TextChoices):
        INVITED = "invited", _("invitation envoyée")
        ANSWERED = "answered", _("réponse envoyée")
        FILED = "filed", _("classée sans réponse")

    kind = models.CharField(_("demande"), max_length=8, choices=Kind.choices)
    parcours = models.ForeignKey(
        "community.ParcoursPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("parcours"),
    )  # None: of the next one, whichever it is
    address = AddressField(_("adresse e-mail"))
    name = models.CharField(_("nom"), max_length=80, blank=True)
    structure_name = models.CharField(_("structure"), max_length=160, blank=True)
    reason = models.TextField(_("pourquoi"), blank=True)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    nonce = models.CharField(max_length=32, default=new_secret, editable=False)
    sent_form = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    # the digest of what was sent: the same form sent twice is one request
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True, blank=True)
    outcome = models.CharField(_("suite donnée"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("répondu par"),
    )
    told = models.ForeignKey(
        ParcoursNews,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="told",
        verbose_name=_("annonce reçue"),
    )

    objects = EntryRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", answered_at=None)
                | ~models.Q(outcome="") & models.Q(answered_at__isnull=False),
                name="an_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, told=None) | models.Q(confirmed_at__isnull=False),
                name="only_a_confirmed_request_is_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "asked_at"], condition=models.Q(confirmed_at__isnull=False), name="requests_confirmed"
            ),
            models.Index(fields=["address"], name="requests_by_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.address

    @property
    def is_for_an_account(self) -> bool:
        return self.kind == self.Kind.ACCOUNT

    @property
    def is_over(self) -> bool:
        """Whether nobody confirmed it in time."""
        return self.confirmed_at is None and self.asked_at <= timezone.now() - timedelta(days=DAYS_TO_CONFIRM)

    @property
    def is_waiting(self) -> bool:
        """Whether a facilitator still has something to answer or to tell."""
        return self.confirmed_at is not None and self.answered_at is None and self.told_id is None

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.outcome:
            return str(self.get_outcome_display())
        if self.told_id:
            return str(_("prévenu de l’ouverture"))
        return str(_("attend une réponse") if self.is_for_an_account else _("attend l’ouverture"))
