"""The closed lists of the cards and sheets: activities, territories, sizes, legal forms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """What a structure does, in the words of a neighbour."""

    FOOD = "alimentation", _("Alimentation et circuits courts")
    CULTURE = "culture", _("Culture")
    ENERGY = "energie", _("Énergie citoyenne")
    YOUTH = "enfance-jeunesse", _("Enfance et jeunesse")
    AGEING = "grand-age", _("Grand âge et aide à domicile")
    DISABILITY = "handicap", _("Handicap")
    HOUSING = "habitat", _("Habitat et hébergement")
    INCLUSION = "insertion", _("Insertion par l’activité économique")
    MOBILITY = "mobilite", _("Mobilité")
    DIGITAL = "numerique", _("Numérique")
    REUSE = "reemploi", _("Réemploi")
    SOLIDARITY = "solidarite", _("Solidarité et accueil")
    LOCAL_LIFE = "vie-locale", _("Vie locale et quartier")
    OTHER = "autre", _("Autre activité")


class LegalForm(models.TextChoices):
    ASSOCIATION = "association", _("Association")
    SCOP = "scop", _("SCOP")
    SCIC = "scic", _("SCIC")
    COOPERATIVE = "cooperative", _("Coopérative")
    MUTUAL = "mutuelle", _("Mutuelle")
    FOUNDATION = "fondation", _("Fondation")
    ESUS = "esus", _("Société ESUS")
    AUTHORITY = "collectivite", _("Collectivité")
    UNIVERSITY = "universite", _("Université")
    OTHER = "autre", _("Autre forme")


class Department(models.TextChoices):
    AISNE = "Aisne", _("Aisne")
    NORD = "Nord", _("Nord")
    OISE = "Oise", _("Oise")
    PAS_DE_CALAIS = "Pas-de-Calais", _("Pas-de-Calais")
    SOMME = "Somme", _("Somme")
    ELSEWHERE = "Autre", _("Autre département")


class AreaType(models.TextChoices):
    RURAL = "rural", _("Rural")
    SMALL_TOWN = "bourg", _("Bourg")
    TOWN = "ville", _("Ville")
    PRIORITY = "quartier-prioritaire", _("Quartier prioritaire")


class PeopleBand(models.TextChoices):
    """Staff or volunteers, as an order of magnitude."""

    NONE = "0", _("personne")
    FEW = "1-9", _("1 à 9")
    SOME = "10-49", _("10 à 49")
    MANY = "50+", _("50 et plus")


class UserBand(models.TextChoices):
    UNDER_50 = "moins-50", _("moins de 50")
    UNDER_200 = "50-199", _("50 à 199")
    UNDER_1000 = "200-999", _("200 à 999")
    MORE = "1000+", _("1 000 et plus")
