"""A testimonial: a first-person account, filmed, recorded or written, and the consents without which it hides."""

from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from community.files.sizes import ShownPicture
from community.models import InvolvementLevel, ParcoursPage, PeerComment, SiteDocument, SiteImage, SiteMedia
from community.models.visible import CONVERSATION, VisiblePage
from community.typed_text.characters import is_blank
from practices.captions.stored import wrong_with
from practices.models.levers import TestimonialLever, WithLevers
from practices.models.sheets import PracticePage
from practices.vocabulary import Format, ParcoursRole


class TestimonialIndexPage(VisiblePage):
    """Every testimonial, gathered across structures."""

    __test__ = False  # not a pytest class

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    address_parameters = ("levier", "page")
    template = "practices/testimonial_index_page.html"

    class Meta:
        verbose_name = _("liste des témoignages")
        verbose_name_plural = _("listes des témoignages")


class TestimonialPage(WithLevers, VisiblePage):
    """« Témoignage » : somebody tells what they lived."""

    __test__ = False

    speaker_name = models.CharField(
        _("qui parle"), max_length=80, blank=True, help_text=_("Prénom ou pseudonyme, au choix de la personne.")
    )
    speaker_role = models.CharField(
        _("rôle"), max_length=120, blank=True, help_text=_("Usager, bénévole, salariée, pilote, intervenante…")
    )
    parcours = models.ForeignKey(
        ParcoursPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="testimonials",
        verbose_name=_("parcours"),
    )
    parcours_role = models.CharField(
        _("dans ce parcours"),
        max_length=20,
        choices=ParcoursRole.choices,
        blank=True,
        help_text=_("Participant ou intervenant du parcours ?"),
    )
    kind = models.CharField(
        _("format"),
        max_length=10,
        choices=Format.choices,
        blank=True,
        help_text=_("Vidéo, son seul ou texte : le son et le texte comptent autant que l’image."),
    )
    media = models.ForeignKey(
        SiteMedia,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="testimonials",
        verbose_name=_("fichier"),
    )
    text = models.TextField(_("le témoignage écrit"), blank=True, help_text=_("Pour un témoignage écrit."))
    poster = models.ForeignKey(
        SiteImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("image d’attente"),
        help_text=_("Elle s’affiche avant la lecture."),
    )
    poster_alt = models.CharField(
        _("ce que montre l’image"), max_length=200, blank=True, help_text=_("Décrivez-la en une phrase.")
    )
    captions = models.ForeignKey(
        SiteDocument,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="captions_of",
        verbose_name=_("sous-titres (fichier .vtt)"),
        help_text=_("Relisez les sous-titres automatiques : noms propres et sigles sont souvent faux."),
    )
    transcript = models.TextField(
        _("transcription"),
        blank=True,
        help_text=_("Le texte complet, avec qui parle. Il sert aussi à la recherche."),
    )
    key_quote = models.CharField(
        _("phrase à retenir"), max_length=300, blank=True, help_text=_("Mot pour mot, une ou deux lignes.")
    )
    levers = ClusterTaggableManager(
        through=TestimonialLever, blank=True, verbose_name=_("leviers"), related_name="testimonials"
    )
    levels = ParentalManyToManyField(
        InvolvementLevel, blank=True, related_name="testimonials", verbose_name=_("niveaux d’implication")
    )
    sheets = ParentalManyToManyField(
        PracticePage,
        blank=True,
        related_name="testimonials",
        verbose_name=_("fiches liées"),
        help_text=_("Reliez au moins une fiche si elle existe."),
    )
    discussion_prompt = models.CharField(
        _("question pour la discussion"),
        max_length=300,
        blank=True,
        help_text=_("Que demander au groupe après le visionnage ?"),
    )

    comments = GenericRelation(PeerComment, content_type_field="content_type", object_id_field="object_pk")

    content_panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("speaker_name"), FieldPanel("speaker_role")]),
        FieldRowPanel([FieldPanel("parcours"), FieldPanel("parcours_role")]),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("media"),
                FieldPanel("captions"),
                FieldPanel("transcript"),
                FieldPanel("text"),
                FieldPanel("poster"),
                FieldPanel("poster_alt"),
            ],
            heading=_("Le témoignage"),
        ),
        FieldPanel("key_quote"),
        FieldPanel("levers"),
        FieldPanel("levels"),
        FieldPanel("sheets"),
        FieldPanel("discussion_prompt"),
    ]
    parent_page_types = ["community.StructurePage"]
    subpage_types: list[str] = []
    address_parameters = ("t", "rencontres", *CONVERSATION)
    template = "practices/testimonial_page.html"

    listed_by = "practices.TestimonialIndexPage"
    on_a_card = ("kind", "key_quote", "speaker_name", "speaker_role", "poster", "media__duration")
    beside_a_card = ("media",)
    poster_in_hand: ShownPicture | None = None
    duration_in_hand: float | None = None
    """The picture of its card, and how many seconds it lasts, read with those of the other cards."""
    required_to_publish = ("title", "speaker_name", "kind", "levers", "key_quote")

    class Meta:
        verbose_name = _("témoignage")
        verbose_name_plural = _("témoignages")

    def missing(self) -> dict[str, str]:
        """What the testimonial still needs before it may be published: field → sentence.

        A film needs captions that a browser shows and a transcript, a recording a transcript, and every person a
        valid agreement.
        """
        missing = super().missing()
        if self.kind == Format.TEXT and is_blank(self.text):
            missing["text"] = str(_("Écrivez le témoignage."))
        if self.kind in (Format.VIDEO, Format.AUDIO):
            if not self.media_id:
                missing["media"] = str(_("Joignez le fichier."))
            if is_blank(self.transcript):
                missing["transcript"] = str(
                    _("Ajoutez la transcription : sans elle, une partie du public est laissée dehors.")
                )
        if self.kind == Format.VIDEO and not self.captions_id:
            missing["captions"] = str(_("Joignez les sous-titres : une vidéo ne se publie pas sans eux."))
        elif self.kind != Format.TEXT and self.captions and (wrong := wrong_with(self.captions, recording=self.media)):
            missing["captions"] = wrong
        if not self.has_valid_consent:
            missing["consent"] = str(_("Il faut un accord signé et en cours de validité de chaque personne."))
        return missing

    @property
    def has_valid_consent(self) -> bool:
        """At least one agreement, and every agreement standing today. `practices.consent` says the same in SQL."""
        return bool(self.pk) and _stand_today(self.consents.all())


