"""Short ways to make real people, pages and files: each argument not given gets a plausible French value.

Nothing is a double: pages go through the tree, drafts through revisions, consents through their table.
"""

import itertools
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from community.models import (
    InvolvementLevel,
    Member,
    Membership,
    ParcoursIndexPage,
    ParcoursPage,
    SiteDocument,
    SiteImage,
    SiteMedia,
    StructureIndexPage,
    StructurePage,
)
from practices.models import (
    Adoption,
    ConsentRecord,
    EventReportIndexPage,
    EventReportPage,
    Lever,
    PracticePage,
    PracticeRequestIndexPage,
    PracticeRequestPage,
    TestimonialPage,
)
from tests.factories import small_files

PASSWORD = "une-phrase-assez-longue"
_numbers = itertools.count(1)

STEPS = ["On prépare la salle la veille.", "Deux personnes accueillent.", "On note ce qui surprend, puis on en parle."]
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nBonjour, je m’appelle Nadia.\n"


def member(*, structure: StructurePage | None = None, role: str = "member", **fields: Any) -> Member:
    """A person with a password, placed in `structure` if one is given."""
    number = next(_numbers)
    fields.setdefault("display_name", f"Personne {number}")
    person = Member.objects.create_user(f"personne{number}@exemple.test", PASSWORD, **fields)
    if structure is not None:
        Membership.objects.create(member=person, structure=structure, role=role)
    return person


def structure(*, live: bool = True, **fields: Any) -> StructurePage:
    """A structure below the list of structures."""
    values = {
        "title": f"Structure {next(_numbers)}",
        "tagline": "Un lieu ouvert où l’on répare, cuisine et discute.",
        "sector": "vie-locale",
        "commune": "Wendrecourt",
        "department": "Nord",
        "area_type": "bourg",
    }
    page = StructurePage(**{**values, **fields}, live=live)
    StructureIndexPage.objects.get().add_child(instance=page)
    with disable_reference_index_auto_update():  # said of the page a moment ago
        page.save_revision()
    return page


def sheet(
    *,
    structure: StructurePage,
    live: bool = True,
    levers: tuple[str, ...] = ("accueil",),
    levels: tuple[str, ...] = ("acteur",),
    steps: list[str] | None = None,
    **fields: Any,
) -> PracticePage:
    """A sheet of `structure`, complete enough to be published; `live=False` leaves it a draft."""
    values: dict[str, Any] = {
        "title": f"Le café du mardi, numéro {next(_numbers)}",
        "summary": "Deux personnes accueillent ensemble, et chacun repart avec un prénom.",
        "pitfalls": "Le premier mois, personne n’est venu.",
        "starting_point": "Un comptoir vide le mardi.",
    }
    page = PracticePage(**{**values, **fields}, live=False)
    page.steps = [("step", text) for text in (STEPS if steps is None else steps)]
    page.levers.add(*Lever.objects.filter(slug__in=levers))
    page.levels.set(InvolvementLevel.objects.filter(code__in=levels))
    _put(page, below=structure)
    return _saved(page, live=live)


def testimonial(
    *,
    structure: StructurePage,
    live: bool = True,
    kind: str = "text",
    levers: tuple[str, ...] = ("accueil",),
    consent_days: int | None = 365,
    **fields: Any,
) -> TestimonialPage:
    """A testimonial with a valid consent; `kind="video"` and `"audio"` come with small real files.

    `consent_days` from now until the consent ends: negative for an ended one (set once published), None for none.
    """
    values: dict[str, Any] = {
        "title": f"Nadia raconte, numéro {next(_numbers)}",
        "speaker_name": "Nadia",
        "speaker_role": "usagère",
        "key_quote": "On m’a demandé mon avis, et on l’a suivi.",
        "text": "Je suis venue un mardi, par hasard. On m’a demandé mon avis." if kind == "text" else "",
        "transcript": "" if kind == "text" else "Nadia : je suis venue un mardi, par hasard.",
    }
    page = TestimonialPage(**{**values, **fields}, kind=kind, live=False)
    if kind != "text":
        page.media = media(kind=kind)
        page.captions = document(name="sous-titres.vtt", content=CAPTIONS.encode()) if kind == "video" else None
    page.levers.add(*Lever.objects.filter(slug__in=levers))
    _put(page, below=structure)
    if consent_days is not None:
        consent(testimonial=page)
    page = _saved(page, live=live)
    if consent_days is not None:
        today = timezone.localdate()
        ConsentRecord.objects.filter(testimonial=page).update(
            given_on=today - timedelta(days=1000), expires_on=today + timedelta(days=consent_days)
        )
    return page


