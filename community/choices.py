"""Choices among rows that stand any value sent: a number too large for the database is a wrong choice, not a fault."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class RowChoiceField(forms.ModelChoiceField):
    """Django's, which lets SQLite's OverflowError through."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError as fault:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from fault


class RowsChoiceField(forms.ModelMultipleChoiceField):
    """The same, where several may be chosen."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as fault:
            raise ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"}
            ) from fault
