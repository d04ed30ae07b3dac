"""Naming a structure in a form: by its name, by some words of it or its commune, or by the address of its page.

A list of all the structures of a network weighs more than the rest of the page, and nobody reads it on a telephone.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import StructurePage
from community.structures.nearest import Structures, tidy
from community.typed_text.characters import printable

MOST_CLOSE = 5  # names proposed when several may be the one typed
LONGEST_NAME = 500  # characters: an address copied from a browser


class NamedStructureField(forms.CharField):
    """What names a structure; once cleaned, the structure itself, or None where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "off", "data-names-a-sheet": "", "maxlength": LONGEST_NAME}
        kwargs.setdefault("label", gettext_lazy("Structure"))
        kwargs.setdefault("help_text", gettext_lazy("Son nom, ou quelques mots de son nom et sa commune."))
        super().__init__(widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value: Any) -> StructurePage | None:
        text: str = super().clean(value)
        return structure_named(text) if text else None


def structure_named(typed: str, /) -> StructurePage:
    """The only structure that has this address, this name, or all of these words in its name and commune.

    For those who see them all: it names structures that are not on line. Raises ValidationError with a sentence that
    says what to do.
    """
    words = tidy(typed[:LONGEST_NAME])
    asked = words or typed[:LONGEST_NAME]  # a name may be made of signs alone
    found = _at_address(typed) or list(StructurePage.objects.called(asked).order_by("title", "pk"))
    same = [structure for structure in found if tidy(structure.title) == words]
    if len(same or found) == 1:
        return (same or found)[0]
    if found:
        raise ValidationError(_several(same or found))
    closest = Structures(StructurePage.objects.order_by("title", "pk")).closest(typed[:LONGEST_NAME])
    if closest:
        said = _("Aucune structure n’a ce nom. La plus proche est « %(closest)s ».")
        raise ValidationError(said % {"closest": closest.title})
    raise ValidationError(_("Aucune structure n’a ce nom : essayez avec moins de lettres."))


def _at_address(typed: str) -> list[StructurePage]:
    """The structure whose page has this address, whatever stands before its path."""
    try:
        path = printable(unquote(urlsplit(typed.strip()).path))
    except ValueError:  # « http://[ » is no address
        return []
    if "/" not in path:
        return []
    asked = f"/{path.strip('/')}/"
    pages = StructurePage.objects.filter(slug=asked.split("/")[-2])
    return [page for page in pages if asked.endswith(unquote(urlsplit(page.get_absolute_url()).path or "?"))]


def _several(found: Sequence[StructurePage]) -> str:
    names = ", ".join(f"« {each.title} »{f' ({each.commune})' if each.commune else ''}" for each in found[:MOST_CLOSE])
    said = _("Plusieurs structures portent ces mots : %(names)s. Ajoutez des mots, ou collez l’adresse de sa page.")
    return str(said) % {"names": names + (_(" et d’autres") if len(found) > MOST_CLOSE else "")}
