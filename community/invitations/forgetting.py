"""What is left of invitations once they are over: nothing, after three months."""

from community.few_at_a_time import delete_few_at_a_time
from community.models import Invitation, Notification


def forget_what_is_over() -> int:
    """Delete the invitations that ended long ago, their mails first; returns how many."""
    over = Invitation.objects.to_forget()
    delete_few_at_a_time(rows=Notification.objects.filter(pk__in=over.values("message_id")))
    return delete_few_at_a_time(rows=over)
