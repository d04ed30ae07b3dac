"""Pictures, documents, sounds and films: Wagtail's own, under our names from the first migration.

None is public by itself: community/files/ gives one only to a person who may read a page that shows it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia


class SiteImage(AbstractImage):
    """A picture and the sentence that describes it."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class SiteRendition(AbstractRendition):
    """A picture at the size a page asked for."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]


class SiteDocument(AbstractDocument):
    """A file to download, or the captions of a film."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class SiteMedia(AbstractMedia):
    """A film or a sound recording."""

    class Meta:
        verbose_name = _("film ou son")
        verbose_name_plural = _("films et sons")
