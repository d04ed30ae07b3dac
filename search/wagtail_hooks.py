"""What the app adds to Wagtail's admin: the menu « Recherche », its screens, and the vocabulary."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from search.admin import chosen_answers
from search.admin.indexes import IndexesView, TryAgainView
from search.admin.rights import FacilitatorsItem
from search.admin.searched import SearchedView
from search.admin.vocabulary import SynonymGroupViewSet
from search.models import SynonymGroup

address = lazy(reverse, str)
WAGTAILS_OWN = {"promoted-search-results", "search-terms"}
"""Its screens for the same things: theirs count nothing here, for the site counts its searches without it."""

register_snippet(SynonymGroupViewSet)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [
        path("recherche/", SearchedView.as_view(), name="searched"),
        path("recherche/index/", IndexesView.as_view(), name="search_indexes"),
        path("recherche/index/essayer/", TryAgainView.as_view(), name="search_try_again"),
        path("recherche/reponses/", include((chosen_answers.urlpatterns, chosen_answers.NAMESPACE))),
    ]


@hooks.register("register_admin_menu_item")
def menu_of_finding() -> MenuItem:
    vocabulary = SynonymGroup.snippet_viewset.get_url_name("list")  # type: ignore[attr-defined]
    items = [
        FacilitatorsItem(_("Ce que l’on cherche"), address("searched"), name="searched", icon_name="search", order=10),
        FacilitatorsItem(
            _("Réponses choisies"), address("chosen_answers:index"), name="chosen-answers", icon_name="pick", order=20
        ),
        FacilitatorsItem(_("Vocabulaire"), address(vocabulary), name="vocabulary", icon_name="openquote", order=30),
        FacilitatorsItem(
            _("État des index"), address("search_indexes"), name="search-indexes", icon_name="cogs", order=40
        ),
    ]
    return SubmenuMenuItem(_("Recherche"), Menu(items=items), name="finding", icon_name="search", order=280)


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def without_twins(request: HttpRequest, menu_items: list[Any]) -> None:
    """One screen for each thing."""
    menu_items[:] = [item for item in menu_items if item.name not in WAGTAILS_OWN]
