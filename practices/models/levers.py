"""The words of the method, and the free ones: levers are a vocabulary kept by facilitators, topics are anybody's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel

from community.drawing.shapes import FIRST, SPARE

SIGNS = [
    ("arch", _("une arche")),
    ("flower", _("une fleur")),
    ("leaf", _("une feuille")),
    ("pebbles", _("trois galets")),
    ("moon", _("une demi-lune")),
    ("waves", _("des vagues")),
    ("ladder", _("une échelle")),
    ("star", _("une étoile")),
]


class LeverQuerySet(models.QuerySet["Lever"]):
    def in_use(self) -> "LeverQuerySet":
        """Those that may be chosen today."""
        return self.filter(is_retired=False)

    def in_use_or(self, chosen: Iterable[int]) -> "LeverQuerySet":
        """Those, and the ones that bear these keys: a page keeps what it was given before."""
        return self.filter(models.Q(is_retired=False) | models.Q(pk__in=list(chosen)))


class Lever(TagBase):
    """A domain where a change triggers involvement. Retired rather than deleted: drafts may still name it."""

    free_tagging = False

    description = models.TextField(_("description"), blank=True, help_text=_("Deux phrases, pour qui découvre."))
    position = models.PositiveSmallIntegerField(_("ordre d’affichage"), default=100)
    is_retired = models.BooleanField(
        _("retiré"),
        default=False,
        help_text=_("Ne se choisit plus. Les fiches qui le portent le gardent, et sa page reste."),
    )

    sign = models.CharField(
        _("signe"),
        max_length=10,
        choices=SIGNS,
        blank=True,
        help_text=_(
            "La forme découpée qui l’accompagne partout. Sans choix de votre part, le site prend une forme libre."
        ),
    )

    objects = LeverQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("sign"),
        FieldPanel("position"),
        FieldPanel("is_retired"),
    ]

    class Meta:
        verbose_name = _("levier")
        verbose_name_plural = _("leviers")
        ordering = ["position", "name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A lever without a sign takes one: the first that no other bears, else any of the spare ones in turn."""
        if not self.sign:
            self.sign = free_sign(taken=list(Lever.objects.exclude(pk=self.pk).values_list("sign", flat=True)))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its landing page."""
        return reverse("lever", args=[self.slug])


def free_sign(*, taken: list[str]) -> str:
    """The spare shape that the fewest levers bear, in their order; one of the first four only where a site has none."""
    if not any(taken):
        return FIRST[0]
    return min(SPARE, key=taken.count)


@dataclass(frozen=True, kw_only=True)
class LeverName:
    """What a page shows of a lever that it carries."""

    name: str
    slug: str
    sign: str

    def get_absolute_url(self) -> str:
        """The landing page of the lever."""
        return reverse("lever", args=[self.slug])


@dataclass(frozen=True, kw_only=True)
class LeverShown(LeverName):
    """A lever, as it is offered."""

    pk: int
    description: str


class WithLevers:
    """A page that carries levers; those of many pages are read at once (`practices.cards`)."""

    levers: Any
    levers_in_hand: Iterable[LeverName] | None = None

    @property
    def shown_levers(self) -> Iterable[Any]:
        """Those read with the page, else its own: a preview shows those of the version previewed."""
        return self.levers.all() if self.levers_in_hand is None else self.levers_in_hand


class Topic(TagBase):
    """A free word beside the levers, never one of them."""

    class Meta:
        verbose_name = _("mot-clé")
        verbose_name_plural = _("mots-clés")


class PracticeLever(ItemBase):
    tag = models.ForeignKey(Lever, on_delete=models.CASCADE, related_name="practice_items")
    content_object = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="lever_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="a_lever_once_a_sheet")]


class TestimonialLever(ItemBase):
    __test__ = False  # not a pytest class

    tag = models.ForeignKey(Lever, on_delete=models.CASCADE, related_name="testimonial_items")
    content_object = ParentalKey("practices.TestimonialPage", on_delete=models.CASCADE, related_name="lever_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="a_lever_once_a_testimonial")]


class ReportLever(ItemBase):
    tag = models.ForeignKey(Lever, on_delete=models.CASCADE, related_name="report_items")
    content_object = ParentalKey("practices.EventReportPage", on_delete=models.CASCADE, related_name="lever_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="a_lever_once_a_report")]


class PracticeTopic(ItemBase):
    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="practice_items")
    content_object = ParentalKey("practices.PracticePage", on_delete=models.CASCADE, related_name="topic_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="a_topic_once_a_sheet")]
