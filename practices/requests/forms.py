"""What somebody fills to ask the network: their words, and, without an account, where to write to them."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.choices import RowChoiceField, RowsChoiceField
from community.limits import LimitedField
from community.models import Member, StructurePage
from community.requests.forms import TOO_LONG, AskingForm
from practices.models import Lever, PracticeRequestPage
from practices.models.requests import LookedFor

LONGEST_QUESTION = 200
LONGEST_TRIED = 3_000
MOST_LEVERS = 2


@dataclass(frozen=True, kw_only=True)
class Words:
    """A question as it was typed."""

    question: str
    tried: str = ""
    looked_for: str = ""
    levers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """All of it, as it is read."""
        return "\n\n".join(part for part in (self.question, self.tried) if part)


class QuestionWordsForm(forms.Form):
    """The question itself."""

    bound_field_class = LimitedField

    question = forms.CharField(
        label=_("Votre question, en une phrase"),
        max_length=LONGEST_QUESTION,
        help_text=_("Comme à une collègue. Ex. : comment associer des personnes qui ne lisent pas à un règlement ?"),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),  # a line of a phone holds a third of it
        error_messages={"required": _("Écrivez votre question : une phrase suffit."), **TOO_LONG},
    )
    tried = forms.CharField(
        label=_("Ce que vous avez essayé"),
        required=False,
        max_length=LONGEST_TRIED,
        help_text=_("Ce qui se passe chez vous, ce que vous avez déjà tenté, même si cela n’a pas marché."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=TOO_LONG,
    )
    looked_for = forms.ChoiceField(
        label=_("Ce que vous cherchez"),
        required=False,
        choices=[("", _("Tout ce qui peut aider")), *((value, capfirst(label)) for value, label in LookedFor.choices)],
        widget=forms.RadioSelect,
    )
    levers = RowsChoiceField(
        label=_("Leviers"),
        required=False,
        queryset=Lever.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Un, ou deux : les structures qui ont de la pratique là-dessus seront prévenues."),
    )

    def __init__(self, *args: Any, chosen_before: tuple[int, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levers: Any = self.fields["levers"]
        levers.queryset = Lever.objects.in_use_or(chosen_before)
        for name in ("question", "tried"):  # what is too long is told, never cut by the browser
            self.fields[name].widget.attrs.pop("maxlength", None)

    def clean_question(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["question"].split())

    def clean_levers(self) -> Any:
        """Two at most: a question about everything calls nobody."""
        levers = self.cleaned_data["levers"]
        if len(levers) > MOST_LEVERS:
            raise forms.ValidationError(_("Choisissez un levier, deux au plus."))
        return levers

    @property
    def words(self) -> Words:
        """What a form that is valid says."""
        said = self.cleaned_data
        return Words(
            question=said["question"],
            tried=said["tried"],
            looked_for=said["looked_for"],
            levers=tuple(lever.pk for lever in said["levers"]),
        )


class QuestionForm(QuestionWordsForm):
    """A member's. The form's token becomes the page's: sent twice, it makes one question."""

    structure = RowChoiceField(
        label=_("Au nom de"), required=False, queryset=StructurePage.objects.none(), empty_label=_("Moi seulement")
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = StructurePage.objects.filter(memberships__member=member).order_by("title")
        structure: Any = self.fields["structure"]
        structure.queryset = theirs
        self.initial.setdefault("token", uuid.uuid4())
        if (first := theirs.first()) is None:
            del self.fields["structure"]
        else:
            self.initial.setdefault("structure", first.pk)

    @classmethod
    def of(cls, question: PracticeRequestPage, *args: Any, member: Member) -> "QuestionForm":
        """To change a question: it says what the question says."""
        levers = tuple(lever.pk for lever in question.levers.all())
        initial = {
            "question": question.title,
            "tried": question.tried,
            "looked_for": question.looked_for,
            "levers": list(levers),
            "structure": question.structure_id,
        }
        return cls(*args, member=member, initial=initial, chosen_before=levers)

    @property
    def structure_chosen(self) -> StructurePage | None:
        """In whose name, if not in one's own."""
        return self.cleaned_data.get("structure")


class VisitorForm(QuestionWordsForm, AskingForm):
    """Somebody without an account: the name to show, and an address that a mail confirms."""

    name = forms.CharField(
        label=_("Votre nom"),
        help_text=_("Il est affiché à côté de la question. Un prénom suffit."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Dites comment vous appeler."), **TOO_LONG},
    )
    field_order = ["question", "tried", "looked_for", "levers", "name", "address"]

    def clean_name(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["name"].split())


def without_reproach(*, form: QuestionWordsForm) -> str:
    """Put aside what a form that was not sent yet still lacks; returns its question, to look at what exists already."""
    form.full_clean()
    asked = str(form.cleaned_data.get("question", ""))
    form.errors.clear()
    return asked
