"""Somebody who has just entered, as the site notes it: `force_login` gives no proof."""

import time
from typing import Any

from django.test import Client

BY_SCRIPT = {"X-Requested-With": "fetch"}


def entered(person: Any, *, ago: int = 0) -> Client:
    """A browser where this person gave their password so many seconds ago."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - ago}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
