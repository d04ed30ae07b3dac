"""How an account stands, and the parts that people play, as facilitators look for them."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

ASLEEP_AFTER = timedelta(days=183)  # six months without entering: a session lasts two weeks, so as without a visit


class AccountState(models.TextChoices):
    """Each person has one."""

    ACTIVE = "active", _("active")
    INVITED = "invitee", _("invitée")
    ASLEEP = "endormie", _("endormie")
    CLOSED = "fermee", _("fermée")


class PartPlayed(models.TextChoices):
    """A person may have several."""

    PILOT = "pilot", _("pilote")
    COPILOT = "copilot", _("copilote")
    MEMBER = "member", _("membre")
    FACILITATOR = "animation", _("animation du réseau")
    ADMINISTRATOR = "administration", _("administration du site")
    NOWHERE = "sans-structure", _("sans structure")
