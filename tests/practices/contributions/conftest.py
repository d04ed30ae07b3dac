"""Who writes and what: the fixtures of every screen of contributions."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.standing import standing


@pytest.fixture
def signed_in(teammate: Any) -> Client:
    client = Client()
    client.force_login(teammate)
    return client


@standing
def draft(structure: Any, teammate: Any) -> Any:
    return factories.sheet(structure=structure, live=False, owner=teammate, title="Le jardin partagé")
