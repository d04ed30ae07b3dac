"""The log holds no link that lets in whoever reads it."""

import io
import logging
from typing import Any

import pytest
from django.test import Client

from config.links_in_logs import WithoutLinks

TOKEN = "d0" * 32


@pytest.fixture
def log() -> Any:
    """What the site's own handler writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutLinks())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_a_link_that_is_refused_is_not_in_the_log(client: Client, log: io.StringIO) -> None:
    assert client.post(f"/invitation/{TOKEN}/").status_code == 405
    assert client.get(f"/invitation/{TOKEN}/de-trop/").status_code == 404
    assert "/invitation/…/" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_the_link_that_opens_a_sleeping_account_again_is_not_in_the_log(log: io.StringIO) -> None:
    logging.getLogger("django.request").warning("Not Found: /compte/mes-donnees/revenir/12-%s/", TOKEN)
    assert "/compte/mes-donnees/revenir/…/" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_the_links_of_a_request_are_not_in_the_log(log: io.StringIO) -> None:
    for act in ("confirmer", "oublier"):
        logging.getLogger("django.request").warning("Not Found: /rejoindre/demander/%s/1-%s/", act, TOKEN)
    assert log.getvalue().count("/…/") == 2
    assert TOKEN not in log.getvalue()
