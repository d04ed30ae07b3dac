"""The lineage of a practice: the sheets it comes from, those that come from it, the structures that tried it.

Two ties make it: a sheet says which one inspired it; a structure says which one it tried, and names its own. It is a
family tree, bounded on every side: three generations up, three down, six branches each; a sheet met twice, which ties
in a circle would bring back for ever, is drawn once. What this reader may not see ends the branch.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page

from community.models import Member, StructurePage
from community.seen_pages import SeenPages
from practices.adoptions.on_sheet import Tie
from practices.models import Adoption, PracticePage

GENERATIONS = 3
BRANCHES = 6
MOST_NODES = 24
LOOKED_AT = 200  # ties of one generation: beyond, « et d’autres »

Descent = Mapping[int, Sequence[tuple[int, int]]]
"""Of each sheet: which sheet comes from it (0 for none), which structure tried it (0 for none)."""


@dataclass(frozen=True, kw_only=True)
class Near:
    """The ties of the sheet itself, which its page has read already, whoever may see them."""

    inspired_by: int | None
    inspired: Sequence[int]
    taken_from: Sequence[tuple[int, int]]
    """Sheets that it comes from, each with the structure that says so."""
    tried: Sequence[Tie]


@dataclass(kw_only=True)
class Node:
    """A sheet, or a structure that tried one and wrote none."""

    page: Page
    is_sheet: bool
    structure: str = ""
    """The name of the sheet's structure, or its own."""
    below: list["Node"] = field(default_factory=list)
    others: int = 0
    """How many more came from it than are shown."""

    @property
    def sheets(self) -> list["Node"]:
        return [node for node in self.below if node.is_sheet]

    @property
    def structures(self) -> list["Node"]:
        return [node for node in self.below if not node.is_sheet]


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """Where the sheet comes from, the oldest first; itself, with all that comes from it."""

    above: Sequence[Node]
    also: Sequence[Node]
    """Other sheets that it comes from, whose own origin is not followed."""
    here: Node


def lineage_around(
    *,
    sheet: PracticePage,
    near: Near,
    visible: Mapping[int, Page],
    member: Member | None,
    known: Iterable[StructurePage] = (),
) -> Lineage | None:
    """The lineage of a sheet whose near ties, and the pages they name that are seen, are in hand; None without kin.

    A structure that only tried it makes no lineage: « Elles l’ont essayé » says so. At most two queries a generation
    beyond the first, and one for the names of structures that are not among those `known`.
    """
    said = [pk for pk, structure in near.taken_from if structure in visible]
    parents = [pk for pk in dict.fromkeys([near.inspired_by or 0, *said]) if pk in visible and pk != sheet.pk]
    children = [(pk, 0) for pk in sorted(near.inspired)] + [(tie.own_sheet, tie.structure) for tie in near.tried]
    if not parents and not any(pk in visible for pk, _ in children if pk):
        return None
    here = Node(page=sheet, is_sheet=True)
    tree = _Tree(member=member, met={sheet.pk, *parents})
    above = tree.climb(parents[0], visible) if parents else []
    also = [Node(page=visible[pk], is_sheet=True) for pk in parents[1 : BRANCHES + 1]]
    tree.spread({sheet.pk: here}, {sheet.pk: children}, visible)
    _name([*above, *also, here], known)
    return Lineage(above=above, also=also, here=here)


def lineage_of(*, sheet: PracticePage, member: Member | None) -> Lineage | None:
    """The same for a sheet whose ties nobody has read yet."""
    shown = Adoption.objects.shown()
    tried = shown.filter(sheet=sheet.pk).values_list("pk", "structure_id", "own_sheet_id")[:LOOKED_AT]
    near = Near(
        inspired_by=sheet.inspired_by_id,
        inspired=list(PracticePage.objects.filter(inspired_by=sheet.pk).values_list("pk", flat=True)[:LOOKED_AT]),
        taken_from=list(shown.filter(own_sheet=sheet.pk).order_by("pk").values_list("sheet_id", "structure_id")),
        tried=[Tie(pk=pk, structure=structure, own_sheet=own or 0) for pk, structure, own in tried],
    )
    named = [near.inspired_by, *near.inspired, *(pk for pair in near.taken_from for pk in pair)]
    named += [pk for tie in near.tried for pk in (tie.structure, tie.own_sheet)]
    return lineage_around(sheet=sheet, near=near, visible=SeenPages(filter(None, named), member), member=member)


