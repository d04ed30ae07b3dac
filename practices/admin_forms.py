"""The forms of the admin that need more than their panels say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.models.visible import CompleteOrDraftForm
from practices.contributions.forms.sheet_lines import SheetLines


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
