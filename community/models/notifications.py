"""A message to a person, written with the act that causes it and delivered afterwards, as many times as it takes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.addresses import AddressField


class NotificationQuerySet(models.QuerySet["Notification"]):
    def waiting(self) -> "NotificationQuerySet":
        """Not yet delivered, and not given up."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self) -> "NotificationQuerySet":
        """Waiting, and whose next try has come."""
        return self.waiting().filter(next_try_at__lte=timezone.now())


class Notification(models.Model):
    """One e-mail to one member, or to one address, with its delivery state.

    Some kinds keep no text: they hold a secret, and are written when they leave (`community.notifications.letters`).
    """

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notifications",
        verbose_name=_("destinataire"),
    )
    address = AddressField(
        _("adresse"), blank=True, help_text=_("Quand ce n’est pas celle du compte ; effacée ensuite.")
    )
    answer_to = AddressField(_("adresse de réponse"), blank=True, help_text=_("Sinon, celle du site."))
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("personne nommée"),
    )  # goes with them: nobody is written about after leaving
    written_from = models.PositiveBigIntegerField(
        null=True, blank=True, editable=False
    )  # the row that the writer of its kind reads (`register_writer`)
    kind = models.SlugField(_("genre"), max_length=40)
    subject = models.CharField(_("objet"), max_length=200)
    body = models.TextField(_("texte"), blank=True)
    created_at = models.DateTimeField(_("écrit le"), auto_now_add=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    next_try_at = models.DateTimeField(_("prochain essai"), default=timezone.now)
    given_up_at = models.DateTimeField(_("abandonné le"), null=True, blank=True)
    last_error = models.CharField(_("dernière erreur"), max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(address="") | models.Q(sent_at__isnull=False),
                name="a_message_has_somewhere_to_go",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="notification_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject
