"""« Pratiques proches », kept for all who hold the same tokens: what one of them may see meets nobody who may not."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from community.models import Member
from tests import factories
from tests.search.conftest import Index

pytestmark = pytest.mark.django_db


@pytest.fixture
def close(index: Index, structure: Any, sheet: Any) -> Any:
    """A sheet close to `sheet`, for one group."""
    close = factories.sheet(structure=structure, title=f"{sheet.title} bis", summary=sheet.summary)
    index.sync()
    laid = PageViewRestriction.objects.create(page=close, restriction_type=PageViewRestriction.GROUPS)
    laid.groups.add(Group.objects.create(name="dedans"))
    return close


@pytest.fixture
def alike(site: Any) -> list[Member]:
    """Two people who hold the same tokens."""
    elsewhere = Group.objects.create(name="ailleurs")
    people = [factories.member(), factories.member()]
    for person in people:
        person.groups.set([elsewhere])
    return people


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_who_enters_a_group_while_their_page_is_made_leaves_its_cards_to_nobody(
    method: str, sheet: Any, close: Any, alike: list[Member]
) -> None:
    entering, other = alike

    def meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        answer = execute(sql, *rest)
        if not moved and sql.startswith('SELECT "auth_group"."id"'):  # their tokens have just been read
            moved.append(True)
            entering.groups.add(Group.objects.get(name="dedans"))
        return answer

    moved: list[bool] = []
    with connection.execute_wrapper(meanwhile):
        getattr(signed_in(entering), method)(sheet.url)
    assert moved
    assert close.title in signed_in(entering).get(sheet.url).content.decode()
    assert close.title not in signed_in(other).get(sheet.url).content.decode()


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client
