"""Addresses of finding."""

from django.urls import path

from search.views import results

urlpatterns = [path("recherche/", results, name="search")]