@dataclass(kw_only=True)
class _Tree:
    """What grows: who reads, and the pages that are in it already."""

    member: Member | None
    met: set[int]
    count: int = 0

    def climb(self, pk: int, visible: Mapping[int, Page]) -> list[Node]:
        """The sheets above, the oldest first."""
        above = [Node(page=visible[pk], is_sheet=True)]
        while len(above) < GENERATIONS:
            parents = [pk for pk in _parents_of(pk, self.member) if pk not in self.met]
            seen = SeenPages(parents, self.member)
            pk = next((parent for parent in parents if parent in seen), 0)
            if not pk:
                break
            self.met.add(pk)
            above.insert(0, Node(page=seen[pk], is_sheet=True))
        return above

    def spread(self, generation: Mapping[int, Node], ties: Descent, visible: Mapping[int, Page]) -> None:
        """Give each sheet of a generation what comes from it, then the next generation the same."""
        for depth in range(GENERATIONS):
            following: dict[int, Node] = {}
            for pk, node in generation.items():
                following |= self._branch(node, ties.get(pk, ()), visible)
            if not following or self.count >= MOST_NODES or depth == GENERATIONS - 1:
                return
            generation = following
            ties = _ties_below(generation, self.member)
            visible = SeenPages({pk for rows in ties.values() for row in rows for pk in row if pk}, self.member)

    def _branch(self, node: Node, ties: Iterable[tuple[int, int]], visible: Mapping[int, Page]) -> dict[int, Node]:
        """Sheets first, then structures without one; what is beyond the bounds is counted."""
        ties = [(pk, structure) for pk, structure in ties if not structure or structure in visible]
        sheets = [pk for pk, _ in ties if pk in visible]
        alone = [structure for pk, structure in ties if structure and pk not in visible]
        found = [pk for pk in dict.fromkeys(sheets) if pk not in self.met]
        made: dict[int, Node] = {}
        for pk, is_sheet in [*((pk, True) for pk in found), *((pk, False) for pk in dict.fromkeys(alone))]:
            if len(node.below) >= BRANCHES or self.count >= MOST_NODES:
                node.others += 1
                continue
            child = Node(page=visible[pk], is_sheet=is_sheet)
            node.below.append(child)
            self.count += 1
            if is_sheet:  # a structure may have tried several of them: it is drawn at each
                self.met.add(pk)
                made[pk] = child
        return made


def _parents_of(pk: int, member: Member | None) -> list[int]:
    """What a sheet says that inspired it, then what its structure says that it tried."""
    sheets = PracticePage.objects.filter(pk=pk, inspired_by__isnull=False).order_by()
    said = Adoption.objects.filter(own_sheet=pk).of_visible_structures(member).order_by()
    inspired = sheets.values_list("inspired_by_id", Value(0, output_field=BigIntegerField()))
    rows = inspired.union(said.values_list("sheet_id", F("pk")), all=True)
    return [parent for parent, _order in sorted(rows[:LOOKED_AT], key=lambda row: row[1])]


def _ties_below(pks: Collection[int], member: Member | None) -> Descent:
    """What comes from each of these sheets, in one query."""
    nothing = Value(0, output_field=BigIntegerField())
    sheets = PracticePage.objects.filter(inspired_by__in=list(pks)).order_by()
    said = Adoption.objects.filter(sheet__in=list(pks)).of_visible_structures(member).order_by()
    inspired = sheets.values_list("inspired_by_id", F("pk"), nothing)
    rows = inspired.union(said.values_list("sheet_id", Coalesce("own_sheet_id", 0), F("structure_id")), all=True)
    ties: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for of, sheet, structure in sorted(rows[:LOOKED_AT]):
        ties[of].append((sheet, structure))
    return ties


def _name(nodes: Iterable[Node], known: Iterable[StructurePage]) -> None:
    """Give each sheet the name of its structure, in one query for all."""
    everything = list(_walk(nodes))
    sheets = [node.page for node in everything if node.is_sheet]
    structures = StructurePage.objects.to_name().above_each(sheets, known=known)
    for node in everything:
        if not node.is_sheet:
            node.structure = node.page.title
        elif structure := structures.get(node.page.pk):
            node.structure = structure.title


def _walk(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.below)
