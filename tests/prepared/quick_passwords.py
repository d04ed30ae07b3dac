"""The settings of the sites that tests start: a developer's own, but a password is looked at in a millisecond.

The journeys sign in a hundred times; half a second of each would be the hasher's, whose slowness Django's tests hold.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from config.settings.development import *  # noqa: F403


class Quick(PBKDF2PasswordHasher):
    """As in production, a thousand times fewer."""

    iterations = 1_000


PASSWORD_HASHERS = ["tests.prepared.quick_passwords.Quick"]
