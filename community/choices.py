"""Choices among rows that stand any value sent: a number too large for the database is a wrong choice, not a fault.

Every form in which people choose rows uses these; a number that stands elsewhere is read by `paging.number_in`.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GONE = _("Ce choix n’est plus proposé : choisissez à nouveau.")
"""Said of a row that went meanwhile, and of what never was one: whoever fills in a form makes no difference."""


class RowChoiceField(forms.ModelChoiceField):
    """Django's, which lets SQLite's OverflowError through."""

    default_error_messages = {"invalid_choice": GONE}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError as fault:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from fault


class RowsChoiceField(forms.ModelMultipleChoiceField):
    """The same, where several may be chosen."""

    default_error_messages = {"invalid_choice": GONE, "invalid_pk_value": GONE}

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as fault:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from fault
