"""A passage of a recorded testimonial: some twenty-five seconds of what is said, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models.testimonials import TestimonialPage
from practices.moments import Moment


class TranscriptPassage(models.Model):
    """Made from the version on line by `practices.passages`, never by hand; what shows it asks first for its page."""

    testimonial = models.ForeignKey(
        TestimonialPage, on_delete=models.CASCADE, related_name="passages", verbose_name=_("témoignage")
    )
    number = models.PositiveIntegerField(_("rang"))
    start = models.PositiveIntegerField(_("début"), help_text=_("En secondes."))
    end = models.PositiveIntegerField(_("fin"), help_text=_("En secondes."))
    text = models.TextField(_("ce qui est dit"))

    wagtail_reference_index_ignore = True  # it names its own page: no use of anything

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["testimonial", "number"], name="one_passage_a_number"),
            models.UniqueConstraint(fields=["testimonial", "start"], name="one_passage_a_second"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_passage_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.testimonial_id}, {self.moment}"

    @property
    def moment(self) -> Moment:
        """When it begins."""
        return Moment(self.start)
