"""The addresses of « Mon compte » and of its blocks."""

from django.urls import path

from community.accounts.home import address_views, structure_views, views

urlpatterns = [
    path("", views.home, name="account_home"),
    path("nom/", views.save, {"name": "name"}, name="account_name"),
    path("travail/", views.save, {"name": "work"}, name="account_work"),
    path("aide/", views.save, {"name": "help"}, name="account_help"),
    path("photo/", views.save, {"name": "photo"}, name="account_photo"),
    path("photo/retirer/", views.take_photo_away, name="account_photo_away"),
    path("adresse/", address_views.ask, name="account_address"),
    path("adresse/renoncer/", address_views.give_up, name="account_address_give_up"),
    path("adresse/lien/<slug:token>/", address_views.confirm, name="confirm_address"),
    path("structures/<int:pk>/quitter/", structure_views.leave, name="leave_structure"),
]
