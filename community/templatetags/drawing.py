"""The site's drawings in a template: the shapes once a page, a lever's sign, a page's cover."""

from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.drawing.covers import HEIGHT, WIDTH, cover, transform
from community.drawing.initials import initial_of, paper_of
from community.drawing.shapes import SHAPES

register = template.Library()


@register.simple_tag
def shapes() -> SafeString:
    """The outlines that signs and covers point at; drawn nowhere by themselves. Once a page, in its frame."""
    outlines = format_html_join(
        "", '<path id="shape-{}" d="{}"/>', ((shape.name, shape.path) for shape in SHAPES.values())
    )
    return format_html('<svg class="shapes" aria-hidden="true" focusable="false"><defs>{}</defs></svg>', outlines)


@register.simple_tag
def sign(name: str) -> SafeString:
    """The sign of a lever, in its own ink; always beside its name, so that it says nothing by itself."""
    return format_html(
        '<svg class="sign sign--{0}" viewBox="0 0 100 100" aria-hidden="true" focusable="false">'
        '<use href="#shape-{0}"/></svg>',
        name if name in SHAPES else "arch",
    )


@register.simple_tag(name="cover")
def cover_tag(page: Any, look: str = "") -> SafeString:
    """The cover of a page: a pattern made of its number and of the signs of its levers, hidden from screen readers."""
    signs = tuple(lever.sign for lever in getattr(page, "shown_levers", ()))
    drawn = cover(key=page.pk or 0, signs=signs)
    cutouts = format_html_join(
        "",
        '<use href="#shape-{}" transform="{}" fill="{}"/>',
        ((each.shape.name, transform(each), each.colour) for each in drawn.cutouts),
    )
    return format_html(
        '<svg class="cover {}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" aria-hidden="true"'
        ' focusable="false"><rect width="100%" height="100%" fill="{}"/>{}</svg>',
        look, WIDTH, HEIGHT, drawn.ground, cutouts,
    )  # fmt: skip


@register.simple_tag
def tint(page: Any) -> str:
    """The class of the paper of its first lever; without one, of the ground of its cover."""
    signs = tuple(lever.sign for lever in getattr(page, "shown_levers", ()))
    ground = cover(key=page.pk or 0, signs=signs).ground
    return next((f"tint--{shape.name}" for shape in SHAPES.values() if shape.tint == ground), "")


@register.filter
@stringfilter
def initial(name: str) -> str:
    """The letter beside a name."""
    return initial_of(name)


@register.filter
@stringfilter
def paper(name: str) -> str:
    """The paper under this letter."""
    return paper_of(name)
