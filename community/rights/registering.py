"""What the app gives to the registries of one's own data, and the letters that leaving writes late."""

from community.accounts.codes import write_the_code
from community.invitations.kept import invitations_of
from community.notifications.letters import register_writer
from community.notifications.mails import CommunityMail
from community.rights.departures import or_the_way_back, write_the_way_back
from community.rights.ours import our_parts
from community.rights.what_we_keep import register_what_we_keep


def register_rights() -> None:
    """Called from `ready()`. Of the letters with a code: somebody whose account sleeps is sent the way back instead."""
    register_writer(kind=CommunityMail.LEAVING, writer=write_the_way_back)
    register_writer(kind=CommunityMail.LOGIN_CODE, writer=or_the_way_back(write_the_code))
    register_what_we_keep(our_parts)
    register_what_we_keep(invitations_of)
