"""A structure: an organisation that shares, and its public card. Its sheets and testimonials are its child pages."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager

from community.files.sizes import ShownPicture
from community.letters import plain
from community.models.files import SiteImage
from community.models.levels import InvolvementLevel
from community.models.visible import IN_A_LIST, VisiblePage, VisibleQuerySet
from community.tree import paths_down_to
from community.vocabulary import AreaType, Department, LegalForm, PeopleBand, Sector, UserBand


class StructureIndexPage(VisiblePage):
    """The list of the structures."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*VisiblePage.content_panels, FieldPanel("introduction")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["community.StructurePage"]
    max_count = 1
    address_parameters = ("departement", "page")
    template = "community/structure_index_page.html"

    class Meta:
        verbose_name = _("liste des structures")
        verbose_name_plural = _("listes des structures")


class StructureQuerySet(VisibleQuerySet):
    """Structures, and the one answer to « which structure does this page belong to? »."""

    def above(self, page: Page, *, inclusive: bool = False) -> Self:
        """The structure that this page belongs to, or is where `inclusive` says so; none elsewhere in the tree."""
        return self.filter(path__in=_above(page, inclusive))

    def above_each(
        self, pages: Iterable[Page], *, known: Iterable["StructurePage"] = (), inclusive: bool = False
    ) -> dict[int, "StructurePage"]:
        """The structure of each page that has one, by the page's key, in one query for all; see `above`.

        Structures already in hand are given as `known`: the pages below them cost nothing.
        """
        ways = {page.pk: _above(page, inclusive) for page in pages}
        structures = {structure.path: structure for structure in known}
        missing = {path for way in ways.values() if structures.keys().isdisjoint(way) for path in way}
        if missing:
            structures |= {structure.path: structure for structure in self.filter(path__in=missing).order_by()}
        return {pk: structures[path] for pk, way in ways.items() for path in way if path in structures}

    def called(self, words: str) -> Self:
        """Those whose name and commune have all of these words, in any order; eight are read.

        Letters are compared here, once: PostgreSQL takes ten times as long, for each question that narrows by it.
        """
        wanted = plain(words).split()[:8]
        rows = self.order_by().values_list("pk", "title", "commune")
        named = ((pk, plain(f"{title} {commune}")) for pk, title, commune in rows)
        return self.filter(pk__in=[pk for pk, name in named if all(word in name for word in wanted)])

    def to_name(self) -> Self:
        """Read as far as a link to them, and their place, go."""
        return self.only(*IN_A_LIST, "commune", "department")


def _above(page: Page, inclusive: bool) -> list[str]:
    return paths_down_to(page)[: None if inclusive else -1]


class StructurePage(VisiblePage):
    """An association, a cooperative, a social enterprise: its public card."""

    objects = PageManager.from_queryset(StructureQuerySet)()

    tagline = models.CharField(
        _("en une phrase"), max_length=160, blank=True, help_text=_("Votre activité expliquée à un voisin.")
    )
    logo = models.ForeignKey(
        SiteImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("logo")
    )
    presentation = models.TextField(
        _("présentation"), blank=True, help_text=_("Deux courts paragraphes : ce que vous faites, avec qui.")
    )
    legal_form = models.CharField(_("forme juridique"), max_length=20, choices=LegalForm.choices, blank=True)
    sector = models.CharField(
        _("activité"), max_length=30, choices=Sector.choices, blank=True, help_text=_("L’activité principale.")
    )
    commune = models.CharField(_("commune"), max_length=100, blank=True)
    department = models.CharField(_("département"), max_length=20, choices=Department.choices, blank=True)
    area_type = models.CharField(_("type de territoire"), max_length=20, choices=AreaType.choices, blank=True)
    staff_band = models.CharField(
        _("équipe salariée"),
        max_length=10,
        choices=PeopleBand.choices,
        blank=True,
        help_text=_("Un ordre de grandeur : il aide à trouver des structures qui vous ressemblent."),
    )
    volunteer_band = models.CharField(_("bénévoles"), max_length=10, choices=PeopleBand.choices, blank=True)
    user_band = models.CharField(_("usagers"), max_length=10, choices=UserBand.choices, blank=True)
    user_term = models.CharField(
        _("vos mots pour « usagers »"),
        max_length=80,
        blank=True,
        help_text=_("Comment les appelez-vous ? Comment veulent-ils être appelés ?"),
    )
    target_levels = ParentalManyToManyField(
        InvolvementLevel,
        blank=True,
        verbose_name=_("niveaux visés"),
        help_text=_("À ce jour, pour vos projets. Aucun n’est meilleur : modifiable à tout moment."),
    )
    levels_as_of = models.DateField(_("à la date du"), null=True, blank=True)
    offers = models.CharField(
        _("je peux aider sur"),
        max_length=160,
        blank=True,
        help_text=_("Deux ou trois mots. C’est ce qui provoque les rencontres."),
    )
    needs = models.CharField(_("je cherche"), max_length=160, blank=True, help_text=_("Deux ou trois mots."))
    website = models.URLField(_("site web"), blank=True)
    contact_optin = models.BooleanField(
        _("recevoir les messages d’autres structures"),
        default=False,
        help_text=_("Par un formulaire relayé : votre adresse reste masquée."),
    )

    content_panels = [
        *VisiblePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("logo"),
        FieldPanel("presentation"),
        FieldRowPanel([FieldPanel("legal_form"), FieldPanel("sector")]),
        MultiFieldPanel(
            [FieldPanel("commune"), FieldPanel("department"), FieldPanel("area_type")], heading=_("Territoire")
        ),
        MultiFieldPanel(
            [FieldPanel("staff_band"), FieldPanel("volunteer_band"), FieldPanel("user_band")], heading=_("Taille")
        ),
        FieldPanel("user_term"),
        FieldPanel("target_levels"),
        FieldPanel("levels_as_of"),
        FieldRowPanel([FieldPanel("offers"), FieldPanel("needs")]),
        FieldPanel("website"),
        FieldPanel("contact_optin"),
    ]
    parent_page_types = ["community.StructureIndexPage"]
    subpage_types = ["practices.PracticePage", "practices.TestimonialPage"]
    address_parameters = ("fiches", "temoignages", "essais")
    template = "community/structure_page.html"

    logo_in_hand: ShownPicture | None = None
    """The logo of its card, read with those of the other cards (`community.queries.name_logos`)."""

    # What a structure's card needs before it may be published; a draft needs only its name.
    required_to_publish = ("title", "tagline", "sector", "commune", "department")

    class Meta:
        verbose_name = _("structure")
        verbose_name_plural = _("structures")

    @property
    def place(self) -> str:
        """« Commune (Département) », with what is known."""
        if self.commune and self.department:
            return f"{self.commune} ({self.get_department_display()})"
        return self.commune or self.get_department_display()
