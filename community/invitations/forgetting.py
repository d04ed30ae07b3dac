"""What is left of invitations once they are over: nothing, after three months."""

from django.db import transaction

from community.models import Invitation, Notification


@transaction.atomic
def forget_what_is_over() -> int:
    """Delete the invitations that ended long ago, with their mails; returns how many."""
    over = list(Invitation.objects.to_forget().values_list("pk", "message_id"))
    Notification.objects.filter(pk__in=[message for _pk, message in over if message]).delete()
    Invitation.objects.filter(pk__in=[pk for pk, _message in over]).delete()
    return len(over)
