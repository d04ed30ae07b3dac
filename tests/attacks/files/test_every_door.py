"""Whatever file is sent, at whatever door: an answer, the text kept, nothing left on the disk when it is refused."""

from typing import Any

import pytest
from django.test import Client

from tests.attacks.files.doors import TYPED, Door, admin_doors, files_without_a_row, members_doors, sent
from tests.attacks.files.gathering import hostile_files

pytestmark = pytest.mark.django_db

FEWEST = 60
UNDERSTOOD = (200, 302, 400, 403)


def what_went_wrong(*, door: Door, person: Any) -> dict[str, str]:
    """Names of the files of a form → what the site did that it must not do."""
    client = Client(raise_request_exception=False)
    client.force_login(person)
    before = files_without_a_row()
    wrong: dict[str, str] = {}
    for number, files in enumerate(door.rounds()):
        text = f"{TYPED} {number}."
        names = " + ".join(name for name, _content in files.values())
        answer = sent(client=client, door=door, files=files, text=text)
        if answer.status_code not in UNDERSTOOD:
            wrong[names] = f"{answer.status_code} {getattr(answer, 'exc_info', None) or ''}"
        elif answer.status_code in (200, 302) and not door.keeps_text(answer, text):
            wrong[names] = f"{answer.status_code}, and « {text} » is lost"
    left = files_without_a_row() - before
    return wrong | dict.fromkeys(left, "left on the disk, named by no row")


def test_the_folder_is_large_enough() -> None:
    assert len(hostile_files()) >= FEWEST


@pytest.mark.parametrize("name", ["testimonial", "sheet", "card", "agreement"])
def test_a_member_s_door_bears_every_file(name: str, structure: Any, pilot: Any) -> None:
    assert what_went_wrong(door=members_doors(structure=structure)[name], person=pilot) == {}


@pytest.mark.parametrize("name", ["image", "images", "image chooser", "document", "documents", "film", "portrait"])
def test_a_door_of_the_admin_bears_every_file(name: str, facilitator: Any) -> None:
    assert what_went_wrong(door=admin_doors()[name], person=facilitator) == {}
