"""The front page, the pages of plain text, and the site's settings."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from community.models.visible import VisiblePage
from practices.models import TestimonialPage

EXAMPLES = _("accueillir les nouveaux\nmanque de bénévoles\nquestionnaire de satisfaction")


class HomePage(VisiblePage):
    """What this is in two sentences, a search field, the levers, and what is new."""

    headline = models.CharField(_("phrase d’accueil"), max_length=160, default=_("Faire avec, au lieu de faire pour."))
    introduction = models.TextField(_("ce que c’est, en deux phrases"), blank=True)
    search_examples = models.TextField(
        _("exemples de recherche"), default=EXAMPLES, help_text=_("Un par ligne, trois au plus.")
    )

    content_panels = [
        *VisiblePage.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("search_examples"),
        InlinePanel("featured", label=_("témoignage à la une"), heading=_("Témoignages à la une")),
    ]
    max_count = 1
    subpage_types = [
        "community.StructureIndexPage",
        "community.ParcoursIndexPage",
        "practices.PracticeIndexPage",
        "practices.TestimonialIndexPage",
        "practices.PracticeRequestIndexPage",
        "practices.EventReportIndexPage",
        "practices.GlossaryPage",
        "home.ContentPage",
    ]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    @property
    def examples(self) -> list[str]:
        """The three searches offered to a newcomer."""
        return [line.strip() for line in self.search_examples.splitlines() if line.strip()][:3]


class FeaturedTestimonial(Orderable):
    """A testimonial that facilitators put forward, until when, and why: the reason is shown."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured")
    testimonial = models.ForeignKey(
        TestimonialPage, on_delete=models.CASCADE, related_name="features", verbose_name=_("témoignage")
    )
    until = models.DateField(_("jusqu’au"), help_text=_("Le dernier jour à la une."))
    reason = models.CharField(
        _("pourquoi"), max_length=200, help_text=_("Affiché à côté : ce choix s’explique, il ne classe personne.")
    )

    panels = [FieldPanel("testimonial"), FieldRowPanel([FieldPanel("until"), FieldPanel("reason")])]

    class Meta(Orderable.Meta):
        verbose_name = _("témoignage à la une")
        verbose_name_plural = _("témoignages à la une")

    def __str__(self) -> str:
        return self.reason

    @property
    def is_current(self) -> bool:
        """Whether its last day has not passed."""
        return self.until >= timezone.localdate()


class ContentPage(VisiblePage):
    """A page of text: the method, how to join, the legal pages."""

    introduction = models.TextField(_("en bref"), blank=True)
    body = RichTextField(_("texte"), blank=True, features=["h2", "h3", "bold", "italic", "ul", "ol", "link"])

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("page de texte")
        verbose_name_plural = _("pages de texte")


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """What the whole site shows: its network, how to reach it, whether its content is a demonstration."""

    network_name = models.CharField(_("nom du réseau"), max_length=80, default="Apes")
    contact_address = models.EmailField(
        _("adresse de contact"), blank=True, help_text=_("Une adresse de service, affichée en bas de page.")
    )
    is_demo = models.BooleanField(
        _("contenu de démonstration"), default=False, help_text=_("Affiche une mention sur chaque page.")
    )

    panels = [FieldPanel("network_name"), FieldPanel("contact_address"), FieldPanel("is_demo")]

    class Meta:
        verbose_name = _("réglages du site")
