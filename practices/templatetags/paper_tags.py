"""The foot of a printed page, and the way to its PDF."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from community.paper import qr
from practices.paper.documents import foot_of, has_paper, structure_of

register = template.Library()


@register.inclusion_tag("components/printed_foot.html")
def printed_foot(page: Any) -> dict[str, Any]:
    """Site, address, QR code, structure, licence and date: seen on paper only."""
    if not page.pk or not has_paper(page=page):
        return {}
    foot = foot_of(page=page, structure=structure_of(page=page))
    return {"foot": foot, "code": _drawn(foot.address)}


@register.inclusion_tag("components/paper_links.html")
def paper_links(page: Any) -> dict[str, Any]:
    """« Imprimer », where a script can print, and the PDF."""
    return {"page": page}


def _drawn(address: str) -> SafeString:
    return mark_safe(qr.drawing(address=address))
