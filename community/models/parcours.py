"""One edition of a parcours: its territory, its dates, its sessions, the structures that take part."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from community.models.structures import StructurePage
from community.models.visible import VisiblePage


class ParcoursIndexPage(VisiblePage):
    """The list of the editions: coming, under way, finished."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["community.ParcoursPage"]
    max_count = 1
    address_parameters = ("page",)
    template = "community/parcours_index_page.html"

    class Meta:
        verbose_name = _("liste des parcours")
        verbose_name_plural = _("listes des parcours")


class ParcoursPage(VisiblePage):
    """One edition, that is one cohort. Its status follows its dates: nothing to tick."""

    class Status(models.TextChoices):
        COMING = "coming", _("à venir")
        UNDER_WAY = "under_way", _("en cours")
        FINISHED = "finished", _("terminé")

    theme = models.CharField(_("thème"), max_length=160, blank=True)
    presentation = models.TextField(_("présentation"), blank=True)
    territory = models.CharField(_("territoire"), max_length=160, blank=True)
    eligibility = models.TextField(_("pour qui"), blank=True, help_text=_("Quelles structures, sur quel territoire ?"))
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Combien de structures ? 8 à 10 d’habitude.")
    )
    starts_on = models.DateField(_("début"), null=True, blank=True)
    ends_on = models.DateField(
        _("fin"), null=True, blank=True, help_text=_("L’état affiché dépend des dates : rien à cocher.")
    )
    contact_role = models.EmailField(
        _("adresse de contact"), blank=True, help_text=_("Une adresse de service, pas l’e-mail d’une personne.")
    )
    partners = models.CharField(_("partenaires"), max_length=255, blank=True)

    content_panels = [
        *VisiblePage.content_panels,
        FieldPanel("theme"),
        FieldPanel("presentation"),
        FieldPanel("territory"),
        FieldPanel("eligibility"),
        FieldPanel("capacity"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        InlinePanel("sessions", label=_("session")),
        InlinePanel("participations", label=_("structure participante")),
        FieldPanel("contact_role"),
        FieldPanel("partners"),
    ]
    parent_page_types = ["community.ParcoursIndexPage"]
    subpage_types: list[str] = []
    address_parameters = ("structures", "fiches", "temoignages", "rencontres")
    template = "community/parcours_page.html"

    required_to_publish = ("title", "territory", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("parcours")
        verbose_name_plural = _("parcours")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("La fin vient après le début.")})

    @property
    def status(self) -> "ParcoursPage.Status | None":
        """Where the edition stands today; None while its dates are not known."""
        if not (self.starts_on and self.ends_on):
            return None
        today = timezone.localdate()
        if today < self.starts_on:
            return self.Status.COMING
        return self.Status.UNDER_WAY if today <= self.ends_on else self.Status.FINISHED


class Session(Orderable):
    """One of the group sessions: seven are usual, none is imposed."""

    parcours = ParentalKey(ParcoursPage, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("titre"), max_length=160)
    date = models.DateField(_("date"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=160, blank=True)
    goal = models.TextField(_("objectif"), blank=True)
    expected_output = models.TextField(
        _("production attendue"),
        blank=True,
        help_text=_("Avec quoi repart-on ? Ex. : une fiche brouillon par structure."),
    )

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("place")]),
        FieldPanel("goal"),
        FieldPanel("expected_output"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title


class Participation(Orderable):
    """A structure in an edition."""

    parcours = ParentalKey(ParcoursPage, on_delete=models.CASCADE, related_name="participations")
    structure = models.ForeignKey(
        StructurePage, on_delete=models.CASCADE, related_name="participations", verbose_name=_("structure")
    )

    panels = [FieldPanel("structure")]

    class Meta(Orderable.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [models.UniqueConstraint(fields=["parcours", "structure"], name="one_participation_an_edition")]

    def __str__(self) -> str:
        return f"{self.structure} — {self.parcours}"
