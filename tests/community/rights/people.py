"""Somebody who has just entered."""

import time
from typing import Any

from django.test import Client


def entered(client: Client, member: Any) -> Client:
    """Signed in by a proof given a moment ago."""
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": member.email}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client
