"""The four levels include everybody."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from community.models import InvolvementLevel
from home.words import LEVELS

NAMING = import_module("community.migrations.0006_levels_for_everybody")

pytestmark = pytest.mark.django_db


def test_a_level_names_women_and_men(site: Any) -> None:
    assert all(" ou " in level["name"] for level in LEVELS)
    assert {level["code"]: level["name"] for level in LEVELS} == {
        code: new for code, (_old, new) in NAMING.NAMES.items()
    }


def test_a_name_that_somebody_chose_is_kept(site: Any) -> None:
    InvolvementLevel.objects.filter(code="acteur").update(name="Acteur")
    InvolvementLevel.objects.filter(code="contributeur").update(name="Coup de main")
    NAMING.name_everybody(apps, None)
    names = dict(InvolvementLevel.objects.values_list("code", "name"))
    assert (names["acteur"], names["contributeur"]) == ("Acteur ou actrice", "Coup de main")
