"""One process that writes again and again on a structure, by the site's own addresses; run by `test_processes.py`."""

import json
import sys
from collections.abc import Callable

import django

django.setup()

from django.test import Client  # noqa: E402 – nothing of ours can be imported before
from django.urls import reverse  # noqa: E402

from community.models import Member, StructurePage  # noqa: E402
from tests.community.test_structure_card import card  # noqa: E402
from tests.practices.contributions.screens import complete, start_at  # noqa: E402


def keep_the_card(client: Client, structure: StructurePage, number: int) -> int:
    data = card(StructurePage.objects.get(pk=structure.pk), tagline=f"On répare, fois {number}.")
    return client.post(reverse("structure_card", args=[structure.pk]), data).status_code


def start_a_sheet(client: Client, structure: StructurePage, number: int) -> int:
    return client.post(start_at(structure), complete(title=f"Une fiche {number}")).status_code


ACTS: dict[str, Callable[[Client, StructurePage, int], int]] = {"card": keep_the_card, "sheets": start_a_sheet}


def main(act: str, structure: str, member: str, times: str) -> None:
    client = Client()
    client.force_login(Member.objects.get(pk=int(member)))
    page = StructurePage.objects.get(pk=int(structure))
    sys.stdin.readline()  # every process is ready: all begin together
    print(json.dumps([ACTS[act](client, page, number) for number in range(int(times))]))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
