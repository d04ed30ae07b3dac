"""Addresses of finding."""

from django.urls import path

from search.page.already import close_to_question
from search.page.results import results
from search.page.typing import opensearch, suggested, suggested_to_the_browser

urlpatterns = [
    path("recherche/", results, name="search"),
    path("recherche/suggestions/", suggested, name="suggestions"),
    path("recherche/suggestions.json", suggested_to_the_browser, name="suggestions_json"),
    path("questions/proches/", close_to_question, name="close_to_question"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
