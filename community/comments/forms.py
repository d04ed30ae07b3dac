"""What a person fills in to talk, and the library's safety checks said in French."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django_comments.forms import COMMENT_MAX_LENGTH, CommentSecurityForm
from wagtail.models import Page

from community.comments.acts import MOST_ATTACHED
from community.comments.attaching import LONGEST_MOMENT, Attached, attached_named, has_moments
from community.comments.marks import gathers_answers
from community.comments.models import LONGEST_QUOTE, PeerComment
from community.comments.quoting import Quote
from community.limits import LimitedField
from community.models.conversation import LONGEST_SENTENCE
from community.models.members import Member

LAST_SECOND = 2**40  # a timestamp beyond it is no date: subtracting it from the clock would overflow
LONGEST_LINE = 5_500  # characters: no address is that long, so that the limit is not announced
ATTACHED = tuple(f"attached_{number}" for number in range(1, MOST_ATTACHED + 1))
JOINED = (_("Une fiche, un témoignage"), _("Une deuxième page à joindre"), _("Une troisième page à joindre"))
PREFILLED = {"passage": "quoted_text", "t": "quoted_moment"}
"""What the address of the form may fill in: the words that were chosen, the moment that was heard."""

_CLOCK = re.compile(r"\d{1,6}(?:\s*(?:h|min|mn|:)\s*\d{1,4})*\s*(?:h|min|mn|s)?", re.IGNORECASE)

OPENINGS = [("", _("Un mot, simplement")), *PeerComment.Opening.choices]


def words_field() -> forms.CharField:
    """The field of the words themselves."""
    return forms.CharField(
        label=_("Votre commentaire"),
        max_length=COMMENT_MAX_LENGTH,
        help_text=_("Quelques mots suffisent. Votre nom et celui de votre structure s’affichent à côté."),
        widget=forms.Textarea(attrs={"rows": 5, "data-names-people": ""}),
        error_messages={
            "required": _("Écrivez quelques mots avant d’envoyer."),
            "max_length": _("Votre message est trop long : %(show_value)d caractères, pour %(limit_value)d au plus."),
        },
    )


def opening_field() -> forms.ChoiceField:
    """What the comment says it is."""
    return forms.ChoiceField(label=_("C’est"), choices=OPENINGS, required=False, widget=forms.RadioSelect)


class AttachedField(forms.CharField):
    """The title of a page, or its address; once cleaned, the page to join, or None where nothing was typed."""

    def __init__(self, *, member: Member | None, **kwargs: Any) -> None:
        self.member = member
        widget = forms.TextInput(attrs={"autocomplete": "off", "data-names-a-sheet": ""})
        super().__init__(max_length=LONGEST_LINE, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        return attached_named(typed=text, member=self.member) if text and self.member else None


class MomentField(forms.CharField):
    """A moment of a recording: « 1:23 », « 1 min 23 », a number of seconds, or an address that says `?t=83`."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Moment cité"),
            required=False,
            max_length=LONGEST_LINE,
            help_text=_("Comme le montre le lecteur, par exemple 1:23. On pourra écouter à partir de là."),
            widget=forms.TextInput(attrs={"autocomplete": "off", "data-quoted-moment": ""}),
        )

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        said = _asked_by(text) if "?" in text else text
        if not _CLOCK.fullmatch(said):
            raise ValidationError(_("Écrivez ce moment comme le lecteur : 0:45, 1:23 ou 1:02:05."))
        return _seconds(said.lower())


def _asked_by(address: str) -> str:
    """What an address says after `t=`; nothing for « http://[?t=8 », which is no address."""
    try:
        return parse_qs(urlsplit(address).query).get("t", [""])[0]
    except ValueError:
        return ""


def _seconds(said: str) -> int:
    """« 1:23 », « 1 min 23 », « 1 h 02 », « 83 »."""
    parts = [int(part) for part in re.findall(r"\d+", said)]
    if re.search(r"h[^m:]*$", said) or said.rstrip().endswith(("min", "mn")):  # the last number is no seconds
        parts.append(0)
    total = 0
    for part in parts:
        total = 60 * total + part
    if said.rstrip().endswith("h"):
        total *= 60
    return min(total, LONGEST_MOMENT - 1)


