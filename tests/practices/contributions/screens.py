"""What the tests of the screens fill in, read and open."""

import re
from typing import Any

from django.urls import reverse

from community.models import InvolvementLevel
from practices.models import Lever


def complete(**values: Any) -> dict[str, Any]:
    """The fields asked to submit."""
    return {
        "title": "Le parrainage à deux",
        "summary": "Chaque arrivant est accueilli par deux anciens.",
        "levers": [Lever.objects.get(slug="accueil").pk],
        "levels": [InvolvementLevel.objects.get(code="acteur").pk],
        "step_1": "On demande qui veut.",
        "step_2": "On se retrouve autour d’un café.",
        "step_3": "On fait le point après un mois.",
        "pitfalls": "Deux parrains ont arrêté en cours de route.",
        "revision": "",
        **values,
    }


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def text_of(response: Any) -> str:
    return response.content.decode().replace("\u00a0", " ")


def start_at(structure: Any) -> str:
    return f"{reverse('contributions:start', args=['fiche'])}?structure={structure.pk}"


def edit_at(page: Any) -> str:
    return reverse("contributions:edit", args=[page.pk])


ADDRESSES = ["edit", "preview", "submit", "take_back", "take_off_line", "confirm_current"]
