"""What waits for a facilitator's look, who reported it and why, and what was decided."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from community.models.addresses import AddressField

REPORTERS_KEPT_FOR = timedelta(days=183)  # six months after the decision: as long as one may contest it (DSA, art. 20)
MATTERS_KEPT_FOR = timedelta(days=396)  # thirteen months: a year for who contests before a court, and a month to answer


def new_secret() -> str:
    """Nothing that anybody guesses."""
    return get_random_string(32)


class Why(models.TextChoices):
    """Why a text waits before it appears."""

    FIRST = "first", _("une des premières contributions de cette personne")
    AGAIN = "again", _("cette personne est relue de nouveau")
    LINKS = "links", _("plusieurs liens dans le texte")
    SAME = "same", _("le même texte, envoyé plusieurs fois")
    FAST = "fast", _("beaucoup de messages en peu de temps")
    VISITOR = "visitor", _("écrit par une personne sans compte")


class MatterQuerySet(models.QuerySet["Matter"]):
    def open(self) -> "MatterQuerySet":
        """Not settled yet: it waits for a facilitator, or for its author to change something."""
        return self.filter(closed_at=None)

    def waiting(self) -> "MatterQuerySet":
        """For a facilitator."""
        return self.open().filter(asked_at=None)

    def asked(self) -> "MatterQuerySet":
        """For its author, who was asked to change something."""
        return self.open().exclude(asked_at=None)

    def held(self) -> "MatterQuerySet":
        """Its text is seen by nobody but its author and the facilitators."""
        return self.open().exclude(held_why="")

    def about(self, *, subject: str, object_id: int) -> "MatterQuerySet":
        """What concerns one thing."""
        return self.filter(subject=subject, object_id=object_id)

    def to_forget(self) -> "MatterQuerySet":
        """Settled too long ago to be kept."""
        return self.filter(closed_at__lte=timezone.now() - MATTERS_KEPT_FOR)


class Matter(models.Model):
    """One thing in the facilitators' queue: held before it appears, reported, or both.

    The thing is named by its subject (`community.moderation.subjects`) and its number: there is at most one open row
    for it.
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Outcome(models.TextChoices):
        LEFT = "left", _("laissé en place")
        RELEASED = "released", _("mis en ligne")
        REMOVED = "removed", _("retiré")
        GONE = "gone", _("disparu entre-temps")

    subject = models.SlugField(_("genre"), max_length=20)
    object_id = models.PositiveBigIntegerField(_("numéro"))
    title = models.CharField(_("intitulé"), max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("auteur")
    )
    held_why = models.CharField(_("retenu parce que"), max_length=10, choices=Why.choices, blank=True)
    text = models.TextField(_("texte"), blank=True)  # as it was when it came here: it may be changed since
    opened_at = models.DateTimeField(_("arrivé le"), default=timezone.now)
    asked_at = models.DateTimeField(_("changement demandé le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    outcome = models.CharField(_("décision"), max_length=10, choices=Outcome.choices, blank=True)
    turn = models.PositiveIntegerField(default=0, editable=False)
    """How many times somebody decided: of two who decide at once, the second sees that it has moved."""

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("texte à regarder")
        verbose_name_plural = _("textes à regarder")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "object_id"], condition=models.Q(closed_at=None), name="one_open_matter_a_thing"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, outcome="")
                | models.Q(closed_at__isnull=False) & ~models.Q(outcome=""),
                name="a_closed_matter_has_its_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opened_at", "id"],
                condition=models.Q(closed_at=None, asked_at=None),
                name="matters_waiting",
            ),
            models.Index(fields=["author"], condition=models.Q(closed_at=None), name="matters_of_an_author"),
            models.Index(fields=["subject", "object_id"], name="matters_of_a_thing"),
            models.Index(fields=["closed_at"], name="matters_settled"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_held(self) -> bool:
        """Whether its text is hidden until somebody decides."""
        return bool(self.held_why) and self.closed_at is None


class Report(models.Model):
    """What somebody says of a text, a page or a profile. A member's name and address are their account's."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Reason(models.TextChoices):
        IMAGE = "image", _("le droit à l’image : quelqu’un est montré ou nommé sans son accord")
        DATA = "data", _("des données personnelles : adresse, santé, situation de quelqu’un")
        HURTFUL = "hurtful", _("des propos blessants")
        ILLEGAL = "illegal", _("un contenu illégal")
        ADVERT = "advert", _("de la publicité, ou un texte sans rapport")
        OTHER = "other", _("autre chose")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="reports")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("signalé par")
    )
    name = models.CharField(_("nom"), max_length=80, blank=True)
    address = AddressField(_("adresse e-mail"), blank=True)
    reason = models.CharField(_("raison"), max_length=10, choices=Reason.choices)
    words = models.TextField(_("ses mots"))
    reported_at = models.DateTimeField(_("signalé le"), default=timezone.now)
    sent_form = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    # the digest of what was sent: the same form sent twice is one report

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        ordering = ["reported_at", "pk"]

    def __str__(self) -> str:
        return str(self.get_reason_display())


class Decision(models.Model):
    """A line of the journal: what was decided, by whom, when, and the sentence that people were sent."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class What(models.TextChoices):
        LEFT = "left", _("laissé en place")
        RELEASED = "released", _("mis en ligne")
        REMOVED = "removed", _("retiré")
        ASKED = "asked", _("changement demandé")
        GONE = "gone", _("disparu entre-temps")

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="decisions")
    what = models.CharField(_("décision"), max_length=10, choices=What.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("par")
    )
    at = models.DateTimeField(_("le"), default=timezone.now, db_index=True)
    sentence = models.TextField(_("phrase envoyée"), blank=True)
    text = models.TextField(_("texte retiré"), blank=True)  # so that who contests is answered about the same words

    class Meta:
        verbose_name = _("décision de modération")
        verbose_name_plural = _("décisions de modération")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.get_what_display())


class SentLately(models.Model):
    """That somebody sent a text, for a day: how many, and whether the same; of the text, a digest alone."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("envoi récent")
        verbose_name_plural = _("envois récents")
        indexes = [models.Index(fields=["member", "at"], name="sent_lately_by_one")]

    def __str__(self) -> str:
        return self.digest[:8]


@register_setting(icon="warning")
class TrustSettings(BaseGenericSetting):
    """What facilitators choose about trust, in « Réglages »."""

    invited_are_trusted = models.BooleanField(
        _("Les personnes invitées par l’animation écrivent sans attendre"),
        default=True,
        help_text=_(
            "Sinon, comme pour celles qu’une structure invite, leurs deux premières contributions attendent que "
            "l’animation les ait lues."
        ),
    )

    class Meta:
        verbose_name = _("Confiance")
