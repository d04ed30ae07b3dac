"""The library's app of sessions, with our rows. Named in INSTALLED_APPS instead of `allauth.usersessions`."""

from allauth.usersessions.apps import UserSessionsConfig


class SessionsConfig(UserSessionsConfig):
    """The library looks every session of the person up as they enter, and keeps the address of their machine."""

    def ready(self) -> None:
        from community.accounts.factors import receivers  # noqa: F401
