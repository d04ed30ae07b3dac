"""The photographs of a sheet: what each shows, in words, and that the people on it agreed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from community.models import SiteImage
from practices.models.sheets import PracticePage


class PracticePicture(Orderable):
    """A photograph, drawn or taken; the first one heads the sheet and its card."""

    sheet = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="+", verbose_name=_("photographie"))
    alt = models.CharField(
        _("ce que montre la photographie"),
        max_length=200,
        blank=True,
        help_text=_("En une phrase, pour qui ne la voit pas. Ex. : deux personnes épluchent des légumes et rient."),
    )
    agreement = models.BooleanField(
        _("les personnes reconnaissables ont donné leur accord"),
        default=False,
        help_text=_("Cochez aussi si l’on ne reconnaît personne : de dos, ou les mains seules."),
    )

    panels = [FieldPanel("image"), FieldPanel("alt"), FieldPanel("agreement")]

    class Meta(Orderable.Meta):
        verbose_name = _("photographie")
        verbose_name_plural = _("photographies")

    def __str__(self) -> str:
        return self.alt
