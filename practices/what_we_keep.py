"""What sheets, testimonials, agreements and tries keep of somebody: their part of the archive they take along."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, TextField
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.models import Member, StructurePage
from community.rights.what_we_keep import KeptPart
from practices.models import Adoption, ConsentRecord, EventReportPage, PracticePage, TestimonialPage, ThrownDraft


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
    yield _tried(member)


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


def _tried(member: Member) -> KeptPart:
    """What they last wrote of what their structures tried; a sheet that they do not see any more is not named."""
    rows = Adoption.objects.standing().filter(member=member).select_related("sheet", "structure").order_by("pk")
    seen = set(PracticePage.objects.filter(adoptions__in=rows).visible_to(member).values_list("pk", flat=True))
    return KeptPart(
        key="essais",
        title=_("Ce que vous avez raconté avoir essayé"),
        rows=[
            {
                _("Fiche"): adoption.sheet.title
                if adoption.sheet_id in seen
                else _("Une fiche qui n’est plus en ligne"),
                _("Au nom de"): adoption.structure.title,
                _("Essayée en"): date_format(adoption.tried_on, "F Y"),
                _("Ce que vous avez gardé"): adoption.kept,
                _("Ce que vous avez changé"): adoption.changed,
                _("Ce qui s’est passé"): adoption.happened,
            }
            for adoption in rows
        ],
    )
