"""What was tried, in templates: on a structure, on cards; the picture of a lineage."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.models import StructurePage
from community.visibility import reader
from practices.adoptions import beside, queries
from practices.adoptions.drawing import Disc, Line, drawn, sentence
from practices.adoptions.lineage import Lineage
from practices.models import Adoption

register = template.Library()


@register.simple_tag(takes_context=True)
def just_told(context: Context, adoption: Adoption) -> str:
    """What this reader has just done to this story, said once; nothing for the public."""
    request = context["request"]
    return beside.just_told(request=request, adoption=adoption) if reader(request) else ""


@register.simple_tag(takes_context=True)
def tried_by(context: Context, structure: StructurePage) -> Any:
    """What a structure says that it tried; `?essais=` turns the page."""
    return queries.tried_by_structure(structure=structure, request=context["request"])


@register.simple_tag
def lineage_picture(lineage: Lineage) -> SafeString:
    """The drawing, which a screen reader says as a sentence."""
    drawing = drawn(lineage)
    return format_html(
        '<svg class="lineage__picture" role="img" aria-label="{}" focusable="false" viewBox="0 0 {} {}" width="{}"'
        ' height="{}">{}{}{}</svg>',
        sentence(lineage), *_size(drawing.width, drawing.height),
        format_html_join("", "{}", ((_line(line),) for line in drawing.lines)),
        format_html_join("", "{}", ((_disc(disc),) for disc in drawing.discs)),
        format_html_join("", '<text class="lineage__more" x="{}" y="{}">{}</text>', drawing.more),
    )  # fmt: skip


def _size(width: float, height: float) -> tuple[str, str, str, str]:
    return f"{width:g}", f"{height:g}", f"{width:g}", f"{height:g}"


def _line(line: Line) -> SafeString:
    look = "broken" if line.is_broken else "whole"
    return format_html('<path class="lineage__line lineage__line--{}" d="{}"/>', look, line.path)


def _disc(disc: Disc) -> SafeString:
    look = "here" if disc.is_here else "bare" if disc.is_bare else "other"
    return format_html(
        '<circle class="lineage__disc lineage__disc--{}" cx="{}" cy="{}" r="{}" fill="{}"/>'
        '<text class="lineage__letter" x="{}" y="{}">{}</text>',
        look, f"{disc.x:g}", f"{disc.y:g}", disc.radius, disc.colour, f"{disc.x:g}", f"{disc.y:g}", disc.letter,
    )  # fmt: skip
