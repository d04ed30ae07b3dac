"""The front page promises what the site does; a site whose words nobody has changed says the true ones from now on."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from home.models import HomePage
from home.preparation import prepare_site

pytestmark = pytest.mark.django_db

words = import_module("home.migrations.0002_true_words")
fewer = import_module("home.migrations.0003_fewer_words")


def test_the_front_page_does_not_promise_a_question_without_an_account(client: Client, site: Any) -> None:
    assert "posez vos questions" not in client.get("/").content.decode()
    assert prepare_site().introduction == fewer.FEWER


def test_words_that_nobody_changed_are_put_right_in_the_page_and_in_its_next_version(site: Any) -> None:
    site.introduction = words.FORMER
    site.save_revision().publish()
    words.say(apps, words.FORMER, words.TRUE)
    page = HomePage.objects.get()
    assert page.introduction == words.TRUE
    assert page.get_latest_revision_as_object().introduction == words.TRUE


def test_words_that_somebody_chose_stay(site: Any) -> None:
    site.introduction = f"{words.FORMER} Bienvenue !"
    site.save_revision().publish()
    words.say(apps, words.FORMER, words.TRUE)
    assert HomePage.objects.get().introduction == f"{words.FORMER} Bienvenue !"


def test_a_long_introduction_that_nobody_changed_is_shortened(site: Any) -> None:
    site.introduction = fewer.FORMER
    site.save_revision().publish()
    fewer.say(apps, fewer.FORMER, fewer.FEWER)
    page = HomePage.objects.get()
    assert page.introduction == fewer.FEWER
    assert page.get_latest_revision_as_object().introduction == fewer.FEWER
