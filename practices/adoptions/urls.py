"""Addresses of « Nous l’avons essayé »."""

from django.urls import path

from practices.adoptions import views

app_name = "adoptions"
urlpatterns = [
    path("", views.said, name="said"),
    path("fiche/<int:sheet_pk>/", views.say, name="say"),
    path("<int:pk>/", views.correct, name="correct"),
    path("<int:pk>/retirer/", views.withdraw, name="withdraw"),
]
