"""A practice sheet: the written, reusable account of one practice."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import TextBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable

from community.files.sizes import ShownPicture
from community.models import InvolvementLevel, ParcoursPage, PeerComment, SiteDocument
from community.models.visible import CONVERSATION, VisiblePage
from community.typed_text.characters import is_blank
from community.vocabulary import AreaType, Sector
from practices.models.levers import PracticeLever, PracticeTopic, WithLevers
from practices.vocabulary import CostBand, Licence, Maturity, TimeBand

FEWEST_STEPS, MOST_STEPS = 3, 7
MOST_PICTURES = 4
MOST_LEVERS = 2

TRIED = ("essais", "essai")
"""What « Elles l’ont essayé » reads in the address of a sheet: which of its pages, which of what was said."""

NOT_DESCRIBED = _("Dites en une phrase ce que montre chaque photographie : tout le monde ne la voit pas.")
NOT_AGREED = _("Cochez que les personnes reconnaissables ont donné leur accord, ou enlevez la photographie.")


class PracticeIndexPage(VisiblePage):
    """Every sheet, gathered across structures."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    address_parameters = ("levier", "page")
    template = "practices/practice_index_page.html"

    class Meta:
        verbose_name = _("liste des fiches pratiques")
        verbose_name_plural = _("listes des fiches pratiques")


