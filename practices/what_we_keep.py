"""What sheets, testimonials and agreements keep of somebody: their part of the archive that they take along."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, TextField
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.models import Member, StructurePage
from community.rights.what_we_keep import KeptPart
from practices.models import ConsentRecord, EventReportPage, PracticePage, TestimonialPage, ThrownDraft


def our_parts(member: Member) -> Iterator[KeptPart]:
    """Pages whose author they are, as last written; the agreements and the drafts that they saw to."""
    for key, title, model in (
        ("fiches", _("Vos fiches pratiques"), PracticePage),
        ("temoignages", _("Vos témoignages"), TestimonialPage),
        ("comptes-rendus", _("Vos comptes rendus"), EventReportPage),
    ):
        pages = model.objects.filter(owner=member).order_by("pk")
        yield KeptPart(key=key, title=title, rows=[_page(page) for page in pages])
    yield _consents(member)
    yield _thrown(member)


def _page(page: Any) -> Mapping[str, str]:
    latest = page.get_latest_revision_as_object()
    structure = StructurePage.objects.above(page).first()
    row = {
        _("Titre"): latest.title,
        _("Structure"): structure.title if structure else "",
        _("Publication"): _("en ligne") if page.live else _("pas en ligne"),
    }
    for field in type(page)._meta.local_fields:
        if isinstance(field, CharField | TextField):
            shown = getattr(latest, f"get_{field.name}_display", None)
            row[_label(field)] = str(shown() if shown else getattr(latest, field.name))
    if steps := getattr(latest, "steps", None):
        row[_("Étapes")] = "\n".join(str(step.value) for step in steps)
    return row


def _label(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _consents(member: Member) -> KeptPart:
    """Without the name of the person who agreed: it is theirs."""
    rows = [
        {
            _("Témoignage"): one.testimonial.title,
            _("Donné le"): date_format(one.given_on, "j F Y"),
            _("Valable jusqu’au"): date_format(one.expires_on, "j F Y"),
        }
        for one in ConsentRecord.objects.filter(recorded_by=member).select_related("testimonial")
    ]
    return KeptPart(key="accords", title=_("Les accords que vous avez enregistrés"), rows=rows)


def _thrown(member: Member) -> KeptPart:
    pages = Page.objects.filter(pk__in=ThrownDraft.objects.filter(thrown_by=member).values("page"))
    rows = [{_("Titre"): title} for title in pages.order_by("pk").values_list("draft_title", flat=True)]
    return KeptPart(key="brouillons-jetes", title=_("Les brouillons que vous avez jetés"), rows=rows)
