"""A mail server that is away."""

from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Refuses like a machine where nothing listens."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("nobody listens here")
