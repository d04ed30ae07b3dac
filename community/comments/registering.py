"""What the conversation registers when the site starts: what it takes from its library, what it keeps of somebody."""


def register_conversation() -> None:
    """Silence the library, say what a comment is to moderation, and what is kept and forgotten of who speaks."""
    from community.comments.kept import conversation_of, forget_conversation
    from community.comments.library import silence_the_library
    from community.comments.subject import register_comments
    from community.rights.leavers import register_forgetting
    from community.rights.what_we_keep import register_what_we_keep

    silence_the_library()
    register_comments()
    register_what_we_keep(conversation_of)
    register_forgetting(forget_conversation)
