"""The log holds no link that lets in whoever reads it."""

import io
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config.links_in_logs import LINK, WithoutLinks

TOKEN = "d0" * 32
NGINX = (Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf").read_text()


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


def addresses(found: list[Any], before: str = "") -> list[str]:
    """Every address of the site below these, its arguments as they are declared."""
    every = []
    for one in found:
        here = before + str(one.pattern)
        every += addresses(one.url_patterns, here) if isinstance(one, URLResolver) else [here]
        assert isinstance(one, URLPattern | URLResolver)
    return every


def test_every_address_with_a_secret_is_left_out_of_the_logs_of_the_site_and_of_the_web_server() -> None:
    kept_back = [re.compile(rule, re.IGNORECASE) for rule in re.findall(r'"~\*([^"]+)" 0;', NGINX)]
    without_errors = re.search(r"location ~\* (\S+) \{", NGINX)
    assert without_errors
    secret = [address for address in addresses(get_resolver().url_patterns) if re.search(r":(token|link)>", address)]
    assert len(secret) >= 6
    for address in secret:
        path = "/" + re.sub(r"<[^>]+>", TOKEN, address)
        assert TOKEN not in LINK.sub(r"\1…", path), "in the log of the site: config/links_in_logs.py"
        assert any(rule.search(f"GET {path} HTTP/1.1 -") for rule in kept_back), "in that of nginx: deploy/nginx.conf"
        assert re.match(without_errors[1], path, re.IGNORECASE), "in nginx's log of errors: deploy/nginx.conf"


def test_pages_that_are_no_links_are_noted() -> None:
    kept_back = [re.compile(rule, re.IGNORECASE) for rule in re.findall(r'"~\*([^"]+)" 0;', NGINX)]
    for path in ("/", "/invitation/", "/invitations/inviter/", "/rejoindre/demander/", "/compte/adresse/", "/compte/"):
        assert not any(rule.search(f"GET {path} HTTP/1.1 https://example.org{path}") for rule in kept_back), path
        assert not LINK.search(f"Not Found: {path}")
