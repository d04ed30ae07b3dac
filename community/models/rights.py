"""What people do with their own data: an archive that is being made, a departure that waits, files that must go."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _


def new_nonce() -> str:
    return get_random_string(32)


class Archive(models.Model):
    """What a person takes along: one at a time, made by whoever holds it for a while (a lease)."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Trouble(models.TextChoices):
        NO_ROOM = "no_room", _("le disque est plein")
        FAULT = "fault", _("erreur")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="archive")
    name = models.CharField(max_length=60)  # of its file, which nobody guesses
    asked_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")

    def __str__(self) -> str:
        return self.name


class Departure(models.Model):
    """Somebody leaves, at `due_at`; until then they may come back. It goes with the account."""

    wagtail_reference_index_ignore = True  # else each row deleted costs four questions more

    class Words(models.TextChoices):
        KEPT = "kept", _("gardés sans nom")
        ERASED = "erased", _("effacés")

    class Cause(models.TextChoices):
        ASKED = "asked", _("demandé")
        UNSEEN = "unseen", _("longtemps sans visite")

    member = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="departure")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    words = models.CharField(max_length=10, choices=Words.choices)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)  # from then on, nobody comes back
    nonce = models.CharField(max_length=32, default=new_nonce)  # what the link to come back is made from

    class Meta:
        verbose_name = _("départ")
        verbose_name_plural = _("départs")

    def __str__(self) -> str:
        return str(self.due_at)


class FileToRemove(models.Model):
    """A file of somebody who has left: removed once the departure is committed, as many times as it takes."""

    class Place(models.TextChoices):
        MEDIA = "media", _("fichiers")
        ARCHIVES = "archives", _("archives")
        MADE = "made", _("PDF et images du site")  # all of them, without name: each is made again when it is asked for

    place = models.CharField(max_length=10, choices=Place.choices)
    name = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("fichier à enlever")
        verbose_name_plural = _("fichiers à enlever")

    def __str__(self) -> str:
        return self.name
