"""A form that anybody may send without an account: what tells a robot from a person in a hurry.

Nobody is refused: at worst they are asked once more, and what they typed stays (`community.requests.hurry`).
"""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.requests.hurry import is_sound, is_too_quick, new_stamp


class UnhurriedForm(forms.Form):
    """A field that no person sees, which robots fill (a honeypot), and the moment when the form was shown."""

    bound_field_class = LimitedField

    site_web = forms.CharField(
        required=False,
        label=_("Laissez ce champ vide"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # no person sees it
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data.copy() if data is not None else None, **kwargs)
        self.fields["stamp"].initial = new_stamp

    def clean(self) -> dict[str, Any]:
        """Ask once more what a robot may have sent; what was typed stays."""
        cleaned: dict[str, Any] = super().clean() or {}
        stamp, typed = cleaned.get("stamp", ""), cast("QueryDict", self.data)
        if not is_sound(stamp):
            self._ask_again(
                _("Cette page était ouverte depuis longtemps. Relisez vos réponses, puis envoyez de nouveau.")
            )
            typed["stamp"] = new_stamp()
        elif cleaned.get("site_web"):
            self._ask_again(_("Relisez vos réponses, puis envoyez de nouveau : tout ce que vous avez écrit est gardé."))
            typed["site_web"] = ""
        elif is_too_quick(stamp):
            self._ask_again(_("C’était rapide ! Relisez vos réponses, puis envoyez de nouveau : tout est gardé."))
        return cleaned

    def _ask_again(self, sentence: Any) -> None:
        if not self.errors:
            self.add_error(None, sentence)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people fill, in their order."""
        return [field for field in self.visible_fields() if field.name != "site_web"]
