"""What invitations keep of somebody, as their archive gives it."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.models import Invitation, Member
from community.rights.what_we_keep import KeptPart


def invitations_of(member: Member) -> Iterator[KeptPart]:
    """Those that they sent, and the one that they came by."""
    sent = Invitation.objects.filter(by=member).select_related("structure", "message", "member")
    yield KeptPart(
        key="invitations", title=_("Les invitations que vous avez envoyées"), rows=[_row(one) for one in sent]
    )
    came_by = Invitation.objects.filter(member=member).select_related("structure", "message", "member")
    yield KeptPart(
        key="invitation", title=_("Les invitations que vous avez acceptées"), rows=[_row(one) for one in came_by]
    )


def _row(invitation: Invitation) -> dict[str, str]:
    return {
        _("Personne"): str(invitation.member or invitation),
        _("Structure"): invitation.structure.title if invitation.structure else "",
        _("Rôle"): invitation.get_role_display() if invitation.role else "",
        _("Le"): date_format(localtime(invitation.asked_at), "j F Y"),
        _("État"): invitation.state_label,
    }
