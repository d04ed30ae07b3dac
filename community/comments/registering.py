"""What the conversation gives to the registries of moderation and of one's own data."""

from community.comments.kept import conversation_of, forget_conversation
from community.comments.subject import register_comments
from community.rights.leavers import register_forgetting
from community.rights.what_we_keep import register_what_we_keep


def register_conversation() -> None:
    """Called from `ready()`, once the rights have registered their own part."""
    register_comments()
    register_what_we_keep(conversation_of)
    register_forgetting(forget_conversation)
