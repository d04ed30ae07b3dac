"""The closed lists of a sheet and a testimonial: time, cost, maturity, licence, format."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TimeBand(models.TextChoices):
    HALF_DAY = "demi-journee", _("moins d’une demi-journée")
    DAYS = "quelques-jours", _("quelques jours")
    WEEKS = "plusieurs-semaines", _("plusieurs semaines")


class CostBand(models.TextChoices):
    FREE = "zero", _("0 €")
    SMALL = "moins-200", _("moins de 200 €")
    MORE = "plus", _("plus de 200 €")


class Maturity(models.TextChoices):
    TRIAL = "essai", _("à l’essai")
    REGULAR = "regulier", _("régulière")
    ESTABLISHED = "installe", _("installée")
    STOPPED = "arrete", _("arrêtée")


class Licence(models.TextChoices):
    BY_SA = "cc-by-sa", _("Réutilisable en citant la structure, aux mêmes conditions (CC BY-SA)")
    BY = "cc-by", _("Réutilisable en citant la structure (CC BY)")
    RESERVED = "tous-droits", _("Demander avant de réutiliser")


class Format(models.TextChoices):
    """What a testimonial is made of."""

    VIDEO = "video", _("vidéo")
    AUDIO = "audio", _("son")
    TEXT = "text", _("texte")


class ParcoursRole(models.TextChoices):
    """In which capacity a witness took part in a parcours."""

    PARTICIPANT = "participant", _("participant ou participante")
    SPEAKER = "intervenant", _("intervenant ou intervenante")
