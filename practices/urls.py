"""Addresses of levers, feeds, what was tried, and paper; sheets and testimonials are pages of Wagtail’s tree."""

from django.urls import include, path

from practices.feeds import LeverFeed, NewestFeed, QuestionsFeed
from practices.paper.views import paper
from practices.views import lever_page, levers_page

urlpatterns = [
    path("leviers/", levers_page, name="levers"),
    path("leviers/<slug:slug>/", lever_page, name="lever"),
    path("flux/", NewestFeed(), name="feed"),
    path("flux/questions/", QuestionsFeed(), name="questions_feed"),
    path("flux/leviers/<slug:slug>/", LeverFeed(), name="lever_feed"),
    path("pratiques-essayees/", include("practices.adoptions.urls")),
    path("papier/<int:pk>.pdf", paper, name="paper"),
]
