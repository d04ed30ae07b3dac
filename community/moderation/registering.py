"""What moderation registers with the rooms that ask without knowing who answers."""

from community.moderation.caring import forget_copies
from community.moderation.kept import moderation_of
from community.moderation.profiles import register_profiles
from community.rights.leavers import register_forgetting
from community.rights.what_we_keep import register_what_we_keep


def register_moderation() -> None:
    """Called from `ready()`."""
    register_profiles()
    register_what_we_keep(moderation_of)
    register_forgetting(forget_copies)
