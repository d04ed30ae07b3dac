"""What a form says of the person for whom it is shown: a text that could not be sent comes back to them alone."""

from django import template
from django.template import Context
from django.utils.html import format_html

from community.unsent import TYPED_BY, signature_of
from community.visibility import reader

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_by(context: Context) -> str:
    """A hidden field, beside `csrf_token`, in every form that people write in; nothing for the public."""
    member = reader(context["request"]) if "request" in context else None
    return format_html('<input type="hidden" name="{}" value="{}">', TYPED_BY, signature_of(member)) if member else ""
