"""A keyword is one, however it is written: on the site and in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents.forms import get_document_form
from wagtail.test.utils.form_data import querydict_from_html

from community.models import SiteDocument
from community.typed_text.keywords import from_string, once_each, split
from practices.contributions.acts import drafts
from practices.models import PracticePage, Topic
from tests import factories
from tests.practices.contributions.screens import complete, start_at

pytestmark = pytest.mark.django_db


def topics_of(page: Any) -> list[str]:
    return sorted(topic.name for topic in drafts.draft_of(page=page).topics.all())


def written(member: Any, structure: Any, topics: str) -> list[str]:
    """The keywords of a sheet written on the site."""
    client = Client()
    client.force_login(member)
    client.post(start_at(structure), complete(topics=topics))
    return topics_of(PracticePage.objects.latest("pk"))


def test_keywords_are_cut_at_commas_semicolons_and_ends_of_lines(structure: Any, teammate: Any) -> None:
    typed = "café ; repair  café,parrainage\r\nécoute;;\u200b"
    assert written(teammate, structure, typed) == sorted(["café", "repair café", "parrainage", "écoute"])


def test_two_spellings_of_a_keyword_are_one_the_first(structure: Any, teammate: Any) -> None:
    typed = "Épicerie, epicerie, E\u0301PICERIE, l’accueil, l'accueil, Cœur, coeur"
    assert written(teammate, structure, typed) == sorted(["Épicerie", "l’accueil", "Cœur"])


@pytest.mark.parametrize("typed", ["epicerie", "ÉPICERIE", "e\u0301picerie", " épicerie "])
def test_a_keyword_of_the_site_is_used_again_rather_than_doubled(structure: Any, teammate: Any, typed: str) -> None:
    Topic.objects.create(name="Épicerie")
    assert written(teammate, structure, typed) == ["Épicerie"]
    assert Topic.objects.count() == 1


def test_the_admin_s_own_field_does_the_same(structure: Any, facilitator: Any) -> None:
    Topic.objects.create(name="Épicerie")
    Topic.objects.create(name="l’accueil")
    client = Client()
    client.force_login(facilitator)
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", structure.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data.update({"title": "Le marché", "slug": "le-marche", "steps-count": "0"})
    data["topics"] = '"l\'accueil"; epicerie, repair café, Repair Cafe'
    assert client.post(address, data).status_code == 302
    assert topics_of(PracticePage.objects.get(slug="le-marche")) == sorted(["l’accueil", "repair café", "Épicerie"])


def test_words_put_on_a_document_are_each_there_once(site: Any) -> None:
    document = factories.document()
    form = get_document_form(SiteDocument)(
        {"title": "Affiche", "tags": "Été; ete, été", "collection": 1}, instance=document
    )
    form.is_valid()
    assert form.cleaned_data["tags"] == ["Été"]


def test_levers_are_still_chosen_by_their_exact_name(structure: Any, facilitator: Any) -> None:
    client = Client()
    client.force_login(facilitator)
    address = reverse("wagtailadmin_pages:add", args=["practices", "practicepage", structure.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    data.update({"title": "Le marché", "slug": "le-marche", "steps-count": "0"})
    data["levers"] = "Accueil, inconnu"
    client.post(address, data)
    draft = drafts.draft_of(page=PracticePage.objects.get(slug="le-marche"))
    assert [lever.name for lever in draft.levers.all()] == ["Accueil"]


def test_a_facilitator_is_told_that_a_keyword_exists_under_another_spelling(facilitator: Any) -> None:
    Topic.objects.create(name="Épicerie")
    client = Client()
    client.force_login(facilitator)
    answer = client.post(reverse(Topic.snippet_viewset.get_url_name("add")), {"name": "epicerie"})
    assert "Ce mot-clé existe déjà : « Épicerie »." in answer.content.decode()
    assert Topic.objects.count() == 1


@given(st.text(max_size=40))
def test_any_text_gives_keywords_that_are_there_once_and_can_be_seen(text: str) -> None:
    for words in (once_each(split(text)), from_string(text)):
        assert all(words)
        assert once_each(words) == words
