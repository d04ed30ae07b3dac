"""The pages of some keys that somebody sees, in one question; a page is made of its row when it is asked for.

To make a page costs more than to read its row, and of a thousand that are tied to something ten are shown.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.db import router
from wagtail.models import Page

from community.models import Member
from community.models.visible import IN_A_LIST
from community.visibility import visible_to

READ = tuple(field.attname for field in Page._meta.concrete_fields if field.primary_key or field.name in IN_A_LIST)
"""As far as a link goes, in the order in which Django makes a page of them."""


class SeenPages(Mapping[int, Page]):
    """By their keys. No question where none is named."""

    def __init__(self, pks: Iterable[int], member: Member | None) -> None:
        wanted = set(pks)
        rows = visible_to(Page.objects.filter(pk__in=wanted), member).order_by().values_list("pk", *READ)
        self._rows = {pk: row for pk, *row in rows} if wanted else {}
        self._made: dict[int, Page] = {}

    def __getitem__(self, pk: int) -> Page:
        if pk not in self._made:
            self._made[pk] = Page.from_db(router.db_for_read(Page), READ, self._rows[pk])
        return self._made[pk]

    def __contains__(self, pk: object) -> bool:
        return pk in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