class CommentForm(CommentSecurityForm):
    """A comment or a reply on `target_object`, kept with the page's signed date so that a robot cannot replay it."""

    bound_field_class = LimitedField
    data: Any  # the values sent, replaced by `renew`

    comment = words_field()
    opening = opening_field()
    quoted_text = forms.CharField(
        label=_("Passage cité"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=_("Recopiez quelques mots de la page : on les lira au-dessus de votre message."),
        widget=forms.Textarea(attrs={"rows": 2, "data-quoted-text": ""}),
        error_messages={"max_length": _("Ce passage est trop long : %(limit_value)d caractères au plus.")},
    )
    timestamp = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LAST_SECOND)
    honeypot = forms.CharField(
        required=False,
        label=_("Laissez cette case vide"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self,
        target_object: Page,
        *args: Any,
        member: Member | None = None,
        is_reply: bool = False,
        cited: PeerComment | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(target_object, *args, **kwargs)
        self.cited = cited
        if is_reply or gathers_answers(page=target_object):
            self.fields["comment"].label = _("Votre réponse")
            del self.fields["opening"]
        if cited is not None:
            self.fields["quoted_text"].help_text = _("Recopiez quelques mots de ce commentaire.")
        elif has_moments(page=target_object):
            self.fields["quoted_moment"] = MomentField()
        for number, name in enumerate(ATTACHED, start=1):
            self.fields[name] = AttachedField(member=member, label=JOINED[number - 1])
        self.fields[ATTACHED[0]].help_text = _(
            "Écrivez son titre, ou collez son adresse : celle d’un passage de film mène à ce passage."
        )

    @classmethod
    def typed_fields(cls) -> Iterable[str]:
        """What a person types or chooses, which comes back when they must sign in again."""
        return ("comment", "opening", "quoted_text", "quoted_moment", *ATTACHED)

    def said(self) -> dict[str, Any]:
        """What `acts.post` takes, of a valid form."""
        cleaned = self.cleaned_data
        quote = Quote(text=cleaned["quoted_text"], comment=self.cited, second=cleaned.get("quoted_moment"))
        attached: list[Attached] = [cleaned[name] for name in ATTACHED if cleaned.get(name)]
        has_quote = bool(quote.text) or quote.second is not None
        return {
            "text": cleaned["comment"],
            "opening": cleaned.get("opening", ""),
            "quote": quote if has_quote else None,
            "attached": attached,
        }

    def quoting(self) -> list[forms.BoundField]:
        """The fields of a quote."""
        return [self[name] for name in ("quoted_text", "quoted_moment") if name in self.fields]

    def joining(self) -> list[forms.BoundField]:
        """The fields of what is joined."""
        return [self[name] for name in ATTACHED]

    def is_quoting(self) -> bool:
        """Whether the part for quotes is open: something is written there."""
        return self.cited is not None or any(field.value() or field.errors for field in self.quoting())

    def is_joining(self) -> bool:
        """Whether the part for what is joined is open."""
        return any(field.value() or field.errors for field in self.joining())

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
        """Give a refused form a fresh date and signature, what was typed kept: the next sending is accepted."""
        typed = {name: self.data.get(name, "") for name in self.typed_fields()}
        for name in self.security_errors():
            del self.errors[name]  # said once, in words, above the form
        self.data = {**typed, **self.generate_security_data()}


class EditForm(forms.Form):
    """The words of one's own comment, and what it says it is."""

    bound_field_class = LimitedField

    comment = words_field()
    opening = opening_field()

    def __init__(self, *args: Any, is_reply: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_reply:
            del self.fields["opening"]


class RemovalForm(forms.Form):
    """Why a facilitator removes a comment: its author receives these words."""

    bound_field_class = LimitedField

    reason = forms.CharField(
        label=_("Pourquoi enlever ce commentaire ?"),
        max_length=500,
        help_text=_(
            "Votre explication est envoyée à la personne qui l’a écrit, avec une copie de son texte. "
            "Elle n’est pas publiée."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Dites pourquoi : la personne qui a écrit a droit à une explication.")},
    )


class CloseConversationForm(forms.Form):
    """Why a conversation is closed: everybody reads this sentence."""

    bound_field_class = LimitedField

    sentence = forms.CharField(
        label=_("Pourquoi fermer cette conversation ?"),
        max_length=LONGEST_SENTENCE,
        help_text=_("Une phrase, que tout le monde lira sous la conversation."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Dites pourquoi en une phrase : elle sera lue par tout le monde.")},
    )
