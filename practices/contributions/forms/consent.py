"""The form of an agreement: who, the signed paper, where it may be shown, until when."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.files.pictures import tidied
from community.limits import LimitedField
from community.uploads import MEGABYTE, check_content, check_weight, true_ending
from practices.models import ConsentRecord

HEAVIEST_PAPER = 10 * MEGABYTE  # a photograph by a recent phone
PAPERS = {**dict.fromkeys(("jpg", "jpeg", "png"), ("image/jpeg", "image/png")), "pdf": ("application/pdf",)}
USUAL_YEARS = 2  # offered; the person chooses


def check_paper(file: UploadedFile[Any]) -> None:
    """Refuse what is not a photograph or a PDF of a signed paper (ValidationError)."""
    check_weight(file=file, heaviest=HEAVIEST_PAPER)
    check_content(file=file, accepted=PAPERS)


def day_input() -> forms.DateInput:
    """A day, with the browser's calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ConsentForm(forms.ModelForm):
    """A new agreement."""

    bound_field_class = LimitedField

    document = forms.FileField(
        label=gettext_lazy("Accord signé"),
        help_text=gettext_lazy(
            "Photo (JPEG, PNG) ou PDF de l’accord signé, 10 Mo au plus. "
            "Visible de votre équipe et de l’animation seulement."
        ),
        validators=[check_paper],
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )

    class Meta:
        model = ConsentRecord
        fields: tuple[str, ...] = ("person", "is_minor", "document", "places", "given_on", "expires_on")
        widgets = {"given_on": day_input(), "expires_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("expires_on"):
            self.initial["expires_on"] = timezone.localdate() + timedelta(days=365 * USUAL_YEARS)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)
        # The day offered changes by itself; repeated in a hidden field, it would carry a message meant for the other.
        self.fields["given_on"].show_hidden_initial = False

    def clean_given_on(self) -> Any:
        given_on = self.cleaned_data["given_on"]
        if given_on > timezone.localdate():
            raise forms.ValidationError(_("Un accord ne se donne pas d’avance : mettez la date de la signature."))
        return given_on

    def clean_document(self) -> Any:
        """A stored paper has a name that says nothing of the person, and a photograph of it can be read to its end."""
        document = self.cleaned_data["document"]
        if not isinstance(document, UploadedFile):
            return document
        ending = true_ending(document)
        kept: Any = document if ending == "pdf" else tidied(document)
        kept.name = f"{uuid.uuid4().hex}.{ending}"
        return kept

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given_on, expires_on = cleaned.get("given_on"), cleaned.get("expires_on")
        if expires_on and expires_on < timezone.localdate():
            self.add_error("expires_on", _("Cette date est déjà passée."))
        elif given_on and expires_on and expires_on < given_on:
            self.add_error("expires_on", _("L’accord finit après avoir commencé."))
        if self.errors and cleaned.get("document"):
            self.ask_for_the_paper_again()
        return cleaned

    def ask_for_the_paper_again(self) -> None:
        """Say beside the field that a document which was fine is to be joined to what is sent next."""
        self.add_error("document", _("Joignez de nouveau ce document : un navigateur ne le garde pas."))


class RenewalForm(ConsentForm):
    """An agreement given again, by the same person: a new paper, new dates."""

    class Meta(ConsentForm.Meta):
        fields: tuple[str, ...] = ("document", "places", "given_on", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial["document"] = None
        self.initial["given_on"] = today
        self.initial["expires_on"] = today + timedelta(days=365 * USUAL_YEARS)

    def tell_changed(self, sentence: str) -> None:
        """Say above the form why what was sent is not written: the agreement is another than the one it showed."""
        has_paper = self.is_valid()
        self.add_error(None, sentence)
        if has_paper:
            self.ask_for_the_paper_again()
