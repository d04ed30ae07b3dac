"""Short ways to ask, to read the mail and to confirm, as a stranger does."""

import re
import time
from typing import Any

from django.core import mail
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from community.models import EntryRequest
from community.notifications.acts import deliver
from community.requests.hurry import SALT

ADDRESS = "nadia@exemple.test"
ACCOUNT = {
    "name": "Nadia B.",
    "address": ADDRESS,
    "structure_name": "Les Jardins du Canal, Lille",
    "reason": "Raconter notre café du jeudi.",
}


def form_address(kind: str = "compte", parcours: Any = None) -> str:
    about = f"&parcours={parcours.pk}" if parcours else ""
    return f"{reverse('ask_to_come_in')}?pour={kind}{about}"


def stamp(*, seconds: int = 60) -> str:
    """What a page shown that long ago carries; each is another showing."""
    signer = TimestampSigner(salt=SALT)
    signer.timestamp = lambda: b62_encode(int(time.time()) - seconds)  # type: ignore[method-assign]
    return signer.sign(get_random_string(12))


def ask(client: Client, *, kind: str = "compte", parcours: Any = None, **typed: str) -> Any:
    """Fill the form as a person does, and send it."""
    return client.post(form_address(kind, parcours), {"stamp": stamp(), **ACCOUNT, **typed})


def request(**fields: Any) -> EntryRequest:
    """A request that its address has confirmed."""
    values = {"kind": EntryRequest.Kind.ACCOUNT, "confirmed_at": timezone.now(), **ACCOUNT}
    return EntryRequest.objects.create(**{**values, **fields})


def links() -> list[str]:
    """The paths of this site that the last mail says."""
    deliver()
    return re.findall(r"https?://[^/\s]+(/rejoindre/\S+)", str(mail.outbox[-1].body))
