"""What the pages about practices list and link: always what this reader may see, in few queries."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpRequest

from community.contexts import Context, register_context
from community.kept.remembered import Remembered, RememberedByKind
from community.kept_order import KeptOrder
from community.models import Member, ParcoursPage, StructurePage
from community.paging import page_asked, page_of
from community.queries import A_PAGE, name_structures
from community.readers import kind_of
from community.visibility import closed_to_some, published, reader, sees_as_the_public, visible_to
from practices.around_sheet import around_sheet
from practices.cards import as_cards, name_levers, on_cards
from practices.models import (
    EventReportIndexPage,
    EventReportPage,
    GlossaryPage,
    GlossaryTerm,
    Lever,
    PracticeIndexPage,
    PracticePage,
    TestimonialIndexPage,
    TestimonialPage,
)
from practices.models.levers import LeverShown, WithLevers
from practices.passages import listening


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of cards, the levers they can be narrowed to, and the one chosen, if any."""

    page: Page
    levers: Sequence[LeverShown]
    lever: Lever | LeverShown | None


@dataclass(frozen=True, kw_only=True)
class LeverCount:
    """A lever and how much this reader finds under it."""

    lever: LeverShown
    sheets: int
    testimonials: int


@dataclass(frozen=True, kw_only=True)
class ParcoursOutputs:
    """What came out of an edition."""

    sheets: Page
    testimonials: Page
    reports: Page


def register_contexts() -> None:
    """Called from `ready()`."""
    contexts: dict[Any, Context] = {
        PracticeIndexPage: lambda page, request: {"sheets": sheets_page(request=request)},
        TestimonialIndexPage: lambda page, request: {"testimonials": testimonials_page(request=request)},
        EventReportIndexPage: lambda page, request: {"reports": reports_page(request=request)},
        GlossaryPage: lambda page, request: {"terms": GlossaryTerm.objects.all()},
        PracticePage: lambda page, request: around_sheet(sheet=page, request=request),
        TestimonialPage: lambda page, request: around_testimonial(testimonial=page, request=request),
        EventReportPage: lambda page, request: around_report(report=page, request=request),
    }
    for model, context in contexts.items():
        register_context(model=model, context=context)


def sheets_page(*, request: HttpRequest, lever: Lever | None = None) -> Listing:
    """Sheets, the newest first; `?levier=` narrows them unless a lever is given, `?page=` turns the page."""
    return _listing(PracticePage.objects, request=request, lever=lever)


def testimonials_page(*, request: HttpRequest, lever: Lever | None = None) -> Listing:  # noqa: PT028 – not a test
    """Testimonials, likewise."""
    return _listing(TestimonialPage.objects, request=request, lever=lever)


def reports_page(*, request: HttpRequest) -> Page:
    """Reports, the latest meeting first."""
    reports = EventReportPage.objects.visible_to(reader(request)).order_by("-date", "-pk")
    return Paginator(reports, A_PAGE).get_page(page_asked(request=request))


def newest(
    model: Any, *, member: Member | None, lever: Lever | None = None, limit: int, with_pictures: bool = True
) -> list[Any]:
    """The newest pages of this kind, as cards; none under a lever where the kind carries none."""
    if lever and not issubclass(model, WithLevers):
        return []
    pages = _by_date(model.objects.visible_to(member))
    if lever or (member and member.may_animate):
        # What would be sorted whole: a lever's, or what no restriction narrows for those who animate the network.
        order = _order_of(model).seen_by(member, narrowed=lever.pk if lever else None)
        pages = pages.filter(pk__in=list(order[:limit]))
    return as_cards(pages[:limit], with_pictures=with_pictures)


def levers_in_use() -> tuple[LeverShown, ...]:
    """The levers that may be chosen today, in their order."""
    return _levers.get()


def lever_counts(*, member: Member | None) -> list[LeverCount]:
    """The levers in use, each with what this reader finds under it."""
    counts = _counts_seen_by(member)
    return [
        LeverCount(
            lever=lever, sheets=counts.sheets.get(lever.pk, 0), testimonials=counts.testimonials.get(lever.pk, 0)
        )
        for lever in levers_in_use()
    ]


def around_testimonial(*, testimonial: TestimonialPage, request: HttpRequest) -> dict[str, Any]:
    """What a testimonial is linked to: its structure, its parcours, its sheets, its meetings; when it says what."""
    member = reader(request)
    sheets = as_cards(_named_by(testimonial, PracticePage.objects.visible_to(member)).order_by("title", "pk"))
    name_structures(pages=[testimonial], known=[sheet.get_parent() for sheet in sheets])
    if testimonial.is_as_stored:
        name_levers(pages=[testimonial])
    return {
        "structure": testimonial.get_parent(),
        "parcours": _visible_parcours(testimonial.parcours_id, member),
        "sheets": sheets,
        "reports": page_of(
            EventReportPage.objects.visible_to(member).filter(testimonials=testimonial.pk).order_by("-date", "-pk"),
            number=page_asked(request=request, name="rencontres"),
        ),
        "listening": listening(
            page=testimonial, asked=request.GET.get("t", ""), is_preview=getattr(request, "is_preview", False)
        ),
    }


