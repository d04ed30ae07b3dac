"""What becomes of each line of a list, in words, before anything is sent.

Facilitators may know who has an account. Whoever keeps a team may not: outside her team, a known and an unknown address
are told the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from community.invitations.acts import Invitee
from community.invitations.pasted import MOST_PEOPLE, PastedLine, people_in
from community.models import Invitation, Member, Membership, StructurePage
from community.permissions import may_review
from community.structures.nearest import Structures, tidy


class FateKind(StrEnum):
    """How a line is shown."""

    GOES = "goes"  # a mail leaves
    NOTHING = "nothing"  # nothing to send
    WRONG = "wrong"  # to be corrected; stays in the field


@dataclass(frozen=True, kw_only=True)
class Fate:
    """A line, and what becomes of it."""

    line: PastedLine
    kind: FateKind
    sentence: str
    wanted: Invitee | None = None


@dataclass(frozen=True, kw_only=True)
class Into:
    """What the form says for the lines that say nothing else; `only`: no other structure."""

    structure: StructurePage | None = None
    role: str = Membership.Role.MEMBER
    to_facilitate: bool = False
    only: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview:
    """All the lines of a list."""

    fates: list[Fate]

    @property
    def wanted(self) -> list[Invitee]:
        return [fate.wanted for fate in self.fates if fate.wanted is not None]

    @property
    def right(self) -> list[Fate]:
        """Those that need no correction."""
        return [fate for fate in self.fates if fate.kind is not FateKind.WRONG]

    @property
    def wrong(self) -> list[Fate]:
        return [fate for fate in self.fates if fate.kind is FateKind.WRONG]

    @property
    def left(self) -> str:
        """What stays in the field."""
        return "\n".join(fate.line.text for fate in self.wrong)


@dataclass(kw_only=True)
class Known:
    """What the database knows of the people of a list, in three questions."""

    members: dict[str, Member] = field(default_factory=dict)
    places: set[tuple[str, int]] = field(default_factory=set)
    waiting: dict[tuple[str, int | None], Invitation] = field(default_factory=dict)


def preview(*, text: str, into: Into, by: Member) -> Preview:
    """What becomes of each person of a list if `by` sends it."""
    structures = Structures(_may_be_named(into))
    lines = people_in(text, looks_like_a_structure=structures.look_like_one)
    known = _known({line.address for line in lines[: MOST_PEOPLE + 1] if line.is_sound})
    judge = _Judge(into, by, structures, known)
    fates = [judge.fate_of(line) for line in lines[:MOST_PEOPLE]]
    too_many = _("au-delà de %(most)s personnes : envoyez celles d’avant, puis la suite") % {"most": MOST_PEOPLE}
    fates += [Fate(line=line, kind=FateKind.WRONG, sentence=too_many) for line in lines[MOST_PEOPLE:]]
    return Preview(fates=fates)


def _may_be_named(into: Into) -> Iterable[StructurePage]:
    """Those of the network for a facilitator; on line, and one's own, for whoever keeps a team."""
    rows = StructurePage.objects.order_by("title", "pk").only("title", "path", "depth", "live", "first_published_at")
    if not into.only:
        return rows
    shown = [] if into.structure is None else [into.structure]
    return [*shown, *StructurePage.objects.visible_to(None).order_by("title", "pk").only("title", "path", "depth")]


def _known(addresses: set[str]) -> Known:
    members = {member.email: member for member in Member.objects.filter(email__in=addresses)}
    places = Membership.objects.filter(member__in=[member.pk for member in members.values()])
    waiting = Invitation.objects.unanswered().to_addresses(addresses)
    return Known(
        members=members,
        places=set(places.values_list("member__email", "structure_id")),
        waiting={(row.address, row.structure_id): row for row in waiting if not row.lost_its_structure},
    )


