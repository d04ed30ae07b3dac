"""The counters of the throttles, in their real store: none is lost to a crowd, none is counted twice at once."""

import threading
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from config.settings import base
from tests import factories

TRIES = 5  # wrong passwords in five minutes: "login_failed" in the settings


@pytest.fixture
def real_store(settings: Any) -> None:
    settings.CACHES = base.CACHES
    caches["throttles"].clear()


def sign_in(address: str, password: str, client: Client | None = None) -> Any:
    return (client or Client()).post(reverse("account_login"), {"login": address, "password": password})


@pytest.mark.django_db
def test_a_crowd_of_other_counters_makes_none_forgotten(site: Any, real_store: None) -> None:
    """With Django's file cache, the three hundredth entry took a third of the others away."""
    member = factories.member()
    for _ in range(TRIES):
        sign_in(member.email, "pas le bon")
    for number in range(600):
        caches["throttles"].set(f"allauth:rl:somebody-else:{number}", [1.0], 300)
    assert "tentatives" in sign_in(member.email, factories.PASSWORD).content.decode()


@pytest.mark.django_db(transaction=True)
def test_passwords_tried_at_the_same_instant_are_all_counted(site: Any, real_store: None) -> None:
    member = factories.member()
    answers: list[Any] = []
    start = threading.Barrier(3 * TRIES)

    def guess() -> None:
        try:
            start.wait(timeout=20)
            answers.append(sign_in(member.email, "pas le bon"))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(3 * TRIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(answers) == 3 * TRIES
    tried = [one for one in answers if one.status_code == 200 and "tentatives" not in one.content.decode()]
    assert 0 < len(tried) <= TRIES
    client = Client()
    sign_in(member.email, factories.PASSWORD, client)
    assert "_auth_user_id" not in client.session


def test_every_throttle_counts_in_that_store(settings: Any) -> None:
    assert base.CACHES["throttles"]["BACKEND"].endswith("DatabaseCache")
    caches["throttles"].set("a", 1)
    assert ratelimit.cache.get("a") == 1, "allauth counts elsewhere: look at community/throttles.py"


@pytest.mark.django_db
def test_the_table_is_made_with_the_others_and_made_again_where_it_is_missing(real_store: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE throttles")
    call_command("migrate", verbosity=0)
    caches["throttles"].set("a", 1)
    assert caches["throttles"].get("a") == 1


@pytest.mark.django_db
def test_what_is_over_is_forgotten_each_day_with_the_addresses_it_names(real_store: None) -> None:
    caches["throttles"].set("allauth:rl:login:ip:192.0.2.1", [1.0], timeout=-1)
    caches["throttles"].set("allauth:rl:login:ip:192.0.2.2", [1.0], timeout=300)
    call_command("forget_tries", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM throttles")
        assert [key for (key,) in cursor.fetchall()] == [":1:allauth:rl:login:ip:192.0.2.2"]
