"""Where the people of a conversation belong, as its reader may know it."""

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from django.db import router
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from community.models.members import Member
from community.models.teams import Membership
from community.visibility import seen_by
from community.written_once import Given, Question, Written, WrittenOnce, one_of, question


def structures_of(*, members: Collection[int], reader: Member | None) -> dict[int, str]:
    """Each person's structures, by name: those that the reader may see, in one query."""
    using = router.db_for_read(Membership)
    rule = seen_by(reader, using=using).text
    names: dict[int, list[str]] = defaultdict(list)
    for person, name in _places(using, rule).rows(members=members, reader=reader.pk if reader else None):
        names[person].append(name)
    return {person: ", ".join(titles) for person, titles in names.items()}


@lru_cache(maxsize=16)  # as many as there are rules
def _places(using: str, rule: Written) -> Question:
    """The question, for any people: who belongs where, among the structures that the rule lets its reader see.

    Asked of each place: of a list, SQLite would find every structure that this reader sees, to say where three belong.
    """
    seen = Page.objects.using(using).filter(WrittenOnce(rule, reader=Given("reader")), pk=OuterRef("structure_id"))
    return question(
        Membership.objects.using(using)
        .filter(one_of("member_id", "members"), Exists(seen))
        .order_by("member_id", "structure__title")
        .values_list("member_id", "structure__title")
    )
