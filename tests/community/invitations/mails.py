"""Reading the mails of invitations, as whoever receives them does."""

import re
from typing import Any

from django.core import mail
from django.test import Client

from community.notifications.acts import deliver


def link_in_the_mail(address: str) -> str:
    """The path of the link in the latest mail to this address; what waits is sent first."""
    deliver()
    letter = [message for message in mail.outbox if message.to == [address]][-1]
    found = re.search(r"https?://[^/\s]+(/invitation/\S+/)", str(letter.body))
    assert found, letter.body
    return found[1]


def opened(client: Client, link: str) -> Any:
    """The page that the link leads to."""
    return client.get(link, follow=True)


def say_yes(client: Client, *, name: str = "Nadia B.", charter: str = "on", **more: Any) -> Any:
    return client.post("/invitation/", {"action": "enter", "name": name, "charter": charter, **more})
