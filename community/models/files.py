"""Pictures, documents, sounds and films: Wagtail's own, under our names from the first migration.

None is public by itself: community/files/ gives one only to a person who may read a page that shows it.
"""

import logging
from typing import Any

from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtailmedia.models import AbstractMedia

from community.files.pictures import is_readable, one_at_a_time, size_of
from community.kept.generation import leave_nothing

logger = logging.getLogger(__name__)


class PictureFile(WagtailImageFieldFile):
    """A picture's file, measured by its first bytes: Wagtail would read every point of it to know its width."""

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        was_closed = self.closed
        self.open()
        try:
            return size_of(self) or (None, None)
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    """Wagtail's column, and its place in the migrations; only the way to measure differs."""

    attr_class = PictureFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs


class SiteImage(AbstractImage):
    """A picture and the sentence that describes it."""

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_rendition(self, filter: Any) -> Any:
        """The picture at this size; one of no width, never an error, where a file is damaged or the disk full."""
        try:
            return super().get_rendition(filter)
        except OSError as fault:
            logger.warning("picture %s cannot be shown: %s", self.pk, fault)
            leave_nothing()  # the page is made again for the next visitor: the disk may have room by then
            nothing = self.get_rendition_model()(image=self, width=0, height=0)
            nothing.file.name = "not-found"
            return nothing

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File:
        """Raises SourceImageIOError whatever is wrong with the stored file."""
        if not is_readable(width=self.width, height=self.height):
            raise SourceImageIOError(f"{self.width} × {self.height}")
        try:
            with one_at_a_time():
                return super().generate_rendition_file(filter, source=source)
        except InvalidFilterSpecError:
            raise
        except Exception as fault:  # a reader of pictures may fail in any way on a damaged file
            raise SourceImageIOError(str(fault)) from fault


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

    def get_file_size(self) -> int | None:
        """Bytes; None where the storage does not give the file."""
        size: int | None = super().get_file_size()
        if size is None:
            leave_nothing()  # as for a picture
        return size

    def clean(self) -> None:
        """A file refused by its field has been told: nothing is left whose ending could be wrong."""
        if self.file:
            super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class SiteMedia(AbstractMedia):
    """A film or a sound recording."""

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """As for a document."""
        self.duration = self.duration or 0  # type: ignore[has-type]
        if self.file:
            super().clean(*args, **kwargs)

    class Meta:
        verbose_name = _("film ou son")
        verbose_name_plural = _("films et sons")
