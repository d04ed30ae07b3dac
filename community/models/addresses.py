"""The field of an e-mail address: kept, looked for and compared in one spelling, whoever wrote it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.addresses import canonical, may_be_written_to


def validate_address(address: str) -> None:
    """Raises ValidationError, in words, for what no mail can be sent to."""
    try:
        validate_email(address)
    except ValidationError:
        is_sound = False
    else:
        is_sound = may_be_written_to(address)
    if not is_sound:
        raise ValidationError(
            _("Cette adresse e-mail n’est pas complète, ou contient une erreur. Exemple : prenom@exemple.fr"),
            code="invalid",
        )


class AddressFormField(forms.CharField):
    """An address that somebody types or pastes."""

    widget = forms.EmailInput
    default_validators = [validate_address]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)  # the longest that mail servers take (RFC 5321)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "email")

    def to_python(self, value: Any) -> Any:
        return _spelled(super().to_python(value))


class AddressField(models.EmailField):
    """Django's field, in one spelling: also for what a shell, an import or `update()` writes, and for look-ups."""

    def to_python(self, value: Any) -> Any:
        return _spelled(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return _spelled(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = _spelled(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})


def _spelled(value: Any) -> Any:
    return canonical(value) if isinstance(value, str) else value
