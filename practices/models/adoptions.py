"""« Nous l’avons essayé »: what a structure says of a practice that it took from somebody else's sheet."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.models import StructurePage
from community.visibility import visible_to
from practices.models.sheets import PracticePage

if TYPE_CHECKING:
    from community.models import Member

LONGEST_WORDS = 2_000  # characters of each of the three answers: a page of a notebook; more makes a sheet of its own


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Adoptions, and who may read them."""

    def shown(self) -> Self:
        """Those that are on line: neither held, nor removed, nor withdrawn."""
        return self.filter(is_public=True)

    def standing(self) -> Self:
        """Those that say something, on line or not: a withdrawn one is a place without words."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, member: "Member | None") -> Self:
        """Those that this person finds and reads; None is the public.

        It is on line, and both its sheet and its structure are visible to them: who may not know of one of the two is
        told nothing, not even a number. What is held is read by its structure on its own screens only.
        """
        return self.shown().filter(_sees("sheet_id", member), _sees("structure_id", member))

    def of_visible_structures(self, member: "Member | None") -> Self:
        """The same where the sheet is one that this person is already reading."""
        return self.shown().filter(_sees("structure_id", member))

    def of_visible_sheets(self, member: "Member | None") -> Self:
        """The same where the structure is one that this person is already reading."""
        return self.shown().filter(_sees("sheet_id", member))


def _sees(column: str, member: "Member | None") -> models.Exists:
    """Asked of the row's own page: the database never looks at all the pages of the site."""
    return models.Exists(visible_to(Page.objects.filter(pk=models.OuterRef(column)), member))


class Adoption(models.Model):
    """One structure tried one sheet: when, what it kept, what it changed, what happened.

    One row for both. Withdrawn, the row loses its words and stays: the sheet's team is told once, whatever is taken
    back and said again.
    """

    sheet = models.ForeignKey(
        PracticePage, on_delete=models.CASCADE, related_name="adoptions", verbose_name=_("fiche essayée")
    )
    structure = models.ForeignKey(
        StructurePage, on_delete=models.CASCADE, related_name="adoptions", verbose_name=_("structure")
    )
    tried_on = models.DateField(_("essayée en"), help_text=_("Le premier jour du mois."))
    kept = models.TextField(_("ce que nous avons gardé"), blank=True, max_length=LONGEST_WORDS)
    changed = models.TextField(_("ce que nous avons changé"), blank=True, max_length=LONGEST_WORDS)
    happened = models.TextField(_("ce qui s’est passé"), blank=True, max_length=LONGEST_WORDS)
    own_sheet = models.ForeignKey(
        PracticePage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="told_by_adoptions",
        verbose_name=_("notre fiche"),
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("écrit par")
    )
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    edited_at = models.DateTimeField(_("modifié le"), null=True)
    is_public = models.BooleanField(_("en ligne"), default=True)
    held_at = models.DateTimeField(_("retenu le"), null=True)
    removed_at = models.DateTimeField(_("retiré par l’animation le"), null=True)
    withdrawn_at = models.DateTimeField(_("repris le"), null=True)
    told_at = models.DateTimeField(_("annoncé le"), null=True, help_text=_("Une fois, à l’équipe de la fiche."))

    objects = AdoptionQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # not a use of the page

    class Meta:
        verbose_name = _("essai")
        verbose_name_plural = _("essais")
        ordering = ["-tried_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "structure"], name="one_adoption_a_structure"),
            models.CheckConstraint(
                condition=models.Q(is_public=False) | models.Q(held_at=None, removed_at=None, withdrawn_at=None),
                name="what_is_held_is_not_public",
            ),
        ]
        indexes = [
            models.Index(fields=["sheet", "is_public", "-tried_on", "-id"], name="adoptions_of_a_sheet"),
            models.Index(fields=["structure", "is_public", "-tried_on", "-id"], name="adoptions_of_a_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.structure_id} → {self.sheet_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A month is kept as its first day."""
        self.tried_on = self.tried_on.replace(day=1)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the page of the sheet, whichever of its pages that is."""
        return f"{self.sheet.get_absolute_url()}?essai={self.pk}#essai-{self.pk}"

    @property
    def words(self) -> str:
        """All that was typed, for those who look for links and repetitions."""
        return "\n".join(text for text in (self.kept, self.changed, self.happened) if text)
