"""A mail server that is away, or so slow that somebody else delivers meanwhile, or changes what they wrote."""

from collections.abc import Callable
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend

from community.notifications.acts import deliver


class Backend(BaseEmailBackend):
    """Refuses like a machine where nothing listens."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("nobody listens here")


class Slow(EmailBackend):
    """Another process has the time to deliver what is left."""

    def send_messages(self, messages: Any) -> int:
        deliver()
        return super().send_messages(messages)


class SlowToReach(EmailBackend):
    """People go on writing while it is being reached."""

    meanwhile: Callable[[], Any]

    def open(self) -> None:
        SlowToReach.meanwhile()
