"""Short ways to report, to hold and to decide, as people do on the pages."""

import re
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from community.models import Matter, Member
from community.moderation.holding import hold
from community.moderation.subjects import Subject, subject_of
from community.moderation.trust import Why
from tests.community.requests.asking import stamp

SAID = {"reason": "image", "words": "On voit ma fille sur la photo.", "in_good_faith": "on"}
STRANGER = {"name": "Nadia B.", "address": "nadia@exemple.test"}


def of(thing: Any) -> Subject:
    """What this thing is to moderation."""
    subject = subject_of(thing)
    assert subject is not None
    return subject


def form_of(thing: Any) -> str:
    """Where one reports it."""
    return reverse("report", args=[of(thing).name, thing.pk])


def report(client: Client, thing: Any, **typed: str) -> Any:
    """Fill the form as a person does, and send it."""
    return client.post(form_of(thing), {"stamp": stamp(), **SAID, **STRANGER, **typed})


@transaction.atomic
def held(thing: Any, member: Member | None, why: Why = Why.FIRST) -> Matter:
    """Something that waits for a facilitator."""
    return hold(thing=thing, subject=of(thing).name, member=member, why=why, text=of(thing).text(thing))


def decide(client: Client, matter: Matter, gesture: str, **typed: str) -> Any:
    """Open the matter's page, and press, with the sentence that it offers."""
    page = client.get(reverse("matter", args=[matter.pk])).content.decode()
    return press(client, matter, gesture, **{"seen": seen_on(page), **typed})


def press(client: Client, matter: Matter, gesture: str, **typed: str) -> Any:
    """Press on a page opened before."""
    sent = {"geste": gesture, "sentence": "Merci de votre attention.", **typed}
    return client.post(reverse("matter", args=[matter.pk]), sent)


def seen_on(page: str) -> str:
    """What a page of a matter says was seen."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]
