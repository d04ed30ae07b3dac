"""What an address of the results page may ask: read leniently, with a sentence for each thing not understood."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.models import Member
from search.answering.queries import LAST_PAGE, SearchRequest
from search.engines.base import Sort
from search.page.filters import FILTERS, Filter, Labels

LONGEST_TEXT = 200
SORTS: dict[str, tuple[Sort, Any]] = {
    "pertinence": ("relevance", _("les plus proches d’abord")),
    "date": ("date", _("les plus récents d’abord")),
    "echanges": ("discussed", _("les plus discutés d’abord")),
    "essayees": ("tried", _("les plus essayées d’abord")),
}
MOST_VALUES = 30  # chosen in one filter; nobody ticks more by hand


class _Labels(dict[str, Labels]):
    """The words of each filter's values, read from the database for the filters that are asked or shown only."""

    def __init__(self, member: Member | None) -> None:
        super().__init__()
        self._member = member

    def __missing__(self, parameter: str) -> Labels:
        labels = next(each for each in FILTERS if each.parameter == parameter).labels(self._member)
        self[parameter] = labels
        return labels


class SearchForm(forms.Form):
    """« q », one parameter a filter, « tri » and « page »; `labels` are the words of each filter's values."""

    q = forms.CharField(
        label=_("Que cherchez-vous ?"),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={
            "max_length": _("C’est un peu long : gardez les mots qui comptent, %(limit_value)d caractères au plus.")
        },
        widget=forms.TextInput(
            attrs={"type": "search", "class": "search__input", "autocomplete": "off", "enterkeyhint": "search"}
        ),
    )
    tri = forms.ChoiceField(
        label=_("Dans quel ordre ?"),
        required=False,
        choices=[(name, label) for name, (_sort, label) in SORTS.items()],
        error_messages={"invalid_choice": _("Cet ordre n’existe pas : choisissez-en un dans la liste.")},
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE, widget=forms.HiddenInput)
    exact = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *, data: QueryDict, member: Member | None) -> None:
        super().__init__(data, auto_id="filtre-%s")
        self.labels = _Labels(member)
        if not self.asked.text:  # nothing to be close to: the newest come first, until words are typed
            told = dict(self.fields["tri"].choices)  # type: ignore[attr-defined]
            told["pertinence"] = told.pop("date")
            self.fields["tri"].choices = told.items()  # type: ignore[attr-defined]

    @classmethod
    def parameters(cls) -> frozenset[str]:
        """All that an address of the results page may say."""
        return frozenset(cls.base_fields) | {each.parameter for each in FILTERS}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("q") and not self._words:
            text = _("Il n’y a aucun mot à chercher dans « %(signs)s » : voici ce qui est partagé ici.")
            self.add_error(None, text % {"signs": cleaned["q"]})
        if any(set(self._given(each)) - set(self._known(each)) for each in FILTERS):
            self.add_error(None, _("Un filtre de cette adresse n’existe plus : il a été laissé de côté."))
        return cleaned

    @property
    def asked(self) -> SearchRequest:
        """What could be read of the address; the rest has its sentence among the errors."""
        return SearchRequest(
            text=self._words,
            selected=self.selected,
            sort=SORTS.get(str(self._value("tri")), SORTS["pertinence"])[0],
            page_number=int(self._value("page") or 1),
            exact=bool(self._value("exact")),
        )

    @cached_property
    def selected(self) -> Mapping[str, tuple[str, ...]]:
        """Facet → chosen values, those that this person may know of."""
        chosen = {each.facet: self._known(each) for each in FILTERS}
        return {facet: values for facet, values in chosen.items() if values}

    @property
    def is_refused(self) -> bool:
        """Whether the words themselves could not be read: nothing is searched, the typed text stays in its field."""
        return "q" in self.errors

    @property
    def _words(self) -> str:
        """What was typed, if it holds a letter or a figure: a lone quote or an emoji asks for nothing."""
        text = str(self._value("q") or "")
        return text if any(char.isalnum() for char in text) else ""

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name) if self.is_bound and self.errors is not None else None

    def _given(self, asked: Filter) -> list[str]:
        return self.data.getlist(asked.parameter)  # type: ignore[attr-defined]  # a QueryDict

    def _known(self, asked: Filter) -> tuple[str, ...]:
        """What was chosen and exists; the others are forgotten, for a link may outlive a filter."""
        given = dict.fromkeys(self._given(asked))
        return tuple(value for value in given if value in self.labels[asked.parameter])[:MOST_VALUES] if given else ()
