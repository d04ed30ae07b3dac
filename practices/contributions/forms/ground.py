"""The ground of every contribution form: it keeps whatever is valid, and never loses what was typed.

A draft needs nothing but is saved all the same: only what is too long or malformed is refused, field by field, while
the rest is kept. What a submission requires is asked of the page itself (`missing()`), not of the form.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.models import construct_instance
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from community.limits import LimitedField
from community.models import Member, StructurePage
from practices.contributions.acts.drafts import UNTITLED, draft_of

LONGEST_TEXT = 10_000  # characters: five pages; beyond, a file attached says it better
LONGEST_TITLE = 80
ORDINARY_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the form on screen; an optional one is folded until it needs attention."""

    title: Any
    intro: Any
    fields: list[forms.BoundField]
    is_optional: bool
    is_open: bool
    filled: int  # how many of its fields hold something


class ContributionForm(forms.ModelForm):
    """A page's own fields, without the checks of a publication.

    Subclasses name their model and fields in `Meta`, their `layout`, and extend `fill` for children and tags.
    """

    bound_field_class = LimitedField

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    # Headings, sentences and names of fields, in the order of the screen; the flag says « optional ».
    layout: tuple[tuple[Any, Any, tuple[str, ...], bool], ...] = ()
    # Where a sentence of `missing()` goes when no field bears its name.
    places_of_errors: dict[str, str] = {}

    def __init__(self, *args: Any, structure: StructurePage, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structure = structure
        self.member = member
        self.remarks: list[str] = []  # what was done to what was sent, to be said once it is saved
        if self.instance.title == UNTITLED:
            self.initial["title"] = ""
        self.initial.setdefault("revision", self.instance.latest_revision_id)
        if self.instance.pk is None:
            self.initial.setdefault("token", uuid.uuid4())
        self.add_fields()
        # The list of errors follows this order: that of the screen.
        self.order_fields([name for _title, _intro, names, _optional in self.layout for name in self.names_in(names)])
        for name, field in self.fields.items():
            self._relax(name, field)

    def add_fields(self) -> None:
        """Fields and choices that depend on the page, its structure and the person."""

    def _relax(self, name: str, field: forms.Field) -> None:
        """Nothing is required of a draft; a text that is too long is told, never cut short by the browser."""
        field.required = False
        field.widget.is_required = False
        field.label = capfirst(str(field.label)) if field.label else field.label
        field.widget.attrs.pop("maxlength", None)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs.setdefault("rows", 5)
            if not any(isinstance(check, MaxLengthValidator) for check in field.validators):
                field.validators.append(MaxLengthValidator(LONGEST_TEXT))
        if name == "title":
            field.validators = [check for check in field.validators if not isinstance(check, MaxLengthValidator)]
            field.validators.append(MaxLengthValidator(LONGEST_TITLE))

    def clean(self) -> dict[str, Any]:
        """A single line, and single spaces, where a line is meant; French non-breaking spaces stay as they are."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                one_line = not isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = ORDINARY_SPACES.sub(" ", value) if one_line else value
        return cleaned

    def _post_clean(self) -> None:
        """Fill the page with the valid values, the others keep their former ones; no more is checked."""
        opts = self._meta
        self.instance = construct_instance(self, self.instance, opts.fields, opts.exclude)

    def save(self, commit: bool = True) -> Any:
        """Give the page, filled, children included; writing it is the business of `drafts`."""
        self.fill()
        return self.instance

    def says_nothing(self) -> bool:
        """Whether nothing was typed, ticked or joined: what stands there from the start says nothing."""
        return not any(
            field.has_changed(self.get_initial_for_field(field, name), value)
            and (value.strip() if isinstance(value, str) else value)
            for name, field in self.fields.items()
            if not field.widget.is_hidden and (value := self._sent(name, field)) is not None
        )

    def refusals(self) -> list[str]:
        """« Titre : trop long. » for each field that was not kept."""
        named = [
            f"{self.fields[name].label} : {text}"
            for name, texts in self.errors.items()
            if name in self.fields
            for text in texts
        ]
        return named + [str(text) for text in self.non_field_errors()]

    def refuses_a_file(self) -> bool:
        """Browsers give no file twice: a refused one must be chosen again."""
        return any(isinstance(self.fields.get(name), forms.FileField) for name in self.errors)

    def _sent(self, name: str, field: forms.Field) -> Any:
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def fill(self) -> None:
        """Put on the page what is not a plain field: tags, children. Called once, inside the act."""

    def store_uploads(self) -> None:
        """Keep the files just sent, so that showing the form again does not lose them."""

    def carried_on(self, page: Any) -> "ContributionForm":
        """The same form on the version just saved, with what was typed, its errors, and files already kept."""
        data: Any = self.data
        data = data.copy()
        data["revision"] = page.latest_revision_id or ""
        self.carry_uploads(data)
        again = type(self)(data, instance=draft_of(page=page), structure=self.structure, member=self.member)
        again.is_valid()
        for name, errors in self.errors.items():
            place = self.carried_name(name)
            if place in again.fields and place not in again.errors:
                again.add_error(place, errors)
        return again

    def carried_name(self, name: str) -> str:
        """Where the errors of a field stand in the next form."""
        return name

    def carry_uploads(self, data: Any) -> None:
        """Name in `data` the files kept by `store_uploads`."""

    def tell_missing(self, missing: dict[str, str]) -> None:
        """Show beside each field what a submission still needs."""
        for name, text in missing.items():
            place = self.places_of_errors.get(name, name)
            self.add_error(place if place in self.fields else None, text)

    def sections(self) -> list[Section]:
        """The form as it is read on screen."""
        return [
            Section(
                title=title,
                intro=intro,
                fields=[self[name] for name in self.names_in(names)],
                is_optional=is_optional,
                is_open=not is_optional or any(name in self.errors for name in self.names_in(names)),
                filled=sum(self.holds_something(name) for name in self.names_in(names)),
            )
            for title, intro, names, is_optional in self.layout
        ]

    def holds_something(self, name: str) -> bool:
        """Whether a field on screen says more than what stands there from the start."""
        usual = next((field.get_default() for field in self._meta.model._meta.fields if field.name == name), None)
        return not self.fields[name].widget.is_hidden and self[name].value() not in (None, "", [], False, usual)

    def names_in(self, names: tuple[str, ...]) -> Iterable[str]:
        """The fields that a section of the layout holds."""
        return names

    def differences(self, theirs: Any) -> list[tuple[str, str]]:
        """The plain fields in which another version says something else: label and what it says."""
        found = []
        for name in self._meta.fields or ():
            value = getattr(theirs, name)
            if value != self.cleaned_data.get(name, getattr(self.instance, name)):
                shown = getattr(theirs, f"get_{name}_display", lambda value=value: value)()
                found.append((str(self.fields[name].label), str(_("(vide)") if shown in ("", None) else shown)))
        return found
