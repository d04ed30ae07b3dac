"""Making one page of the demonstration from one item of its source: through the tree, a revision and a publication."""

from datetime import date, datetime, time
from typing import Any, TypeVar

from django.core.files import File
from django.utils import timezone
from wagtail.models import Page

from community.models import (
    InvolvementLevel,
    Member,
    ParcoursIndexPage,
    ParcoursPage,
    Participation,
    Session,
    SiteDocument,
    SiteImage,
    SiteMedia,
    StructureIndexPage,
    StructurePage,
)
from home.demo.source import MEDIA
from home.models import ContentPage, HomePage
from practices.models import (
    ConsentRecord,
    EventReportIndexPage,
    EventReportPage,
    GlossaryTerm,
    Lever,
    PracticePage,
    PracticePicture,
    TestimonialPage,
)

P = TypeVar("P", bound=Page)

# What an item of the source may say, field by field: on purpose not the lists of the forms, which alone decide what a
# member may change.
STRUCTURE_FIELDS = [
    "tagline",
    "presentation",
    "legal_form",
    "sector",
    "commune",
    "department",
    "area_type",
    "staff_band",
    "volunteer_band",
    "user_band",
    "user_term",
    "offers",
    "needs",
    "website",
]
SHEET_FIELDS = [
    "title",
    "summary",
    "user_term",
    "starting_point",
    "user_role",
    "time_band",
    "cost_band",
    "people_needed",
    "outcomes",
    "pitfalls",
    "first_step",
    "sector",
    "territory",
    "audience",
    "maturity",
    "cowritten",
    "licence",
]
TESTIMONIAL_FIELDS = [
    "title",
    "speaker_name",
    "speaker_role",
    "kind",
    "parcours_role",
    "key_quote",
    "discussion_prompt",
    "poster_alt",
    "transcript",
    "text",
]
PARCOURS_FIELDS = [
    "title",
    "slug",
    "theme",
    "territory",
    "eligibility",
    "capacity",
    "starts_on",
    "ends_on",
    "contact_role",
    "partners",
]
REPORT_FIELDS = ["title", "slug", "date", "place", "attendance", "profiles", "question", "motto", "next_steps", "body"]


def structure(item: dict[str, Any]) -> StructurePage:
    """A structure's card, and its logo where it has one: its collection opens with the page."""
    page = StructurePage(title=item["name"], slug=item["slug"], **_fields(item, STRUCTURE_FIELDS))
    page.target_levels.set(InvolvementLevel.objects.filter(code__in=item["target_levels"]))
    page.levels_as_of = timezone.localdate()
    page = _publish(page, below=StructureIndexPage.objects.get())
    if "logo" in item:
        page.logo = _picture(item["logo"], title=f"Logo de {page.title}", structure=page)
        page.save_revision().publish()
    return page


def parcours(item: dict[str, Any]) -> ParcoursPage:
    """An edition and its sessions."""
    page = ParcoursPage(**_fields(item, PARCOURS_FIELDS))
    page.sessions = [Session(**session) for session in item["sessions"]]
    return _publish(page, below=ParcoursIndexPage.objects.get())


def take_part(*, parcours: ParcoursPage, structure: StructurePage) -> None:
    """Write a structure in an edition, in the page and in its latest revision."""
    parcours.participations.add(Participation(structure=structure))
    parcours.save_revision().publish()


def term(item: dict[str, Any]) -> GlossaryTerm:
    """A word of the glossary."""
    return GlossaryTerm.objects.create(
        term=item["term"],
        slug=item["slug"],
        definition=item["definition"],
        synonyms=", ".join(item["synonyms"]),
        source=item["source"],
    )


def content_page(item: dict[str, Any]) -> ContentPage:
    """A page of text."""
    page = ContentPage(title=item["title"], slug=item["slug"], introduction=item["intro"], body=item["body"])
    return _publish(page, below=HomePage.objects.get())


