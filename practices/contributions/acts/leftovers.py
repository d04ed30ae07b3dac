"""The files that nobody would show any more once a draft is gone: its own, over all its versions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex, Revision

from community.files.shown import Showing, registered_showings
from community.models import SiteDocument, SiteImage, SiteMedia
from practices.models import ConsentRecord

MODELS: tuple[type[Model], ...] = (SiteMedia, SiteDocument, SiteImage)


@dataclass(kw_only=True)
class Leftovers:
    """Rows with a file, and the stored names of the signed papers."""

    rows: list[Any] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)


def files_only_of(*, page: Page) -> Leftovers:
    """The files that a version of this page names, except those that another page or another page's version shows."""
    mine = _named_in(page.revisions.values_list("content", flat=True))
    others = _named_in(_versions_beside(page))
    rows = [row for model, pks in mine.items() for row in model._default_manager.filter(pk__in=pks - others[model])]
    papers = ConsentRecord.objects.filter(testimonial=page.pk).exclude(document="").values_list("document", flat=True)
    return Leftovers(rows=[row for row in rows if not _is_used_elsewhere(row, page)], papers=list(papers))


def delete_files(files: Leftovers) -> None:
    """Delete the rows (their files follow) and, once the act is kept, the papers."""
    for row in files.rows:
        row.delete()
    for name in files.papers:
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]


def _named_in(versions: Iterable[dict[str, Any]]) -> dict[Any, set[int]]:
    """The files that these versions name, by model."""
    named: dict[Any, set[Any]] = {model: set() for model in MODELS}
    for content in versions:
        for showing in registered_showings():
            named[showing.column.related_model].update(_keys_in(content, showing))
    return {model: pks - {None} for model, pks in named.items()}


def _keys_in(content: dict[str, Any], showing: Showing) -> Iterable[Any]:
    """What a version says in this column: its own, or that of the rows below it (`attachments`)."""
    rows: Iterable[dict[str, Any]] = [content]
    if showing.page != "pk":
        to_page: Any = showing.column.model._meta.get_field(showing.page)
        rows = content.get(to_page.remote_field.get_accessor_name(), ())
    return [row.get(showing.column.name) for row in rows]


def _versions_beside(page: Page) -> Iterable[dict[str, Any]]:
    """What the structure's other pages say or said: files are taken from its own collection."""
    beside = page.get_siblings(inclusive=False).values_list("pk", flat=True)
    keys = [str(pk) for pk in beside]
    return Revision.page_revisions.filter(object_id__in=keys).values_list("content", flat=True).iterator()


def _is_used_elsewhere(row: Model, page: Page) -> bool:
    references = ReferenceIndex.get_references_to(row)
    return references.exclude(object_id=str(page.pk), base_content_type=page.get_base_content_type()).exists()
