"""What a page says of how somebody enters."""

from django import template

from community.accounts.factors.means import Means, means_of
from community.models import Member

register = template.Library()


@register.simple_tag
def ways_in(member: Member) -> Means:
    """What this person signs in with."""
    return means_of(member=member)
