"""Which of many people may see a page: the rule of `community.visibility`, asked once for each kind of reader.

Two people are of the same kind when the rule cannot tell them apart: what it knows of a person is whether they animate
the network, and which of the groups named by the page's restrictions they are in. So a team of a hundred costs what a
team of two does.
"""

from collections import defaultdict
from collections.abc import Iterable

from wagtail.models import Page

from community.models.members import Member
from community.tree import paths_down_to
from community.visibility import visible_to

ReaderKind = tuple[bool, frozenset[int]]


def readers_among(*, page: Page, people: Iterable[Member]) -> list[Member]:
    """Those of these people to whom the page is visible, in their order."""
    people = list(people)
    itself = Page.objects.filter(pk=page.pk)
    if not people or visible_to(itself, None).exists():  # what the public sees, everybody sees
        return people
    kinds = _kinds(page=page, people=people)
    examples = {kind: person for person, kind in kinds.items()}
    may_see = {kind: visible_to(itself, person).exists() for kind, person in examples.items()}
    return [person for person in people if may_see[kinds[person]]]


def kind_of(member: Member) -> ReaderKind:
    """The kind of one reader, for every page of the site."""
    restricting = member.groups.filter(pageviewrestriction__isnull=False).order_by()
    return member.may_animate, frozenset(restricting.values_list("pk", flat=True))


def _kinds(*, page: Page, people: list[Member]) -> dict[Member, ReaderKind]:
    rows = Member.groups.through.objects.filter(
        member__in=people, group__pageviewrestriction__page__path__in=paths_down_to(page)
    ).values_list("member_id", "group_id")
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for member_id, group_id in rows:
        groups[member_id].add(group_id)
    return {person: (person.may_animate, frozenset(groups[person.pk])) for person in people}