class PracticePage(WithLevers, VisiblePage):
    """« Fiche pratique » : what was done, with whom, how, and what went wrong."""

    summary = models.CharField(
        _("en une phrase"),
        max_length=200,
        blank=True,
        help_text=_("Qui fait quoi, avec qui, pour quoi ? Cette phrase s’affiche dans la recherche."),
    )
    levers = ClusterTaggableManager(
        through=PracticeLever,
        blank=True,
        verbose_name=_("leviers"),
        help_text=_("Le levier sur lequel cette pratique agit d’abord, et un second s’il le faut."),
        related_name="sheets",
    )
    levels = ParentalManyToManyField(
        InvolvementLevel,
        blank=True,
        related_name="sheets",
        verbose_name=_("niveaux d’implication"),
        help_text=_("Aucun n’est meilleur : cochez ce que vous visez aujourd’hui."),
    )
    user_term = models.CharField(
        _("vos mots pour « usagers »"),
        max_length=80,
        blank=True,
        help_text=_("Adhérents, habitants, résidentes… Nous garderons votre mot."),
    )
    starting_point = models.TextField(
        _("point de départ"),
        blank=True,
        help_text=_("Qu’existait-il déjà ? Qu’est-ce qui vous a donné envie d’essayer ?"),
    )
    steps = StreamField(
        [("step", TextBlock(label=_("étape"), rows=3))],
        blank=True,
        verbose_name=_("étapes"),
        help_text=_("Racontez comme à une collègue qui voudrait le faire lundi. Une étape par bloc."),
    )
    user_role = models.TextField(
        _("rôle des usagers"),
        blank=True,
        help_text=_("Qu’ont-ils proposé, décidé, fait eux-mêmes ? Depuis quand : idée, mise en place, bilan ?"),
    )
    time_band = models.CharField(_("temps"), max_length=20, choices=TimeBand.choices, blank=True)
    cost_band = models.CharField(_("coût"), max_length=20, choices=CostBand.choices, blank=True)
    people_needed = models.CharField(_("personnes nécessaires"), max_length=120, blank=True)
    outcomes = models.TextField(
        _("effets"),
        blank=True,
        help_text=_("Qu’est-ce qui a changé, pour qui ? Comment le savez-vous ? Une phrase d’usager vaut un chiffre."),
    )
    pitfalls = models.TextField(
        _("ce qui a coincé"),
        blank=True,
        help_text=_("Qu’est-ce que vous feriez autrement ? C’est la partie la plus utile aux autres."),
    )
    first_step = models.TextField(
        _("le plus petit premier pas"), blank=True, help_text=_("Que peut-on essayer en moins de deux heures ?")
    )
    sector = models.CharField(_("activité"), max_length=30, choices=Sector.choices, blank=True)
    territory = models.CharField(
        _("territoire"),
        max_length=20,
        choices=AreaType.choices,
        blank=True,
        help_text=_("Ce qui aide une autre structure à se reconnaître."),
    )
    audience = models.CharField(_("avec quel public"), max_length=120, blank=True)
    maturity = models.CharField(
        _("état"),
        max_length=20,
        choices=Maturity.choices,
        blank=True,
        help_text=_("Une pratique arrêtée apprend aussi beaucoup."),
    )
    licence = models.CharField(
        _("réutilisation"),
        max_length=20,
        choices=Licence.choices,
        default=Licence.BY_SA,
        help_text=_("Réutilisation libre en citant la structure ?"),
    )
    cowritten = models.BooleanField(
        _("écrite avec des usagers"), default=False, help_text=_("Des usagers ont-ils relu ou écrit cette fiche ?")
    )
    inspired_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="inspirations",
        verbose_name=_("inspirée de"),
        help_text=_("Cette pratique vient d’une autre fiche ? Liez-la : cela fait plaisir et montre l’essaimage."),
    )
    parcours = models.ForeignKey(
        ParcoursPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sheets",
        verbose_name=_("parcours"),
        help_text=_("Le parcours d’où vient cette fiche, s’il y en a un."),
    )
    topics = ClusterTaggableManager(
        through=PracticeTopic,
        blank=True,
        verbose_name=_("mots-clés"),
        help_text=_("Libres, séparés par des virgules. Ex. : café, parrainage."),
        related_name="sheets",
    )
    contact_optin = models.BooleanField(
        _("recevoir des messages"),
        default=False,
        help_text=_("Acceptez-vous un message d’une autre structure ? Votre adresse ne sera pas affichée."),
    )
    last_verified_on = models.DateField(
        _("toujours d’actualité le"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Nous vous le demanderons une fois par an : un clic suffit."),
    )

    # Without it, deleting a page would leave its comments behind, answering from nowhere.
    comments = GenericRelation(PeerComment, content_type_field="content_type", object_id_field="object_pk")

    content_panels = [
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("levers"),
        FieldPanel("levels"),
        FieldPanel("user_term"),
        FieldPanel("starting_point"),
        FieldPanel("steps"),
        FieldPanel("user_role"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("time_band"), FieldPanel("cost_band")]), FieldPanel("people_needed")],
            heading=_("Moyens"),
        ),
        FieldPanel("outcomes"),
        FieldPanel("pitfalls"),
        FieldPanel("first_step"),
        MultiFieldPanel(
            [FieldPanel("sector"), FieldPanel("territory"), FieldPanel("audience")],
            heading=_("Dans quel contexte"),
        ),
        FieldPanel("maturity"),
        InlinePanel("pictures", label=_("photographie"), max_num=MOST_PICTURES),
        InlinePanel("attachments", label=_("outil joint")),
        FieldPanel("licence"),
        FieldPanel("cowritten"),
        FieldPanel("inspired_by"),
        FieldPanel("parcours"),
        FieldPanel("topics"),
        FieldPanel("contact_optin"),
    ]
    parent_page_types = ["community.StructurePage"]
    subpage_types: list[str] = []
    address_parameters = ("inspirations", "temoignages", *TRIED, *CONVERSATION)
    template = "practices/practice_page.html"

    listed_by = "practices.PracticeIndexPage"
    on_a_card = ("summary",)
    picture_in_hand: ShownPicture | None = None
    """The photograph of its card, read with those of the other cards (`practices.pictures`)."""
    times_tried = 0
    """How many structures say that they tried it, counted with the other cards (`practices.cards`)."""
    required_to_publish = ("title", "summary", "levers", "levels", "steps", "pitfalls")

    class Meta:
        verbose_name = _("fiche pratique")
        verbose_name_plural = _("fiches pratiques")

    def missing(self) -> dict[str, str]:
        """What the sheet still needs before a facilitator may publish it: field → sentence."""
        missing = super().missing()
        steps = [step for step in self.steps if not is_blank(str(step.value))]
        if steps and len(steps) < FEWEST_STEPS:
            missing["steps"] = str(
                _("Racontez au moins %(fewest)d étapes (il y en a %(count)d).")
                % {"fewest": FEWEST_STEPS, "count": len(steps)}
            )
        if len(steps) > MOST_STEPS:
            missing["steps"] = str(_("Regroupez : %(most)d étapes au plus.") % {"most": MOST_STEPS})
        if len(self.levers.all()) > MOST_LEVERS:
            missing["levers"] = str(_("Choisissez un levier, deux au plus."))
        if lacking := self._lacking_of_pictures():
            missing["pictures"] = lacking
        return missing

    def _lacking_of_pictures(self) -> str:
        """What keeps the photographs from being shown, in words; nothing where there is none."""
        pictures = self.pictures.all()
        if len(pictures) > MOST_PICTURES:
            return str(_("Gardez %(most)d photographies au plus.") % {"most": MOST_PICTURES})
        if any(is_blank(picture.alt) for picture in pictures):
            return str(NOT_DESCRIBED)
        return "" if all(picture.agreement for picture in pictures) else str(NOT_AGREED)


class PracticeAttachment(Orderable):
    """A tool to take away: a poster, a questionnaire, a template."""

    sheet = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        SiteDocument, on_delete=models.CASCADE, related_name="attached_to", verbose_name=_("document")
    )
    label = models.CharField(
        _("ce que c’est"),
        max_length=120,
        blank=True,
        help_text=_("Affiche, trame, questionnaire… Format modifiable si possible."),
    )

    panels = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("outil joint")
        verbose_name_plural = _("outils joints")

    def __str__(self) -> str:
        return self.label or self.document.title
