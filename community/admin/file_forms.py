"""Wagtail's own forms for pictures, documents, films and sounds: they let in what the site's other doors let in.

Named in the settings as the base of each form: adding, editing, sending several at once and choosing go through them.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from community.files.arriving import ready_document, ready_recording
from community.files.pictures import tidied
from community.uploads import HEAVIEST_PICTURE, PictureUpload, check_room, check_weight


class AdminPictureField(WagtailImageField):
    """A picture read to its end, within the limits, before Wagtail reads it: what it is given is small and sound."""

    def to_python(self, data: Any) -> Any:
        file: Any = forms.FileField.to_python(self, data)
        if file is None:
            return None
        check_weight(file=file, heaviest=HEAVIEST_PICTURE)
        return super().to_python(tidied(file))

    def check_image_pixel_size(self, f: Any) -> None:
        """Done already: Wagtail counts the points after it has read them all."""


class ImageForm(BaseImageForm):
    """A picture, in the admin."""

    file = AdminPictureField(label=_("Fichier"), widget=BaseImageForm.Meta.widgets["file"])

    class Meta(BaseImageForm.Meta):
        pass


class DocumentForm(BaseDocumentForm):
    """A document, in the admin."""

    original_file: Any

    def clean_file(self) -> Any:
        """Refuse a file that came but has no room, or names in it that cannot be taken out; give it without them."""
        file = _with_room(self.cleaned_data["file"])
        return ready_document(file) if _is_new(file) else file

    def save(self, commit: bool = True) -> Any:
        """Wagtail removes the former file before it writes the new one: here it goes once the new one is there."""
        former, self.original_file = self.original_file, None
        document = super().save(commit=commit)
        if commit and former and "file" in self.changed_data:
            former.storage.delete(former.name)
        return document


class MediaForm(BaseMediaForm):
    """A film or a sound, in the admin."""

    thumbnail = PictureUpload(label=_("Vignette"), required=False, widget=forms.ClearableFileInput)

    class Meta(BaseMediaForm.Meta):
        pass

    def clean_file(self) -> Any:
        """Refuse a file that came but has no room, or that browsers do not play; its notes are erased meanwhile."""
        file = _with_room(self.cleaned_data["file"])
        if _is_new(file):
            ready_recording(file)
        return file


def _is_new(file: Any) -> bool:
    return bool(file) and not getattr(file, "_committed", False)


def _with_room(file: Any) -> Any:
    """The same file: one already stored, shown again by a form that does not change it, needs no room."""
    if _is_new(file):
        check_room(file)
    return file
