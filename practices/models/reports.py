"""The public memory of a meeting: the question of the day, what was said, what follows."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.blocks import TextBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable

from community.models import ParcoursPage, PeerComment, SiteImage
from community.models.visible import CONVERSATION, VisiblePage
from practices.models.glossary import GlossaryTerm
from practices.models.levers import ReportLever, WithLevers
from practices.models.testimonials import TestimonialPage


class EventReportIndexPage(VisiblePage):
    """Every report, the newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.EventReportPage"]
    max_count = 1
    address_parameters = ("page",)
    template = "practices/event_report_index_page.html"

    class Meta:
        verbose_name = _("liste des comptes rendus")
        verbose_name_plural = _("listes des comptes rendus")


class EventReportPage(WithLevers, VisiblePage):
    """« Compte rendu » : a morning, an open session, a visit."""

    date = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(
        _("lieu"), max_length=160, blank=True, help_text=_("Matinée, session ouverte, visite : où était-ce ?")
    )
    parcours = models.ForeignKey(
        ParcoursPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reports",
        verbose_name=_("parcours"),
    )
    attendance = models.PositiveSmallIntegerField(
        _("nombre de personnes"), null=True, blank=True, help_text=_("Un nombre, pas de liste de noms.")
    )
    profiles = models.CharField(
        _("venues d’où"), max_length=255, blank=True, help_text=_("Des types de structures, pas des noms.")
    )
    question = models.CharField(
        _("la question du jour"), max_length=255, blank=True, help_text=_("Celle qui a réuni les gens.")
    )
    body = models.TextField(_("récit"), blank=True)
    quotes = StreamField(
        [("quote", TextBlock(label=_("phrase entendue"), rows=2))],
        blank=True,
        verbose_name=_("ce qui a été dit"),
        help_text=_("Mot pour mot, sans nom. Gardez aussi les doutes."),
    )
    terms = ParentalManyToManyField(GlossaryTerm, blank=True, related_name="reports", verbose_name=_("définitions"))
    testimonials = ParentalManyToManyField(
        TestimonialPage,
        blank=True,
        related_name="reports",
        verbose_name=_("témoignages vus"),
        help_text=_("Liez les pages existantes plutôt que de recopier."),
    )
    levers = ClusterTaggableManager(
        through=ReportLever, blank=True, verbose_name=_("leviers repérés"), related_name="reports"
    )
    motto = models.CharField(_("à retenir"), max_length=255, blank=True, help_text=_("Une phrase."))
    next_steps = models.TextField(_("suites"), blank=True, help_text=_("Qui fait quoi, et quand se revoit-on ?"))

    comments = GenericRelation(PeerComment, content_type_field="content_type", object_id_field="object_pk")

    content_panels = [
        *VisiblePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("place")]),
        FieldPanel("parcours"),
        FieldRowPanel([FieldPanel("attendance"), FieldPanel("profiles")]),
        FieldPanel("question"),
        FieldPanel("body"),
        FieldPanel("quotes"),
        FieldPanel("terms"),
        FieldPanel("testimonials"),
        FieldPanel("levers"),
        FieldPanel("motto"),
        FieldPanel("next_steps"),
        InlinePanel("photos", label=_("photo")),
    ]
    parent_page_types = ["practices.EventReportIndexPage"]
    subpage_types: list[str] = []
    template = "practices/event_report_page.html"
    address_parameters = CONVERSATION

    required_to_publish = ("title", "date", "place", "question")

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")


class EventPhoto(Orderable):
    """A photograph of the day."""

    report = ParentalKey(EventReportPage, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="+", verbose_name=_("photo"))
    alt = models.CharField(_("ce que montre la photo"), max_length=200)
    agreement = models.BooleanField(
        _("accord écrit des personnes reconnaissables"),
        help_text=_("Personnes reconnaissables : accord écrit, sinon de dos ou les mains."),
    )

    panels = [FieldPanel("image"), FieldPanel("alt"), FieldPanel("agreement")]

    class Meta(Orderable.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.alt
