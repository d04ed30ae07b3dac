"""The invitations of the demonstration: one that waits for its answer, one that was opened, one that is over."""

from datetime import timedelta

from django.utils import timezone

from community.invitations.acts import invite
from community.models import Invitation, Member, Notification
from home.demo.people import FACILITATOR, MEMBER


def some() -> None:
    """Three, to addresses that no mail reaches: nothing leaves."""
    pilot, facilitator = Member.objects.get(email=MEMBER), Member.objects.get(email=FACILITATOR)
    structure = pilot.memberships.select_related("structure")[0].structure
    now = timezone.now()
    copilot = invite(address="lina@exemple.test", name="Lina M.", by=pilot, structure=structure, role="copilot")
    opened = invite(address="karim@exemple.test", name="Karim D.", by=facilitator, structure=structure)
    over = invite(address="odile@exemple.test", name="Odile P.", by=facilitator)
    _change(copilot, asked_at=now - timedelta(days=2))
    _change(opened, asked_at=now - timedelta(days=6), opened_at=now - timedelta(days=5))
    _change(over, asked_at=now - timedelta(days=38), expires_at=now - timedelta(days=8))
    Notification.objects.filter(kind="invitation").delete()


def _change(invitation: Invitation, **values: object) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(**values)
