"""Who belongs to which structure, and the Wagtail group and collection derived from it."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection


class Membership(models.Model):
    """A member's place in a structure: the truth, from which groups and permissions are derived."""

    class Role(models.TextChoices):
        PILOT = "pilot", _("pilote")
        COPILOT = "copilot", _("copilote")
        MEMBER = "member", _("membre")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("membre")
    )
    structure = models.ForeignKey(
        "community.StructurePage", on_delete=models.CASCADE, related_name="memberships", verbose_name=_("structure")
    )
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("appartenance")
        verbose_name_plural = _("appartenances")
        ordering = ["structure", "role", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "structure"], name="one_place_a_structure")]

    def __str__(self) -> str:
        return f"{self.member}, {self.get_role_display()}"

    @property
    def may_edit_card(self) -> bool:
        """Pilots and copilots keep the structure's public card."""
        return self.role in (self.Role.PILOT, self.Role.COPILOT)


class TeamSpace(models.Model):
    """The Wagtail group (rights on its pages) and collection (its files) of one structure.

    Kept beside the page, not on it: a page's revisions carry its fields, and an old one would bring back an old group.
    """

    structure = models.OneToOneField(
        "community.StructurePage", on_delete=models.CASCADE, primary_key=True, related_name="space"
    )
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="team_space")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="team_space")

    def __str__(self) -> str:
        return str(self.structure)