def sheet(
    item: dict[str, Any], *, structure: StructurePage, author: Member, parcours: ParcoursPage | None
) -> PracticePage:
    """A practice sheet, dated as its source says."""
    page = PracticePage(**_fields(item, SHEET_FIELDS), owner=author, parcours=parcours)
    page.steps = [("step", text) for text in item["steps"]]
    page.levers.add(*_levers(item))
    page.topics.add(*item["topics"])
    page.levels.set(InvolvementLevel.objects.filter(code__in=item["levels"]))
    for order, drawn in enumerate(item.get("pictures", ())):
        image = _picture(drawn["file"], title=page.title, structure=structure, author=author)
        page.pictures.add(PracticePicture(image=image, alt=drawn["alt"], agreement=True, sort_order=order))
    return _publish(page, below=structure, on=item["published_on"])


def inspire(*, sheet: PracticePage, by: PracticePage, on: date) -> None:
    """Say which sheet this one comes from."""
    sheet.inspired_by = by
    sheet.save_revision().publish()
    _date(sheet, on)


def testimonial(
    item: dict[str, Any],
    *,
    structure: StructurePage,
    author: Member,
    parcours: ParcoursPage | None,
    sheets: list[PracticePage],
) -> TestimonialPage:
    """A testimonial, its files in the structure's collection, and the agreement without which it would stay hidden."""
    page = TestimonialPage(**_fields(item, TESTIMONIAL_FIELDS), owner=author, parcours=parcours, live=False)
    collection = structure.space.collection
    owned = {"collection": collection, "uploaded_by_user": author}
    if item["media"]:
        page.media = SiteMedia.objects.create(
            title=item["title"],
            file=_file(item["media"]),
            type=item["kind"],
            duration=item["duration_seconds"],
            **owned,
        )
    if item["captions"]:
        page.captions = SiteDocument.objects.create(
            title=f"Sous-titres de {item['title']}", file=_file(item["captions"]), **owned
        )
    if item["poster"]:
        page.poster = SiteImage.objects.create(
            title=item["title"], description=item["poster_alt"], file=_file(item["poster"]), **owned
        )
    page.levers.add(*_levers(item))
    page.levels.set(InvolvementLevel.objects.filter(code__in=item["levels"]))
    page.sheets.set(sheets)
    structure.add_child(instance=page)
    ConsentRecord.objects.create(testimonial=page, recorded_by=author, **item["consent"])
    page.save_revision(user=author).publish()
    return _date(page, item["published_on"])


def report(
    item: dict[str, Any], *, parcours: ParcoursPage | None, testimonials: list[TestimonialPage]
) -> EventReportPage:
    """The report of a meeting."""
    page = EventReportPage(**_fields(item, REPORT_FIELDS), parcours=parcours)
    page.quotes = [("quote", text) for text in item["quotes"]]
    page.testimonials.set(testimonials)
    page.terms.set(GlossaryTerm.objects.filter(slug__in=("usager", "implication", "deja-la")))
    page.levers.add(*_levers(item))
    return _publish(page, below=EventReportIndexPage.objects.get(), on=item["date"])


def _picture(name: str, *, title: str, structure: StructurePage, author: Member | None = None) -> SiteImage:
    """A drawing of the demonstration, in the collection of its structure."""
    collection = structure.space.collection
    return SiteImage.objects.create(title=title, file=_file(name), collection=collection, uploaded_by_user=author)


def _fields(item: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: item[name] for name in names}


def _levers(item: dict[str, Any]) -> list[Lever]:
    """In the order of the source: the first is the one the practice acts on first."""
    levers = {lever.slug: lever for lever in Lever.objects.filter(slug__in=item["levers"])}
    return [levers[slug] for slug in item["levers"]]


def _file(name: str) -> File:
    return File((MEDIA / name).open("rb"), name=name)


def _publish(page: P, *, below: Page, on: date | None = None) -> P:
    page.live = False
    below.add_child(instance=page)
    page.save_revision(user=page.owner).publish()
    return _date(page, on) if on else page


def _date(page: P, on: date) -> P:
    """Give a page the dates of its source: a site whose every page is from this minute looks like nobody's."""
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    dates: dict[str, Any] = {"first_published_at": noon, "last_published_at": noon, "latest_revision_created_at": noon}
    if isinstance(page, PracticePage):
        dates["last_verified_on"] = on
    type(page).objects.filter(pk=page.pk).update(**dates)
    page.revisions.update(created_at=noon)
    page.refresh_from_db()
    return page