class ConsentQuerySet(models.QuerySet["ConsentRecord"]):
    def valid(self) -> "ConsentQuerySet":
        """Given, not ended and not withdrawn, as of today."""
        return self.filter(self._standing())

    def failing(self) -> "ConsentQuerySet":
        """The others: one of them hides its testimonial."""
        return self.exclude(self._standing())

    def _standing(self) -> models.Q:
        today = timezone.localdate()
        return models.Q(given_on__lte=today, expires_on__gte=today, withdrawn_at__isnull=True)


def days_that_stand(*, consents: Iterable["ConsentRecord"]) -> tuple[date, date] | None:
    """The first and the last day on which all these agreements stand; None where there is no such day, or no agreement.

    The rule in Python, as `ConsentQuerySet` says it in SQL: a test compares them.
    """
    consents = list(consents)
    if not consents or any(consent.withdrawn_at for consent in consents):
        return None
    first = max(consent.given_on for consent in consents)
    last = min(consent.expires_on for consent in consents)
    return (first, last) if first <= last else None


def _stand_today(consents: Iterable["ConsentRecord"]) -> bool:
    days = days_that_stand(consents=consents)
    return days is not None and days[0] <= timezone.localdate() <= days[1]


class ConsentRecord(models.Model):
    """The written agreement of one person who speaks or is shown. Read by the structure's team and facilitators only.

    A testimonial is visible while it has at least one record and all its records are valid.
    """

    testimonial = models.ForeignKey(
        TestimonialPage, on_delete=models.CASCADE, related_name="consents", verbose_name=_("témoignage")
    )
    person = models.CharField(_("personne"), max_length=120, help_text=_("Nom de la personne qui donne son accord."))
    document = models.FileField(
        _("accord signé"),
        upload_to="consents/%Y/",
        blank=True,
        help_text=_("Photo ou PDF de l’accord signé. Visible de votre équipe et de l’animation seulement."),
    )
    places = models.CharField(
        _("lieux de diffusion"), max_length=255, help_text=_("Site, réunions du réseau, réseaux sociaux…")
    )
    given_on = models.DateField(_("donné le"), default=timezone.localdate)
    expires_on = models.DateField(
        _("valable jusqu’au"), help_text=_("Le témoignage se cache de lui-même à cette date.")
    )
    is_minor = models.BooleanField(
        _("personne mineure"), default=False, help_text=_("Il faut l’accord écrit des deux représentants légaux.")
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        "community.Member", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    panels = [
        FieldPanel("testimonial"),
        FieldPanel("person"),
        FieldPanel("document"),
        FieldPanel("places"),
        FieldRowPanel([FieldPanel("given_on"), FieldPanel("expires_on")]),
        FieldPanel("is_minor"),
        FieldPanel("withdrawn_at"),
    ]

    class Meta:
        verbose_name = _("accord de diffusion")
        verbose_name_plural = _("accords de diffusion")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("given_on")), name="a_consent_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.testimonial}"

    @property
    def is_valid(self) -> bool:
        """Whether this agreement stands today."""
        return _stand_today([self])
