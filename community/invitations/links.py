"""The link of an invitation: made when the mail leaves, from what its row holds and the site's secret; hashed here."""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.invitations.standing import still_given
from community.models import Invitation, Notification
from community.notifications.letters import Letter, letter_from


def token_from(*, nonce: str) -> str:
    """What the link holds: the same for one nonce, so that a mail sent twice opens twice the same."""
    return salted_hmac("community.invitations", nonce, algorithm="sha256").hexdigest()


def hash_of(*, token: str) -> str:
    """What the database holds of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def link_of(invitation: Invitation) -> str:
    """The whole address, for the mail and for nothing else."""
    path = reverse("invitation_link", args=[token_from(nonce=invitation.nonce)])
    return f"{settings.SITE_URL}{path}"


def write_the_invitation(message: Notification) -> Letter | None:
    """The letter with the link; None when the invitation is over, was sent anew, or its giver may give it no longer."""
    alive = Invitation.objects.alive().select_related("by", "structure")
    invitation = alive.filter(message=message).first()
    if invitation is None:
        return None
    if not still_given(invitation):
        Invitation.objects.unanswered().filter(pk=invitation.pk).update(revoked_at=timezone.now())
        return None
    context = {"invitation": invitation, "by": invitation.by, "link": link_of(invitation)}
    return letter_from(kind=message.kind, member=None, context=context)
