"""The forms of the admin that need more than their panels say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.models.visible import CompleteOrDraftForm
from community.typed_text.characters import is_blank
from practices.contributions.forms.sheet_lines import SheetLines
from practices.models.sheets import NOT_AGREED, NOT_DESCRIBED


class TestimonialAdminForm(CompleteOrDraftForm):
    """The linked sheets are named, one a line."""

    __test__ = False  # not a pytest class

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sheets := self.fields.get("sheets"):
            sheets.widget = SheetLines()
            sheets.help_text = _(
                "Une fiche par ligne : son titre, ou son adresse. Reliez-en au moins une si elle existe."
            )
            sheets.error_messages["invalid_pk_value"] = _(
                "%(pk)s ne désigne pas une seule fiche. Recopiez son titre entier, ou collez son adresse."
            )


class SheetAdminForm(CompleteOrDraftForm):
    """What photographs lack before a publication is told beside each of them."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and "pictures" in self.formsets:
            for row in self.formsets["pictures"].forms:
                self._check(row)
        return cleaned

    def what_is_missing(self) -> dict[str, str]:
        """The photographs are those of the form, not those that the page still has."""
        return {name: text for name, text in super().what_is_missing().items() if name != "pictures"}

    def _check(self, row: Any) -> None:
        if not row.is_valid() or row.cleaned_data.get("DELETE") or not row.cleaned_data.get("image"):
            return
        if is_blank(row.cleaned_data["alt"]):
            row.add_error("alt", NOT_DESCRIBED)
        if not row.cleaned_data["agreement"]:
            row.add_error("agreement", NOT_AGREED)
