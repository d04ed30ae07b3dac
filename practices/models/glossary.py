"""The words of the method and what they mean here, listed on one page and findable one by one."""

from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from community.models.visible import VisiblePage


class GlossaryTerm(models.Model):
    """A word and its definition, callable from any page by its anchor."""

    term = models.CharField(_("terme"), max_length=80, unique=True)
    slug = models.SlugField(_("ancre"), max_length=80, unique=True, editable=False)
    definition = models.TextField(_("définition"))
    synonyms = models.CharField(_("se dit aussi"), max_length=255, blank=True, help_text=_("Séparés par des virgules."))
    source = models.CharField(_("source"), max_length=160, blank=True)

    panels = [FieldPanel("term"), FieldPanel("definition"), FieldPanel("synonyms"), FieldPanel("source")]

    class Meta:
        verbose_name = _("terme du glossaire")
        verbose_name_plural = _("termes du glossaire")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The anchor is given once, so that links to it keep working when the term is reworded."""
        self.slug = self.slug or slugify(self.term)[:80]
        super().save(*args, **kwargs)


class GlossaryPage(VisiblePage):
    """« Glossaire » : every term, in alphabetical order."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "practices/glossary_page.html"

    class Meta:
        verbose_name = _("glossaire")
        verbose_name_plural = _("glossaires")
