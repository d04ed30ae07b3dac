"""How many invitations wait for their answer, for the pages of a team and of people."""

from django import template

from community.models import Invitation, StructurePage

register = template.Library()


@register.simple_tag
def unanswered_invitations(structure: StructurePage | None = None) -> int:
    """Those into a team, or of the whole network, whose link still works."""
    rows = Invitation.objects.alive()
    return rows.filter(structure=structure).count() if structure else rows.count()