def around_report(*, report: EventReportPage, request: HttpRequest) -> dict[str, Any]:
    """What a report is linked to: its parcours, the testimonials seen that day, the definitions, the photographs."""
    member = reader(request)
    seen = [testimonial.pk for testimonial in report.testimonials.all()]
    if report.is_as_stored:
        name_levers(pages=[report])
    return {
        "parcours": _visible_parcours(report.parcours_id, member),
        "testimonials": as_cards(TestimonialPage.objects.visible_to(member).filter(pk__in=seen).order_by("pk")),
        "terms": list(report.terms.all()),
        "photos": [photo for photo in report.photos.select_related("image") if photo.agreement],
    }


def shared_by_structure(model: Any, *, structure: StructurePage, request: HttpRequest, name: str) -> Page:
    """A page of one kind of what a structure shares, the newest first; `name` is what turns it in the address."""
    return _turned(model.objects.child_of(structure).visible_to(reader(request)), request, name, known=[structure])


def outputs_of_parcours(*, parcours: ParcoursPage, request: HttpRequest) -> ParcoursOutputs:
    """What came out of an edition and may be shown to this reader, each kind by pages."""
    member = reader(request)
    sheets = _turned(PracticePage.objects.visible_to(member).filter(parcours=parcours.pk), request, "fiches")
    naming_it = TestimonialPage.objects.visible_to(member).filter(parcours=parcours.pk)
    testimonials = _turned(naming_it, request, "temoignages")
    reports = EventReportPage.objects.visible_to(member).filter(parcours=parcours.pk).order_by("date", "pk")
    number = page_asked(request=request, name="rencontres")
    return ParcoursOutputs(sheets=sheets, testimonials=testimonials, reports=page_of(reports, number=number))


def _listing(manager: Any, *, request: HttpRequest, lever: Lever | LeverShown | None) -> Listing:
    levers = levers_in_use()
    if lever is None:
        wanted = request.GET.get("levier", "")
        lever = next((each for each in levers if each.slug == wanted), None)
    member = reader(request)
    order = _order_of(manager.model).seen_by(member, narrowed=lever.pk if lever else None)
    page = Paginator(order, A_PAGE).get_page(page_asked(request=request))
    page.object_list = as_cards(_by_date(manager.visible_to(member).filter(pk__in=list(page.object_list))))
    return Listing(page=page, levers=levers, lever=lever)


def _named_by(testimonial: TestimonialPage, sheets: Any) -> Any:
    """Those of these sheets that the version shown names: a draft keeps its own list."""
    if testimonial.is_as_stored:
        return sheets.filter(testimonials=testimonial.pk)
    return sheets.filter(pk__in=[sheet.pk for sheet in testimonial.sheets.all()])


def _turned(pages: Any, request: HttpRequest, name: str, known: Iterable[StructurePage] = ()) -> Page:
    """The page of these sheets or testimonials that the address asks for, the newest first, as cards."""
    page = page_of(on_cards(_by_date(pages)), number=page_asked(request=request, name=name))
    page.object_list = as_cards(page.object_list, known=known)
    return page


def _by_date(pages: Any) -> Any:
    return pages.order_by("-first_published_at", "-pk")


def _read_levers() -> tuple[LeverShown, ...]:
    rows = Lever.objects.in_use().values_list("pk", "name", "slug", "sign", "description")
    return tuple(
        LeverShown(pk=pk, name=name, slug=slug, sign=sign, description=text) for pk, name, slug, sign, text in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """Of each lever, by its key: what somebody sees."""

    sheets: Counter[int]
    testimonials: Counter[int]


def _counts_seen_by(member: Member | None) -> _Counts:
    """Kept for the public and for those who animate the network; the others see besides some of what is restricted."""
    if member is None or sees_as_the_public(member):
        return _public_counts.get()
    if member.may_animate:
        return _published_counts.get()
    public = _public_counts.get()
    besides = _counts_besides.get(
        kind=partial(kind_of, member), build=partial(_counts, partial(_restricted_but_seen_by, member))
    )
    return _Counts(sheets=public.sheets + besides.sheets, testimonials=public.testimonials + besides.testimonials)


def _restricted_but_seen_by(member: Member, pages: Any) -> Any:
    return visible_to(pages.filter(pk__in=_closed(pages.model).get()), member)


def _counts(seen: Callable[[Any], Any]) -> _Counts:
    return _Counts(sheets=_count(PracticePage, seen), testimonials=_count(TestimonialPage, seen))


def _count(model: Any, seen: Callable[[Any], Any]) -> Counter[int]:
    # The rule is asked of each page, not of each of its levers.
    named = model.levers.through.objects.filter(content_object__in=seen(model.objects.order_by()))
    return Counter(dict(named.order_by().values_list("tag").annotate(Count("pk"))))


def _visible_parcours(pk: int | None, member: Member | None) -> ParcoursPage | None:
    return ParcoursPage.objects.visible_to(member).filter(pk=pk).first() if pk else None


@cache
def _closed(model: Any) -> Remembered[frozenset[int]]:
    """One a kind of page: those that a restriction closes, on line or not; the rule is then asked of these alone."""
    return Remembered(build=partial(closed_to_some, model.objects.filter(live=True).order_by()))


_levers = Remembered(build=_read_levers)
_public_counts = Remembered(build=lambda: _counts(partial(visible_to, member=None)))
_published_counts = Remembered(build=lambda: _counts(published))
_counts_besides = RememberedByKind[_Counts]()


def _newest_of(model: Any, lever_pk: int | None) -> Any:
    pages = _by_date(model.objects.all())
    return pages.filter(lever_items__tag=lever_pk) if lever_pk else pages


@cache
def _order_of(model: Any) -> KeptOrder:
    """One a kind of page, filled when somebody first asks."""
    return KeptOrder(partial(_newest_of, model))