class _Judge:
    """Says the fate of each line, knowing those before."""

    def __init__(self, into: Into, by: Member, structures: Structures, known: Known) -> None:
        self.into, self.structures, self.known = into, structures, known
        self.animates = may_review(member=by)
        self.seen: dict[tuple[str, int | None], PastedLine] = {}

    def fate_of(self, line: PastedLine) -> Fate:
        trouble = self._trouble(line)
        if trouble:
            return Fate(line=line, kind=FateKind.WRONG, sentence=trouble)
        wanted = self._wanted(line)
        before = self.seen.setdefault(wanted.place, line)
        if before is not line:
            return self._nothing(line, _("deux fois dans la liste (déjà ligne %(number)s)") % {"number": before.number})
        return self._of(line, wanted)

    def _trouble(self, line: PastedLine) -> str:
        if not line.address:
            return _("aucune adresse sur cette ligne")
        if not line.is_sound:
            return _("adresse illisible : « %(address)s »") % {"address": line.address[:80]}
        if line.unknown_role:
            return _("rôle inconnu : « %(role)s » ; écrivez pilote, copilote ou membre") % {
                "role": line.unknown_role[:40]
            }
        named = self._named(line)
        if line.structure and named is None:
            return self._unknown_structure(line.structure)
        if self.into.only:
            return self._not_theirs(line)
        if named is not None and named is not self.into.structure and self.structures.is_of_several(named.title):
            return _(
                "plusieurs structures s’appellent « %(name)s » : dites laquelle dans « Structure », par l’adresse de "
                "sa page"
            ) % {"name": named.title}
        if line.role and not line.structure and self.into.structure is None:
            return _("un rôle, mais aucune structure : dites laquelle")
        return ""

    def _named(self, line: PastedLine) -> StructurePage | None:
        """The structure that a line names: of those that have this title, the one that the form says."""
        if not line.structure:
            return None
        chosen = self.into.structure
        if chosen is not None and tidy(chosen.title) == tidy(line.structure):
            return chosen
        return self.structures.named(line.structure)

    def _unknown_structure(self, words: str) -> str:
        closest = self.structures.closest(words)
        named = {"words": words[:80], "closest": closest.title if closest else ""}
        if closest:
            return _("structure inconnue : « %(words)s » ; la plus proche est « %(closest)s »") % named
        return _("structure inconnue : « %(words)s »") % named

    def _not_theirs(self, line: PastedLine) -> str:
        named = self._named(line)
        if named is not None and self.into.structure is not None and named.pk != self.into.structure.pk:
            return _("« %(name)s » est une autre structure : vous invitez dans la vôtre") % {"name": named.title}
        if line.role == Membership.Role.PILOT:
            return _("on devient pilote par « Passer le relais » : invitez d’abord comme copilote ou membre")
        return ""

    def _wanted(self, line: PastedLine) -> Invitee:
        structure = self._named(line) if line.structure else self.into.structure
        to_facilitate = self.into.to_facilitate and structure is None
        role = (line.role or self.into.role) if structure else ""
        return Invitee(
            address=line.address, name=line.name, structure=structure, role=role, to_facilitate=to_facilitate
        )

    def _of(self, line: PastedLine, wanted: Invitee) -> Fate:
        member, structure = self.known.members.get(wanted.address), wanted.structure
        if structure is not None and (wanted.address, structure.pk) in self.known.places:
            return self._nothing(line, _("fait déjà partie de l’équipe de %(name)s") % {"name": structure.title})
        if member is not None and self.animates and not member.is_active:
            return Fate(line=line, kind=FateKind.WRONG, sentence=_("a un compte fermé : rouvrez-le d’abord"))
        if member is not None and structure is None and (not wanted.to_facilitate or member.may_animate):
            return self._nothing(line, _("a déjà un compte : rien à envoyer"))
        return Fate(line=line, kind=FateKind.GOES, sentence=self._sentence(wanted, member), wanted=wanted)

    def _sentence(self, wanted: Invitee, member: Member | None) -> str:
        waiting = self.known.waiting.get(wanted.place)
        said = {"role": "", "name": ""}
        if wanted.structure is not None:
            said = {"role": str(Membership.Role(wanted.role).label), "name": wanted.structure.title}
        if waiting is not None:
            day = formats.date_format(timezone.localtime(waiting.asked_at), "j F")
            return _("invitation déjà envoyée le %(day)s : elle repart, avec un nouveau lien") % {"day": day}
        if wanted.to_facilitate:
            return _("sera invitée à animer le réseau")
        if wanted.structure is None:
            return _("sera invitée, sans structure pour l’instant")
        if member is not None and self.animates:
            return _("a déjà un compte : rejoindra %(name)s comme %(role)s, après avoir dit oui") % said
        return _("sera invitée dans %(name)s comme %(role)s") % said

    @staticmethod
    def _nothing(line: PastedLine, sentence: str) -> Fate:
        return Fate(line=line, kind=FateKind.NOTHING, sentence=sentence)
