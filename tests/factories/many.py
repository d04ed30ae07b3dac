"""Many pages at once, as complete as a list needs them: their versions and steps are left out, they would take long."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from practices.models import ConsentRecord, PracticePage, TestimonialPage


def many_sheets(structure: Any, count: int, **fields: Any) -> None:
    """Published sheets called « Fiche 000 », « Fiche 001 »… by their order in the structure."""
    _many(PracticePage, "Fiche", structure, count, **fields)


def many_testimonials(structure: Any, count: int, **fields: Any) -> None:
    """Published testimonials, each with a valid agreement."""
    made = _many(TestimonialPage, "Témoignage", structure, count, kind="text", text="Je suis venue.", **fields)
    today = timezone.localdate()
    ConsentRecord.objects.bulk_create(
        ConsentRecord(testimonial=page, person="Nadia B.", given_on=today, expires_on=today + timedelta(days=365))
        for page in made
    )


def _many(model: Any, called: str, structure: Any, count: int, *, live: bool = True, **fields: Any) -> list[Any]:
    """Written below the structure's last child, without asking the tree where each goes."""
    structure = type(structure).objects.get(pk=structure.pk)
    last = structure.get_last_child()
    step = int(last.path[-model.steplen :], 36) if last else 0
    began = timezone.now()
    made = []
    for number in range(structure.numchild, structure.numchild + count):
        step += 1
        slug = f"{called[:1].lower()}-{number:03d}"
        page = model(
            title=f"{called} {number:03d}",
            draft_title=f"{called} {number:03d}",
            slug=slug,
            path=structure.path + model._int2str(step).zfill(model.steplen),
            depth=structure.depth + 1,
            url_path=f"{structure.url_path}{slug}/",
            live=live,
            first_published_at=began + timedelta(seconds=number) if live else None,
            **fields,
        )
        page.save(clean=False)
        made.append(page)
    structure.numchild += count
    structure.save(update_fields=["numchild"], clean=False)
    return made
