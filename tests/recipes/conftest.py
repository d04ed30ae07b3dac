"""A copy of the project to walk recipes in, with a site that is already prepared."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.prepared.database import Prepared
from tests.prepared.demonstration import demonstration_ready
from tests.recipes.copied_house import PYTHON, House
from tests.recipes.ready import DEMONSTRATION


@pytest.fixture
def house(tmp_path: Path, django_db_setup: Prepared) -> Iterator[House]:
    copied = House.copied_to(tmp_path / "house")
    if connection.vendor == "sqlite":
        django_db_setup.copied_for(folder=copied.folder / "var", name="recipes")
    else:  # the walk has a database of its own, that this run cannot give
        for command in ("migrate", "prepare_site"):
            assert copied.run(f"{PYTHON} manage.py {command}")[0] == 0
    yield copied
    copied.leave()


@pytest.fixture
def house_with_demonstration(house: House) -> House:
    """The tests of the copy begin with the demonstration that this run has prepared."""
    if connection.vendor == "sqlite":  # its files and its database are in one folder
        shutil.copytree(demonstration_ready().folder, house.folder / "var" / DEMONSTRATION)
    return house
