"""What requests register with the rooms that ask without knowing who answers."""

from community.notifications.letters import register_writer
from community.notifications.mails import CommunityMail
from community.requests.kept import requests_of
from community.requests.mails import write_the_answer, write_the_confirmation, write_the_news
from community.rights.what_we_keep import register_what_we_keep


def register_requests() -> None:
    """Called from `ready()`. Nobody waits in front of a screen for an answer, nor for news."""
    register_writer(kind=CommunityMail.REQUEST_CONFIRM, writer=write_the_confirmation)
    register_writer(kind=CommunityMail.REQUEST_ANSWER, writer=write_the_answer, is_awaited=False)
    register_writer(kind=CommunityMail.REQUEST_NEWS, writer=write_the_news, is_awaited=False)
    register_what_we_keep(requests_of)
