"""Addresses of this part of the site."""

from django.urls import path

from community.structures.views import structure_card

urlpatterns = [path("ma-structure/<int:pk>/", structure_card, name="structure_card")]
