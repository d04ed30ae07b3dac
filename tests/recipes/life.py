"""Run in a walked copy of the project: a contribution from its form to its end, and what each person sees of it."""

import json
import sys
from io import StringIO
from typing import Any

import django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

WORD = "coquelicot"
TITLE = f"Un {WORD} à remplir"


def life_of(slug: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Where it shows and who is told, once it is submitted, approved, then taken off line."""
    from practices.contributions.forms.kinds import kind_called
    from tests import factories

    structure = factories.structure()
    author, facilitator = factories.member(structure=structure), factories.member(is_facilitator=True)
    kind = kind_called(slug)
    assert kind is not None
    _signed_in(author).post(reverse("contributions:start", args=[slug]), typed)
    page = kind.model.objects.get(title=TITLE)
    seen: dict[str, Any] = {"offered in the admin": kind.model.can_create_at(structure), "submitted": _seen(page)}
    answer = {"action": "approve", "read": page.latest_revision_id}
    _signed_in(facilitator).post(reverse("contributions:review", args=[page.pk]), answer)
    seen["approved"] = _seen(page)
    _signed_in(author).post(reverse("contributions:take_off_line", args=[page.pk]))
    seen["taken off line"] = _seen(page)
    return seen


def _signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def _seen(page: Any) -> dict[str, Any]:
    """The places where a visitor meets the page, and the mails written since the last look."""
    from community.models import Notification
    from tests.the_index import drain_all

    drain_all()
    visitor = Client()
    places = {"structure": page.get_parent().get_url(), "feed": reverse("feed"), "search": f"/recherche/?q={WORD}"}
    found = [name for name, address in places.items() if _holds(visitor, address)]
    told = sorted(Notification.objects.values_list("kind", flat=True))
    Notification.objects.all().delete()
    return {"status": visitor.get(page.get_url()).status_code, "on": found, "told": told}


def _holds(visitor: Client, address: str) -> bool:
    return TITLE in visitor.get(address).content.decode().replace("<mark>", "").replace("</mark>", "")


def _said_by(*command: str) -> str:
    printed = StringIO()
    call_command(*command, stdout=printed, stderr=printed)
    return printed.getvalue().strip()


if __name__ == "__main__":
    django.setup()
    from tests.factories import small_files

    file = SimpleUploadedFile("trame.pdf", small_files.PDF)
    typed = {"title": TITLE, "summary": "Pour deux, le premier jour.", "document_file": file, "action": "submit"}
    told = {
        "life": life_of("ressource", typed),
        "check": _said_by("check"),
        "migrations": _said_by("makemigrations", "--check"),
    }
    sys.stdout.write(json.dumps(told))
