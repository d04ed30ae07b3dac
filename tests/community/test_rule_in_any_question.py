"""Written once, the rule is the rule that Django writes each time: for everybody, inside any question."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from community import visibility
from community.kept_order import KeptOrder
from community.models import Member, Membership, StructurePage
from community.visibility import published, seen_by, visible_to
from practices.models import PracticePage, TestimonialPage
from tests import factories
from tests.standing import standing

pytestmark = pytest.mark.django_db


def restrict(page: Any, kind: str, *groups: Group) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x").groups.set(groups)


@standing
def people(structure: Any, pilot: Any, teammate: Any, outsider: Any, facilitator: Any) -> list[Member | None]:
    committee = Group.objects.create(name="Comité")
    outsider.groups.add(committee)
    superuser = factories.member(is_superuser=True)
    gone = factories.member(is_facilitator=True, is_active=False)
    gone.groups.add(committee)

    def below(above: Any) -> list[Any]:
        sheets = [factories.sheet(structure=above) for _number in range(6)]
        sheets[0].unpublish()
        restrict(sheets[1], PageViewRestriction.LOGIN)
        restrict(sheets[2], PageViewRestriction.GROUPS, committee)
        restrict(sheets[3], PageViewRestriction.GROUPS)
        restrict(sheets[4], PageViewRestriction.PASSWORD)
        films = [factories.testimonial(structure=above) for _number in range(3)]
        films[0].consents.update(withdrawn_at=timezone.now())
        films[1].sheets.set(sheets)
        films[1].save()
        return [*sheets, *films]

    below(structure)
    below(outsider.memberships.get().structure)
    closed = [factories.structure() for _number in range(4)]
    for one in closed:
        below(one)
    restrict(closed[0], PageViewRestriction.LOGIN)
    restrict(closed[1], PageViewRestriction.GROUPS, committee, *teammate.groups.all())
    restrict(closed[2], PageViewRestriction.NONE)
    closed[3].unpublish()
    return [None, pilot, teammate, outsider, facilitator, superuser, gone]


def as_django_writes(member: Member | None, monkeypatch: pytest.MonkeyPatch) -> set[int]:
    with monkeypatch.context() as patched:
        patched.setattr(visibility, "Given", lambda _name: Value(member.pk if member else 0))
        pages = visibility._published(Page.objects.all(), visibility._conditions)
        return set(visibility._open_to(pages, visibility._position_of(member)).values_list("pk", flat=True))


def pks(rows: Any) -> set[int]:
    found = [row.pk for row in rows]
    assert len(found) == len(set(found))
    return set(found)


def test_it_says_the_same_in_every_question(people: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    every, sheets = (
        set(Page.objects.values_list("pk", flat=True)),
        set(PracticePage.objects.values_list("pk", flat=True)),
    )
    films = set(TestimonialPage.objects.values_list("pk", flat=True))
    sizes = set()
    for person in people:
        seen = as_django_writes(person, monkeypatch)
        sizes.add(len(seen))
        visible, cards = visible_to(Page.objects.all(), person), PracticePage.objects.visible_to(person)
        assert pks(visible) == seen
        assert pks(cards) == seen & sheets
        assert visible.count() == len(seen)
        assert pks(Page.objects.exclude(pk__in=visible)) == every - seen
        assert pks(Page.objects.exclude(seen_by(person))) == every - seen
        assert pks(Page.objects.filter(~Q(seen_by(person)))) == every - seen
        assert pks(PracticePage.objects.filter(seen_by(person) | Q(live=False))) == (seen & sheets) | pks(
            PracticePage.objects.filter(live=False)
        )
        assert pks(visible & visible_to(Page.objects.filter(live=True), person)) == seen
        assert pks(cards | PracticePage.objects.filter(live=False)) == (seen & sheets) | pks(
            PracticePage.objects.filter(live=False)
        )
        assert pks(cards | PracticePage.objects.filter(inspired_by__live=True)) == seen & sheets
        both = (
            cards.order_by()
            .values_list("pk")
            .union(TestimonialPage.objects.visible_to(person).order_by().values_list("pk"))
        )
        assert {pk for (pk,) in both} == seen & (sheets | films)
        assert {
            pk for (pk,) in cards.order_by().values_list("pk").difference(visible.order_by().values_list("pk"))
        } == set()
        assert pks(cards.order_by("-pk")[2:9]) == set(sorted(seen & sheets, reverse=True)[2:9])
        assert pks(Page.objects.filter(pk__in=cards.order_by("-pk")[:3])) == set(sorted(seen & sheets)[-3:])
        assert set(visible.in_bulk(list(every))) == seen
        said = Page.objects.annotate(is_seen=seen_by(person)).order_by("is_seen", "pk")
        assert {page.pk for page in said if page.is_seen is True} == seen
        assert {page.pk for page in said if page.is_seen is False} == every - seen
        chosen = Case(When(seen_by(person), then=Value(True)), default=Value(False), output_field=BooleanField())
        assert pks(Page.objects.annotate(chosen=chosen).filter(chosen=True)) == seen
        assert Page.objects.aggregate(n=Count("pk", filter=seen_by(person)))["n"] == len(seen)
        by_seen = Page.objects.annotate(is_seen=seen_by(person)).order_by().values("is_seen").annotate(n=Count("pk"))
        assert {bool(row["is_seen"]): row["n"] for row in by_seen} == {
            key: n for key, n in {True: len(seen), False: len(every - seen)}.items() if n
        }
        of_films = TestimonialPage.objects.prefetch_related(Prefetch("sheets", queryset=cards, to_attr="shown"))
        named = {film.pk: {one.pk for one in film.sheets.all()} for film in TestimonialPage.objects.all()}
        for film in of_films:
            assert {one.pk for one in film.shown} == named[film.pk] & seen
        naming = TestimonialPage.objects.filter(sheets__in=cards).distinct()
        assert pks(naming) == {pk for pk, those in named.items() if those & seen}
        counted = TestimonialPage.objects.annotate(n=Count("sheets", filter=Q(sheets__in=cards)))
        assert {film.pk: film.n for film in counted} == {pk: len(those & seen) for pk, those in named.items()}
        below = Page.objects.filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1)
        parents = StructurePage.objects.visible_to(person).filter(Exists(visible_to(below, person)))
        assert pks(parents) == {
            one.pk for one in StructurePage.objects.filter(pk__in=seen) if pks(one.get_children()) & seen
        }
        for other in people:
            assert pks(visible_to(cards, other)) == seen & as_django_writes(other, monkeypatch) & sheets
        teams = Membership.objects.filter(structure__in=StructurePage.objects.visible_to(person))
        assert {one.structure_id for one in teams} == seen & set(Membership.objects.values_list("structure", flat=True))
        assert pks(cards.select_related("inspired_by", "owner").filter(title__contains="")) == seen & sheets
        assert pks(cards.annotate(above=F("depth") - 1).filter(above__gt=0).reverse()) == seen & sheets
        assert pks(published(PracticePage.objects.all())) >= seen & sheets
    assert len(sizes) > 3


def test_nobody_who_has_left_sees_more_than_a_member(people: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    order = KeptOrder(lambda _narrowed: PracticePage.objects.order_by("-pk"))
    for person in people:
        expected = sorted(as_django_writes(person, monkeypatch) & pks(PracticePage.objects.all()), reverse=True)
        assert list(order.seen_by(person)) == expected
