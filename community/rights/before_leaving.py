"""What leaving means for this very person, told before they choose: figures, places, whom to ask."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from wagtail.models import Page

from community.models import Archive, Member, Membership, PeerComment, StructurePage

PILOT = Membership.Role.PILOT


@dataclass(frozen=True, kw_only=True)
class Staying:
    """What they wrote in a structure, which stays there: « 2 fiches pratiques, 1 témoignage » ; and whom to ask."""

    structure: StructurePage
    what: str
    whom: list[str] = field(default_factory=list)  # empty: the network's facilitators


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What stays, what goes, what is left without anybody."""

    comments: int
    staying: list[Staying]
    without_pilot: list[StructurePage]
    is_last_administrator: bool
    has_archive: bool


def what_leaving_means(*, member: Member) -> Leaving:
    """What this person would leave today; seven queries, however much they wrote."""
    return Leaving(
        comments=PeerComment.objects.filter(user=member, is_public=True, is_removed=False).count(),
        staying=_staying(member),
        without_pilot=_without_pilot(member),
        is_last_administrator=is_last_administrator(member=member),
        has_archive=Archive.objects.filter(member=member).exclude(ready_at=None).exists(),
    )


def is_last_administrator(*, member: Member) -> bool:
    """Whether nobody else administrates the site."""
    others = Member.objects.filter(is_superuser=True, is_active=True).exclude(pk=member.pk)
    return member.is_superuser and not others.exists()


def _staying(member: Member) -> list[Staying]:
    pages = list(Page.objects.filter(owner=member).only("path", "depth", "content_type"))
    above = StructurePage.objects.to_name().above_each(pages)
    counted: dict[int, Counter[int]] = defaultdict(Counter)
    for page in pages:
        if page.pk in above:
            counted[above[page.pk].pk][page.content_type_id] += 1
    structures = sorted({one.pk: one for one in above.values()}.values(), key=lambda one: one.title)
    whom = _whom_to_ask(structures, member)
    return [Staying(structure=one, what=_said(counted[one.pk]), whom=whom.get(one.pk, [])) for one in structures]


def _said(kinds: Counter[int]) -> str:
    """« 2 fiches pratiques, 1 témoignage »."""
    said = []
    for kind, count in kinds.most_common():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            names = model._meta.verbose_name, model._meta.verbose_name_plural
            said.append(f"{count} {names[count > 1]}")
    return ", ".join(said)


def _whom_to_ask(structures: list[StructurePage], member: Member) -> dict[int, list[str]]:
    """The pilot, else the copilots, else anybody of the team."""
    places = Membership.objects.filter(structure__in=structures, member__is_active=True).exclude(member=member)
    order = [Membership.Role.PILOT, Membership.Role.COPILOT, Membership.Role.MEMBER]
    people: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place in places.select_related("member"):
        people[place.structure_id][place.role].append(capfirst(place.member.display_name))
    return {pk: next(roles[role] for role in order if roles[role]) for pk, roles in people.items()}


def _without_pilot(member: Member) -> list[StructurePage]:
    piloted = StructurePage.objects.filter(memberships__member=member, memberships__role=PILOT)
    others = Membership.objects.filter(role=PILOT, member__is_active=True).exclude(member=member)
    return list(piloted.exclude(pk__in=others.values("structure")).only("title").order_by("title"))
