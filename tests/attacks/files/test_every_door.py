"""Whatever file is sent, at whatever door: an answer, the text kept, nothing left on the disk when it is refused."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from tests.attacks.files.doors import TYPED, Door, admin_doors, files_without_a_row, members_doors, sent
from tests.attacks.files.gathering import hostile_files

pytestmark = pytest.mark.django_db

FEWEST = 60


def what_went_wrong(*, door: Door, person: Any, files: Mapping[str, bytes]) -> dict[str, str]:
    """Name of the file → what it did that it must not do."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    before = files_without_a_row()
    wrong: dict[str, str] = {}
    for name, content in files.items():
        answer = sent(client=client, door=door, name=name, content=content)
        if answer.status_code >= 500:
            wrong[name] = f"{answer.status_code} {getattr(answer, 'exc_info', [''])[:2]}"
        elif answer.status_code not in (400, 403) and not door.keeps_text(answer):
            wrong[name] = f"{answer.status_code}, and « {TYPED} » is lost"
    for name in files_without_a_row() - before:
        wrong[name] = "left on the disk, named by no row"
    return wrong


def test_the_folder_is_large_enough() -> None:
    assert len(hostile_files()) >= FEWEST


@pytest.mark.parametrize("name", ["testimonial", "sheet", "card", "agreement"])
def test_a_member_s_door_bears_every_file(name: str, structure: Any, pilot: Any) -> None:
    door = members_doors(structure=structure)[name]
    assert what_went_wrong(door=door, person=pilot, files=hostile_files()) == {}


@pytest.mark.parametrize("name", ["image", "images", "image chooser", "document", "documents", "film", "portrait"])
def test_a_door_of_the_admin_bears_every_file(name: str, facilitator: Any) -> None:
    assert what_went_wrong(door=admin_doors()[name], person=facilitator, files=hostile_files()) == {}
