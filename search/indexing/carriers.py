"""Which pages carry the name of something else: renaming a lever, or a tool, changes every page that shows it."""

from django.db.models import Model

from community.models import InvolvementLevel, ParcoursPage, SiteDocument, StructurePage
from practices.models import EventReportPage, Lever, PracticePage, PracticeRequestPage, TestimonialPage, Topic
from search.indexing.upkeep import record_and_wake
from search.things.registry import kind_of

CARRIERS: dict[type[Model], list[tuple[type[Model], str]]] = {
    Lever: [
        (PracticePage, "lever_items__tag"),
        (TestimonialPage, "lever_items__tag"),
        (EventReportPage, "lever_items__tag"),
        (PracticeRequestPage, "lever_items__tag"),
    ],
    Topic: [(PracticePage, "topic_items__tag")],
    InvolvementLevel: [(PracticePage, "levels"), (TestimonialPage, "levels"), (StructurePage, "target_levels")],
    ParcoursPage: [
        (PracticePage, "parcours"),
        (TestimonialPage, "parcours"),
        (EventReportPage, "parcours"),
        (StructurePage, "participations__parcours"),
    ],
    SiteDocument: [(PracticePage, "attachments__document")],
}


def record_carriers(*, word: Model) -> None:
    """Write down a change of every page that carries this lever, topic, level, parcours or tool."""
    for model, path in CARRIERS[type(word)]:
        kind = kind_of(model)
        ids = model._default_manager.filter(**{path: word}).values_list("pk", flat=True)
        if kind is not None:
            record_and_wake(kind=kind.name, ids=set(ids))
