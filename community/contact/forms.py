"""The message to a structure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField


class ContactForm(forms.Form):
    """One field: what to say."""

    bound_field_class = LimitedField

    text = forms.CharField(
        label=_("Votre message"),
        help_text=_("Présentez-vous en une phrase, puis posez votre question."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Écrivez votre message avant de l’envoyer."),
            "max_length": _(
                "Votre message est trop long : %(limit_value)d caractères au plus, il en a %(show_value)d."
            ),
        },
    )
