"""How long an answer may be, said with its field before anybody writes too much; a script counts what is left."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

ANNOUNCED_UP_TO = 5_000  # characters: beyond, pages of text, a limit that nobody meets is one sentence too many


def limit_of(field: forms.Field, /) -> int | None:
    """The most characters that a field takes; None where nobody types, or as much as they like."""
    if field.widget.is_hidden or not isinstance(field.widget, forms.TextInput | forms.Textarea):
        return None
    if isinstance(field.widget, forms.EmailInput | forms.URLInput | forms.PasswordInput):
        return None
    limits: list[Any] = [check.limit_value for check in field.validators if isinstance(check, MaxLengthValidator)]
    return min((limit() if callable(limit) else limit for limit in limits), default=None)


class LimitedField(forms.BoundField):
    """A field of a form, its limit said in the sentence that helps, which the field is tied to.

    `static/js/counters.js` reads `data-limit`.
    """

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.limit = limit_of(field)
        if self.limit and self.limit <= ANNOUNCED_UP_TO:
            self.help_text = _with_limit(self.help_text, self.limit)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        return built | {"data-limit": self.limit} if self.limit else built


def _with_limit(help_text: Any, limit: int) -> str:
    """The sentence that helps, then the limit; what is HTML stays so."""
    said = ngettext("%(limit)s caractère au plus.", "%(limit)s caractères au plus.", limit) % {
        "limit": f"{limit:,}".replace(",", " ")
    }
    whole = f"{help_text} {said}".strip()
    return SafeString(whole) if isinstance(help_text, SafeString) else whole
