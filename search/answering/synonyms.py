"""The words that mean the same, as facilitators have written them: read by every search, in force at the next one."""

from collections.abc import Mapping

from community.kept.remembered import Remembered
from search.engines.language.french import analyse
from search.engines.language.synonyms import SynonymTable
from search.models import SynonymGroup


def table() -> SynonymTable:
    """The groups in use, to be given to a `Query`: no index to rebuild."""
    return _remembered.get()


def also_in(*, group: SynonymGroup) -> Mapping[str, list[str]]:
    """The terms of this group that others hold too, with the labels of these: allowed, but worth knowing."""
    others = SynonymGroup.objects.exclude(pk=group.pk).order_by("label")
    known = [(other.label, {stems(term=term) for term in other.terms}) for other in others]
    shared = {term: [label for label, held in known if stems(term=term) in held] for term in group.terms}
    return {term: labels for term, labels in shared.items() if labels}


def stems(*, term: str) -> tuple[str, ...]:
    """How a term is recognised in a question, whatever its plurals and accents; empty when it holds no word."""
    return tuple(token.stem for token in analyse(term))


def _build() -> SynonymTable:
    return SynonymTable(group.terms for group in SynonymGroup.objects.filter(is_active=True).order_by("label"))


def _version() -> tuple[object, ...]:
    """Every row in use: they are a few dozen, and no date would say what raw SQL changed."""
    return tuple(SynonymGroup.objects.filter(is_active=True).order_by("label").values_list("label", "others"))


_remembered = Remembered(version=_version, build=_build)
