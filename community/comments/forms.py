"""What a person fills in to talk, and the library's safety checks said in French."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django_comments.forms import COMMENT_MAX_LENGTH, CommentSecurityForm
from wagtail.models import Page

from community.limits import LimitedField

LAST_SECOND = 2**40  # a timestamp beyond it is no date: subtracting it from the clock would overflow


class CommentForm(CommentSecurityForm):
    """A comment or a reply on `target_object`, kept with the page's signed date so that a robot cannot replay it."""

    bound_field_class = LimitedField
    data: Any  # the values sent, replaced by `renew`

    comment = forms.CharField(
        label=_("Ce que je retiens, ma question"),
        max_length=COMMENT_MAX_LENGTH,
        help_text=_("Quelques mots suffisent. Votre nom et celui de votre structure s’affichent à côté."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Écrivez quelques mots avant d’envoyer."),
            "max_length": _("Votre message est trop long : %(show_value)d caractères, pour %(limit_value)d au plus."),
        },
    )
    timestamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LAST_SECOND)
    honeypot = forms.CharField(
        required=False,
        label=_("Laissez cette case vide"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, target_object: Page, *args: Any, is_reply: bool = False, **kwargs: Any) -> None:
        super().__init__(target_object, *args, **kwargs)
        if is_reply:
            self.fields["comment"].label = _("Votre réponse")

    def clean_honeypot(self) -> str:
        """Only robots see and fill this field."""
        value: str = self.cleaned_data["honeypot"]
        if value:
            raise forms.ValidationError(_("Cette case doit rester vide."))
        return value

    def clean_security_hash(self) -> str:
        """The library checks that the hidden fields belong together; here, that they were signed for this page."""
        signed: str = super().clean_security_hash()
        here = (str(self.target_object._meta), str(self.target_object.pk))
        if (self.data.get("content_type"), self.data.get("object_pk")) != here:
            raise forms.ValidationError(_("Ce formulaire vient d’une autre page."))
        return signed

    def clean(self) -> dict[str, Any]:
        """Say the library's refusals in words that help: the text is there, sending it again is enough."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.security_errors():
            text = _("Cette page était ouverte depuis longtemps. Relisez votre message, puis envoyez-le à nouveau.")
            self.add_error(None, text)
        return cleaned

    def security_errors(self) -> ErrorDict:
        """The refusals that come from the hidden fields."""
        hidden = ("honeypot", "timestamp", "security_hash", "content_type", "object_pk")
        refused = ErrorDict()
        refused.update({name: self.errors[name] for name in hidden if name in self.errors})
        return refused

    def renew(self) -> None:
        """Give a refused form a fresh date and signature, the typed text kept: the next sending is accepted."""
        typed = {"comment": self.data.get("comment", "")}
        for name in self.security_errors():
            del self.errors[name]  # said once, in words, above the form
        self.data = {**typed, **self.generate_security_data()}


class RemovalForm(forms.Form):
    """Why a facilitator removes a comment: its author receives these words."""

    bound_field_class = LimitedField

    reason = forms.CharField(
        label=_("Pourquoi enlever ce commentaire ?"),
        max_length=500,
        help_text=_(
            "Votre explication est envoyée à la personne qui l’a écrit, avec une copie de son texte. "
            "Elle n’est pas publiée."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites pourquoi : la personne qui a écrit a droit à une explication.")},
    )
