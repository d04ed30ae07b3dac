"""What was stored before addresses had one spelling: put right, without ever choosing between two people."""

from importlib import import_module
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection

from community.models import Member
from tests import factories

pytestmark = pytest.mark.django_db
step = import_module("community.migrations.0004_addresses_in_one_spelling")


def store_as_before(member: Member, address: str) -> None:
    """Behind the field's back."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE community_member SET email = %s WHERE id = %s", [address, member.pk])


def stored(member: Member) -> str:
    return str(Member.objects.values_list("email", flat=True).get(pk=member.pk))


def test_an_address_stored_with_an_invisible_letter_is_spelled_anew(site: Any) -> None:
    elise = factories.member()
    store_as_before(elise, "elise.g@exemple.test\u200b")
    step.spell_them_one_way(apps, None)
    assert stored(elise) == "elise.g@exemple.test"


def test_two_accounts_of_one_mailbox_are_left_to_people_and_named(site: Any, capsys: Any) -> None:
    first, second = factories.member(), factories.member()
    store_as_before(first, "elise@café.fr")
    store_as_before(second, "elise@xn--caf-dma.fr")
    step.spell_them_one_way(apps, None)
    assert (stored(first), stored(second)) == ("elise@café.fr", "elise@xn--caf-dma.fr")
    assert f"numbered {second.pk}" in capsys.readouterr().out


def test_the_rows_of_the_library_are_forgotten(pilot: Any) -> None:
    EmailAddress.objects.create(user=pilot, email="ancienne@exemple.test", verified=True, primary=True)
    step.forget_the_rows_of_the_library(apps, None)
    assert not EmailAddress.objects.exists()
