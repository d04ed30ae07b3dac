"""What the room says of itself when the site starts."""

from community.invitations.kept import invitations_of
from community.invitations.links import write_the_invitation
from community.notifications.letters import register_writer
from community.notifications.mails import CommunityMail
from community.rights.what_we_keep import register_what_we_keep


def register_invitations() -> None:
    """Their letter, written when it leaves and in nobody's way; their part of an archive. Called from `ready()`."""
    register_writer(kind=CommunityMail.INVITATION, writer=write_the_invitation, is_awaited=False)
    register_what_we_keep(invitations_of)