testimonial.__test__ = False  # type: ignore[attr-defined]


def question(
    *, live: bool = True, levers: tuple[str, ...] = ("accueil",), asker: Member | None = None, **fields: Any
) -> PracticeRequestPage:
    """A question to the network; `live=False` leaves it held."""
    values: dict[str, Any] = {
        "title": f"Qui accueille le mardi, numéro {next(_numbers)} ?",
        "tried": "Une affiche sur la porte, restée sans effet.",
        "looked_for": "exemple",
        "asker_name": "" if asker else "Un voisin",
    }
    page = PracticeRequestPage(**{**values, **fields}, asker=asker, live=False)
    page.levers.add(*Lever.objects.filter(slug__in=levers))
    _put(page, below=PracticeRequestIndexPage.objects.get())
    return _saved(page, live=live)


def adoption(*, sheet: PracticePage, structure: StructurePage, **fields: Any) -> Adoption:
    """What a structure says of trying a sheet of another one; on line."""
    values: dict[str, Any] = {
        "tried_on": date(2026, 3, 1),
        "kept": "Deux personnes pour accueillir.",
        "changed": "Le jeudi, jour du marché.",
        "happened": "Au troisième jeudi, des habitants ont proposé un repas.",
    }
    return Adoption.objects.create(sheet=sheet, structure=structure, **{**values, **fields})


def consent(*, testimonial: TestimonialPage, **fields: Any) -> ConsentRecord:
    """A valid agreement for one person."""
    today = timezone.localdate()
    values = {
        "person": "Nadia B.",
        "places": "site et réunions du réseau",
        "given_on": today,
        "expires_on": today + timedelta(days=365),
    }
    return ConsentRecord.objects.create(testimonial=testimonial, **{**values, **fields})


def media(*, kind: str = "video") -> SiteMedia:
    """A film or a sound of a thousand bytes and more: real for those who check it, with nothing to see or hear.

    Said to last ten minutes: captions of tests are for a film of that length.
    """
    ending = "webm" if kind == "video" else "mp3"
    name = f"temoignage-{next(_numbers)}.{ending}"
    made = SiteMedia.objects.create(title=name, type=kind, file=ContentFile(small_files.BY_ENDING[ending], name=name))
    made.duration = 600.0
    made.save(update_fields=["duration"])
    return made


def document(*, name: str = "affiche.pdf", content: bytes = small_files.PDF) -> SiteDocument:
    """A document with a real file."""
    return SiteDocument.objects.create(title=name, file=ContentFile(content, name=name))


def picture(*, structure: StructurePage | None = None, size: tuple[int, int] = (96, 64)) -> SiteImage:
    """A drawing of one colour, in the structure's collection if one is given."""
    name, content = f"dessin-{next(_numbers)}.png", small_files.png(size)
    owned: dict[str, Any] = {"collection": structure.space.collection} if structure else {}
    return SiteImage.objects.create(title=name, file=ContentFile(content, name=name), **owned)


def parcours(*, live: bool = True, **fields: Any) -> ParcoursPage:
    """An edition that begins next month, unless its dates are given."""
    today = timezone.localdate()
    values = {
        "title": f"Parcours {next(_numbers)}",
        "territory": "Pas-de-Calais",
        "starts_on": today + timedelta(days=30),
        "ends_on": today + timedelta(days=300),
    }
    page = ParcoursPage(**{**values, **fields}, live=live)
    ParcoursIndexPage.objects.get().add_child(instance=page)
    return page


def report(*, live: bool = True, **fields: Any) -> EventReportPage:
    """The report of a morning."""
    values: dict[str, Any] = {
        "title": f"Matinée {next(_numbers)}",
        "date": date(2025, 3, 26),
        "place": "Auberge des Glycines",
        "question": "Une place est-elle laissée aux usagers ?",
        "body": "Vingt-cinq personnes ont échangé.",
    }
    page = EventReportPage(**{**values, **fields}, live=live)
    EventReportIndexPage.objects.get().add_child(instance=page)
    return page


def _put(page: Any, *, below: Page) -> None:
    """Not in Wagtail's index of references yet: `_saved` writes it, once for the three times that the page is saved."""
    with disable_reference_index_auto_update():
        below.add_child(instance=page)


def _saved(page: Any, *, live: bool) -> Any:
    with disable_reference_index_auto_update():
        version = page.save_revision(clean=False)
    if live:
        version.publish()
    else:
        ReferenceIndex.create_or_update_for_object(page)
    return type(page).objects.get(pk=page.pk)
