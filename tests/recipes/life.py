"""Run in a walked copy of the project: a contribution from its form to its end, and what each person sees of it."""

import json
import sys
from datetime import timedelta
from io import StringIO
from typing import Any

import django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

WORD = "coquelicot"
TITLE = f"Un {WORD} à remplir"


def life_of(slug: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Where it shows and who is told, once it is submitted, approved, then taken off line."""
    from tests import factories

    structure = factories.structure()
    author, facilitator = factories.member(structure=structure), factories.member(is_facilitator=True)
    _signed_in(author).post(reverse("contributions:start", args=[slug]), typed)
    page = _page_of(slug, TITLE)
    seen: dict[str, Any] = {"offered in the admin": type(page).can_create_at(structure), "submitted": _seen(page)}
    answer = {"action": "approve", "read": page.latest_revision_id}
    _signed_in(facilitator).post(reverse("contributions:review", args=[page.pk]), answer)
    seen["approved"] = _seen(page)
    _signed_in(author).post(reverse("contributions:take_off_line", args=[page.pk]))
    seen["taken off line"] = _seen(page)
    return seen


def is_erased_with_its_file(slug: str, typed: dict[str, Any]) -> bool:
    """Whether the document of a draft goes with it, once it has been in the wastebasket for longer than it is kept."""
    from community.models import SiteDocument
    from practices.contributions.acts.wastebasket import erase_outdated
    from practices.models import ThrownDraft
    from tests import factories

    author = _signed_in(factories.member(structure=factories.structure()))
    author.post(reverse("contributions:start", args=[slug]), typed)
    document = SiteDocument.objects.latest("pk")
    author.post(reverse("contributions:throw_away", args=[_page_of(slug, typed["title"]).pk]))
    ThrownDraft.objects.update(thrown_at=timezone.now() - timedelta(days=60))
    return erase_outdated() == 1 and not SiteDocument.objects.filter(pk=document.pk).exists()


def _page_of(slug: str, title: str) -> Any:
    from practices.contributions.forms.kinds import kind_called

    kind = kind_called(slug)
    assert kind is not None
    return kind.model.objects.get(title=title)


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

    typed = {"title": TITLE, "summary": "Pour deux, le premier jour.", "action": "submit"}
    draft = {"title": "Un essai", "action": "save"}
    told = {
        "life": life_of("ressource", typed | {"document_file": SimpleUploadedFile("trame.pdf", small_files.PDF)}),
        "is erased with its file": is_erased_with_its_file(
            "ressource", draft | {"document_file": SimpleUploadedFile("essai.pdf", small_files.PDF)}
        ),
        "check": _said_by("check"),
        "migrations": _said_by("makemigrations", "--check"),
    }
    sys.stdout.write(json.dumps(told))
