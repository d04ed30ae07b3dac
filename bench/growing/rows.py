"""Many objects written at once, whatever tables their model is made of; pages with their children and their version.

Django's `bulk_create` knows models of one table. Receivers hear nothing of these objects: who
calls this makes what is derived from them (search index, index of references).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, F, Model, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page, PageLogEntry, Revision

AT_ONCE = 500
A_TABLE_AT_ONCE = 50
"""Rows of one table: SQLite takes some thousands of values at once, and a table has up to fifty columns."""


def put(objects: Sequence[Model], /, *, numbered: Callable[[Any], None] = lambda _one: None) -> None:
    """Write objects of one model; `numbered` is called with each once it has its number."""
    if not objects:
        return
    model = type(objects[0])
    first, *others = _tables(model)
    if not others:
        first._base_manager.bulk_create(objects, batch_size=AT_ONCE)
    else:
        rows = first._base_manager.bulk_create([_row(first, one) for one in objects], batch_size=AT_ONCE)
        for one, row in zip(objects, rows, strict=True):
            _number(one, row.pk, others)
            numbered(one)
    for table in others:
        rows = [one if table is model else _row(table, one) for one in objects]
        for start in range(0, len(rows), A_TABLE_AT_ONCE):
            part = rows[start : start + A_TABLE_AT_ONCE]
            table._base_manager._insert(part, fields=table._meta.local_concrete_fields, using=DEFAULT_DB_ALIAS)  # type: ignore[attr-defined]
        for one in rows:
            one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS


def _tables(model: type[Model]) -> list[type[Model]]:
    """The models whose tables hold this one, the one that numbers it first."""
    above = [parent for parent in model._meta.parents if parent is not model]
    nearest = max(above, key=lambda parent: len(parent._meta.get_parent_list()), default=None)
    return [*(_tables(nearest) if nearest else ()), model]


def _row(table: type[Model], one: Model) -> Model:
    return table(**{field.attname: getattr(one, field.attname) for field in table._meta.concrete_fields})


def _number(one: Any, pk: int, tables: Sequence[type[Model]]) -> None:
    one.id = pk
    for table in tables:
        for link in table._meta.parents.values():
            if link is not None:
                setattr(one, link.attname, pk)


def put_pages(pages: Sequence[Any], /, *, below: Sequence[Page], children: Sequence[Mapping[str, list[Any]]]) -> None:
    """Write pages of one type as the last ones of the pages below which they stand, each with its children."""
    for page, parent, own in zip(pages, below, children, strict=True):
        _place(page, parent)
        for relation in get_all_child_relations(type(page)):
            name = relation.get_accessor_name()
            setattr(page, name, own.get(name, []))
        for field in get_all_child_m2m_relations(type(page)):
            getattr(page, field.name).set(own.get(field.name, []))
    put(pages)
    _put_children(pages)
    _put_versions(pages)
    for parent in {id(parent): parent for parent in below}.values():
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _place(page: Any, parent: Page) -> None:
    """What treebeard and Wagtail would write, without asking for each page who its neighbours are."""
    parent.numchild += 1
    page.depth = parent.depth + 1
    page.path = Page._get_path(parent.path, page.depth, parent.numchild)
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.draft_title, page.locale_id = page.title, parent.locale_id
    page.numchild = 0


def _put_children(pages: Sequence[Any]) -> None:
    model = type(pages[0])
    for relation in get_all_child_relations(model):
        rows = [(page, child) for page in pages for child in getattr(page, relation.get_accessor_name()).all()]
        for page, child in rows:
            setattr(child, relation.field.name, page)
        put([child for _page, child in rows])
    for field in get_all_child_m2m_relations(model):
        through, mine, theirs = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        put(
            [
                through(**{f"{mine}_id": page.pk, f"{theirs}_id": one.pk})
                for page in pages
                for one in getattr(page, field.name).all()
            ]
        )


def _put_versions(pages: Sequence[Any]) -> None:
    """One version of each page, which is the one on line where it is, and the line that says who wrote it."""
    kind, any_page = ContentType.objects.get_for_model(type(pages[0])), ContentType.objects.get_for_model(Page)
    versions = [
        Revision(
            content_type=kind,
            base_content_type=any_page,
            object_id=str(page.pk),
            object_str=page.title,
            content=page.serializable_data(),
            created_at=page.latest_revision_created_at,
            user_id=page.owner_id,
        )
        for page in pages
    ]
    Revision.objects.bulk_create(versions, batch_size=AT_ONCE)
    latest = Revision.objects.filter(base_content_type=any_page, object_id=Cast(OuterRef("pk"), CharField()))
    written = Page.objects.filter(pk__in=[page.pk for page in pages])
    written.update(latest_revision=Subquery(latest.values("pk")[:1]))
    written.filter(live=True).update(live_revision=F("latest_revision"))
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.pk,
            content_type=kind,
            label=page.title,
            action="wagtail.publish" if page.live else "wagtail.create",
            timestamp=page.latest_revision_created_at,
            user_id=page.owner_id,
            content_changed=True,
        )
        for page in pages
    )
